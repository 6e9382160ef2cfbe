using Google.Protobuf;

namespace Gbv.LocalHost.Telemetry;

/// <summary>A message of Protocol Buffers, read by the numbers of its fields; what nobody asks for does no harm.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ByteString Bytes)> fields = [];

    private ProtoMessage(ByteString bytes)
    {
        var input = bytes.CreateCodedInput();
        while (input.ReadTag() is > 0 and var tag)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    fields.Add((field, input.ReadUInt64(), ByteString.Empty));
                    break;
                case WireFormat.WireType.Fixed64:
                    fields.Add((field, input.ReadFixed64(), ByteString.Empty));
                    break;
                case WireFormat.WireType.LengthDelimited:
                    fields.Add((field, 0, input.ReadBytes()));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    /// <exception cref="InvalidProtocolBufferException">It is none.</exception>
    public static ProtoMessage Read(ByteString bytes) => new(bytes);

    public bool Has(int field) => fields.Exists(f => f.Field == field);

    /// <summary>The messages in a repeated field.</summary>
    public IEnumerable<ProtoMessage> All(int field) => fields.Where(f => f.Field == field).Select(f => new ProtoMessage(f.Bytes));

    /// <summary>The messages at the end of a path of repeated fields.</summary>
    public IEnumerable<ProtoMessage> All(int field, params int[] more) => more.Aggregate(All(field), (found, next) => found.SelectMany(m => m.All(next)));

    public ulong Number(int field) => fields.FindLast(f => f.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public string Text(int field) => Bytes(field).ToStringUtf8();

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    /// <summary>A time in nanoseconds.</summary>
    public DateTimeOffset Time(int field) => DateTimeOffset.UnixEpoch.AddTicks((long)(Number(field) / 100));

    private ByteString Bytes(int field) => fields.FindLast(f => f.Field == field).Bytes ?? ByteString.Empty;
}
