using System.Buffers.Binary;
using System.Text;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>A TrueType or OpenType font with only the tables that its signs are drawn from: without who made it, and without pictures or programs beside.</summary>
internal static class FontTables
{
    private const int HeadLength = 12;
    private const int EntryLength = 16;
    private const int MostTables = 64;

    private static readonly HashSet<string> Kept =
        ["CFF ", "OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post", "prep", "vhea", "vmtx"];

    private static readonly HashSet<uint> Kinds = [0x00010000, 0x74727565, 0x4F54544F];

    public static byte[] Clean(ReadOnlySpan<byte> font)
    {
        if (font.Length < HeadLength || !Kinds.Contains(BinaryPrimitives.ReadUInt32BigEndian(font))) throw PdfSource.Damaged("font");
        var count = BinaryPrimitives.ReadUInt16BigEndian(font[4..]);
        if (count > MostTables || font.Length < HeadLength + (count * EntryLength)) throw PdfSource.Damaged("tables");
        SortedDictionary<string, (uint Sum, int Offset, int Length)> tables = new(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var entry = font[(HeadLength + (i * EntryLength))..];
            var (offset, length) = (BinaryPrimitives.ReadUInt32BigEndian(entry[8..]), BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
            if ((ulong)offset + length > (ulong)font.Length) throw PdfSource.Damaged("table");
            var name = Encoding.Latin1.GetString(entry[..4]);
            if (Kept.Contains(name) && !tables.TryAdd(name, (BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), (int)offset, (int)length))) throw PdfSource.Damaged("table twice");
        }

        return Write(font, tables);
    }

    private static byte[] Write(ReadOnlySpan<byte> font, SortedDictionary<string, (uint Sum, int Offset, int Length)> tables)
    {
        using var output = new MemoryStream();
        var most = tables.Count == 0 ? 0 : 1 << (int)Math.Log2(tables.Count);
        output.Write(font[..4]);
        foreach (var value in new[] { tables.Count, most * EntryLength, most == 0 ? 0 : (int)Math.Log2(most), (tables.Count - most) * EntryLength })
            output.Write([(byte)(value >> 8), (byte)value]);
        var next = HeadLength + (tables.Count * EntryLength);
        foreach (var (name, table) in tables)
        {
            var entry = new byte[EntryLength];
            Encoding.Latin1.GetBytes(name).CopyTo(entry, 0);
            BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(4), table.Sum);
            BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(8), next);
            BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(12), table.Length);
            output.Write(entry);
            next += Padded(table.Length);
        }

        foreach (var table in tables.Values)
        {
            output.Write(font.Slice(table.Offset, table.Length));
            output.Write(new byte[Padded(table.Length) - table.Length]);
        }

        return output.ToArray();
    }

    /// <summary>Tables begin at multiples of four.</summary>
    private static int Padded(int length) => (length + 3) & ~3;
}
