using System.Globalization;
using System.IO.Compression;
using System.Text;
using Gbv.Domain.Attachments;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// Writes a file of numbered objects, and the few kinds of values that go into them. Text that came with a file gets in as a checked name, a
/// number or bytes in hexadecimal, so that nothing in it can end what it stands in.
/// </summary>
internal sealed class PdfWriter : IDisposable
{
    private const int MostObjects = 10_000;
    private const int MostBytes = 2 * AttachmentRules.LargestFile;
    private const int LongestName = 64;

    private readonly MemoryStream output = new();
    private readonly List<long> offsets = [];

    public PdfWriter() => Put("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        if (offsets.Count == MostObjects) throw new RefusedFileException(FileProblem.Unfamiliar, "objects");
        offsets.Add(0);
        return offsets.Count;
    }

    public int Add(string value)
    {
        var number = Reserve();
        Write(number, value);
        return number;
    }

    public void Write(int number, string value)
    {
        offsets[number - 1] = output.Position;
        Put($"{number} 0 obj\n{value}\nendobj\n");
        if (output.Length > MostBytes) throw new RefusedFileException(FileProblem.Unfamiliar, "size");
    }

    /// <param name="entries">Of the stream's dictionary, without length and filter.</param>
    public int AddPacked(string entries, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(content);
        return AddStream(entries + "/Filter/FlateDecode", packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }

    public int AddStream(string entries, ReadOnlySpan<byte> content)
    {
        var number = Reserve();
        offsets[number - 1] = output.Position;
        Put($"{number} 0 obj\n<<{entries}/Length {content.Length}>>\nstream\n");
        output.Write(content);
        Put("\nendstream\nendobj\n");
        return output.Length > MostBytes ? throw new RefusedFileException(FileProblem.Unfamiliar, "size") : number;
    }

    public byte[] Finish(int catalog)
    {
        var start = output.Position;
        Put($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Put($"{offset:D10} 00000 n \n");
        Put($"trailer\n<</Size {offsets.Count + 1}/Root {Reference(catalog)}>>\nstartxref\n{start}\n%%EOF\n");
        return output.ToArray();
    }

    public void Dispose() => output.Dispose();

    public static string Reference(int number) => string.Create(CultureInfo.InvariantCulture, $"{number} 0 R");

    public static string Number(double value) =>
        double.IsFinite(value) && Math.Abs(value) <= int.MaxValue
            ? value.ToString("0.######", CultureInfo.InvariantCulture)
            : throw new RefusedFileException(FileProblem.Unreadable, "number");

    public static string Numbers(IEnumerable<double> values) => $"[{string.Join(' ', values.Select(Number))}]";

    /// <summary>Letters, digits and what stands in names of fonts and glyphs; nothing else needs to be kept.</summary>
    public static string Name(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or ',' or '_')
            ? "/" + name
            : throw new RefusedFileException(FileProblem.Unfamiliar, "name");

    public static string Text(ReadOnlySpan<byte> bytes) => $"<{Convert.ToHexString(bytes)}>";

    private void Put(FormattableString text) => Put(text.ToString(CultureInfo.InvariantCulture));

    private void Put(string text) => output.Write(Encoding.Latin1.GetBytes(text));
}
