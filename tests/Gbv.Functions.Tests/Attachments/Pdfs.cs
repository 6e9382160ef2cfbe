using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Gbv.Functions.Tests.Attachments;

/// <summary>PDFs as they come from phones and offices, and as they come from somebody who wants to do harm.</summary>
internal static class Pdfs
{
    /// <summary>What the page shows, and what must not come out.</summary>
    public const string Shown = "BT /F1 12 Tf 20 100 Td (Giay chung nhan) Tj ET 0 0 1 rg 20 20 60 40 re f";

    public const string Fonts = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";

    private const int FirstFree = 5;

    /// <summary>One page. The first of the further objects has number 5.</summary>
    public static byte[] Page(string content = Shown, string resources = Fonts, string page = "", string catalog = "", string trailer = "", params byte[][] more) =>
        Page(Ascii(content), resources, page, catalog, trailer, more);

    public static byte[] Page(byte[] content, string resources = Fonts, string page = "", string catalog = "", string trailer = "", params byte[][] more) =>
        File(
            [
                Ascii($"<</Type/Catalog/Pages 2 0 R{catalog}>>"),
                Ascii("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
                Ascii($"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<{resources}>>/Contents 4 0 R{page}>>"),
                Stream("", content),
                .. more,
            ],
            trailer);

    /// <summary>A page that shows one picture.</summary>
    public static byte[] Picture(string entries, byte[] content, params byte[][] more) =>
        Page("100 0 0 100 20 20 cm /P Do", resources: $"/XObject<</P {FirstFree} 0 R>>", more: [Stream("/Type/XObject/Subtype/Image" + entries, content), .. more]);

    /// <summary>As a phone's scanner makes it.</summary>
    public static byte[] Scan(byte[] jpeg) => Picture("/Width 320/Height 200/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode", jpeg);

    /// <summary>For a password that nobody knows.</summary>
    public static byte[] Locked() => Page(trailer: $"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{new string('1', 64)}>/U<{new string('2', 64)}>>>");

    /// <summary>A page with one form that is told by its number.</summary>
    public static byte[] Forms(params string[] contents) => Page(
        "/X5 Do",
        resources: "/XObject<</X5 5 0 R>>",
        more: [.. contents.Select(c => Stream($"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<{Names(contents.Length)}>>>>", Ascii(c)))]);

    public static byte[] Pages(int count) => File(
    [
        Ascii("<</Type/Catalog/Pages 2 0 R>>"),
        Ascii($"<</Type/Pages/MediaBox[0 0 9 9]/Count {count}/Kids[{string.Join(' ', Enumerable.Range(3, count).Select(n => $"{n} 0 R"))}]>>"),
        .. Enumerable.Range(0, count).Select(_ => Ascii("<</Type/Page/Parent 2 0 R>>")),
    ]);

    /// <summary>All but the catalog and the streams lies packed in a stream of objects, as new producers do.</summary>
    public static byte[] PackedObjects(string page)
    {
        string[] packed = ["<</Type/Pages/Kids[3 0 R]/Count 1>>", $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<{Fonts}>>/Contents 4 0 R{page}>>"];
        var head = $"2 0 3 {packed[0].Length + 1} ";
        var output = new MemoryStream();
        List<long> offsets = [];
        output.Write("%PDF-1.7\n"u8);
        foreach (var (number, value) in new[]
        {
            (1, Ascii("<</Type/Catalog/Pages 2 0 R>>")), (4, Stream("", Ascii(Shown))),
            (5, Stream($"/Type/ObjStm/N 2/First {head.Length}/Filter/FlateDecode", Packed(Ascii(head + string.Join(' ', packed))))),
        })
        {
            offsets.Add(output.Position);
            output.Write([.. Ascii($"{number} 0 obj\n"), .. value, .. "\nendobj\n"u8]);
        }

        var start = output.Position;
        byte[] table = [.. Entry(0, 0, 255), .. Entry(1, offsets[0], 0), .. Entry(2, 5, 0), .. Entry(2, 5, 1), .. Entry(1, offsets[1], 0), .. Entry(1, offsets[2], 0), .. Entry(1, start, 0)];
        output.Write([.. Ascii("6 0 obj\n"), .. Stream("/Type/XRef/Size 7/W[1 4 1]/Root 1 0 R", table), .. Ascii($"\nendobj\nstartxref\n{start}\n%%EOF\n")]);
        return output.ToArray();
    }

    /// <summary>A later version of the same file behind the first: it replaces an object.</summary>
    public static byte[] Updated(byte[] first, int number, byte[] value)
    {
        var before = Encoding.Latin1.GetString(first);
        var start = before[(before.LastIndexOf("startxref\n", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        byte[] changed = [.. first, .. Ascii($"{number} 0 obj\n"), .. value, .. "\nendobj\n"u8];
        return [.. changed, .. Ascii($"xref\n{number} 1\n{first.Length:D10} 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev {start}>>\nstartxref\n{changed.Length}\n%%EOF\n")];
    }

    /// <summary>A font with the tables that are asked for, each with this content.</summary>
    public static byte[] Font(params (string Name, string Content)[] tables)
    {
        List<byte> head = [0, 1, 0, 0, 0, (byte)tables.Length, 0, 0, 0, 0, 0, 0];
        List<byte> body = [];
        foreach (var (name, content) in tables)
        {
            head.AddRange([.. Ascii(name), 0, 0, 0, 0, .. Four(12 + (16 * tables.Length) + body.Count), .. Four(content.Length)]);
            body.AddRange(Ascii(content.PadRight((content.Length + 3) & ~3, '\0')));
        }

        return [.. head, .. body];
    }

    public static byte[] File(IReadOnlyList<byte[]> objects, string trailer = "")
    {
        var output = new MemoryStream();
        List<long> offsets = [];
        output.Write("%PDF-1.7\n"u8);
        foreach (var (index, value) in objects.Index())
        {
            offsets.Add(output.Position);
            output.Write([.. Ascii($"{index + 1} 0 obj\n"), .. value, .. "\nendobj\n"u8]);
        }

        var start = output.Position;
        output.Write(Ascii($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:D10} 00000 n \n"))}"));
        output.Write(Ascii($"trailer\n<</Size {objects.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"));
        return output.ToArray();
    }

    public static byte[] Stream(string entries, byte[] content) => [.. Ascii($"<<{entries}/Length {content.Length}>>\nstream\n"), .. content, .. "\nendstream"u8];

    public static byte[] Packed(byte[] content)
    {
        var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Fastest)) zlib.Write(content);
        return output.ToArray();
    }

    public static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Ascii(FormattableString text) => Encoding.Latin1.GetBytes(text.ToString(CultureInfo.InvariantCulture));

    private static string Names(int count) => string.Concat(Enumerable.Range(FirstFree, count).Select(n => $"/X{n} {n} 0 R"));

    private static byte[] Entry(byte kind, long value, byte last) => [kind, .. Four((int)value), last];

    private static byte[] Four(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
