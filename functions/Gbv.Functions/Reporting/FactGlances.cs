using System.Buffers;
using System.Text;
using System.Text.Json;
using Gbv.Domain.Cases;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Reporting;

/// <summary>Looks at facts as they are stored, and makes objects only of those that are wanted: nine in ten of a month's report are not.</summary>
internal static class FactGlances
{
    private static readonly byte[] Closed = Encoding.UTF8.GetBytes(CaseState.Closed.Code());

    public static (FactGlance Glance, CaseFact? Fact) Read(string data, Func<FactGlance, bool> wanted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(data.Length));
        try
        {
            var json = buffer.AsSpan(0, Encoding.UTF8.GetBytes(data, buffer));
            var glance = Read(json);
            return (glance, wanted(glance) ? Json.Read<CaseFact>(json) : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Every moment of a fact and of its referrals has a name that ends in "At". Nearly all are written in UTC and in one form, so that
    /// their texts are in the order of time, and only the last of them is read.
    /// </summary>
    private static FactGlance Read(ReadOnlySpan<byte> json)
    {
        (DateTimeOffset? received, bool? closed, var last) = (null, null, DateTimeOffset.MinValue);
        ReadOnlySpan<byte> lastText = default;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueSpan.EndsWith("At"u8))
            {
                var isReceived = reader.CurrentDepth == 1 && reader.ValueTextEquals("receivedAt"u8);
                reader.Read();
                if (reader.TokenType != JsonTokenType.String) continue;
                if (isReceived) received = reader.GetDateTimeOffset();
                if (!reader.ValueSpan.EndsWith("+00:00"u8)) last = Later(last, reader.GetDateTimeOffset());
                else if (json[(int)reader.TokenStartIndex..(int)reader.BytesConsumed] is var text && text.SequenceCompareTo(lastText) > 0) lastText = text;
            }
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("state"u8))
            {
                reader.Read();
                closed = reader.ValueTextEquals(Closed);
            }
        }

        if (received is not { } at || closed is not { } isClosed) throw new JsonException("A fact without state or time of receipt.");
        return new FactGlance(at, isClosed, lastText.Length > 0 ? Later(last, Moment(lastText)) : last);
    }

    private static DateTimeOffset Moment(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.GetDateTimeOffset();
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
