using System.Text;
using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// Fonts: how wide their signs are, which sign stands for which code, and their outlines. What only serves searching and copying text is left
/// out; fonts that are programs (Type 1) are refused.
/// </summary>
internal sealed class PdfFonts(PdfCopy copy, PdfWriter writer, int depth)
{
    /// <summary>A sign that is drawn like a form is drawn often.</summary>
    private const long MostStepsOfASign = 1_000;

    private const int MostWidths = 100_000;
    private const int LongestMap = 2 * 65_536;

    private static readonly string[] Measures =
        ["Flags", "ItalicAngle", "Ascent", "Descent", "Leading", "CapHeight", "XHeight", "StemV", "StemH", "AvgWidth", "MaxWidth", "MissingWidth"];

    private static readonly HashSet<string> Encodings = ["WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding", "StandardEncoding"];

    private readonly PdfSource source = copy.Source;
    private int widths;

    /// <summary>A reference to it.</summary>
    public string Copy(DictionaryToken font) => PdfWriter.Reference(writer.Add(source.Name(font, "Subtype") switch
    {
        "TrueType" => Simple(font, "TrueType"),
        "Type1" => Simple(font, "Type1"),
        "Type0" => Composite(font),
        "Type3" when depth == 1 => Drawn(font),
        _ => throw Unfamiliar("font"),
    }));

    private string Simple(DictionaryToken font, string kind)
    {
        var text = new StringBuilder($"<</Type/Font/Subtype/{kind}/BaseFont{BaseName(font)}");
        Append(text, font, "FirstChar", "LastChar");
        if (source.Find<ArrayToken>(font, "Widths") is { } wide) text.Append("/Widths").Append(Widths(wide, nested: false));
        if (source.Find<IToken>(font, "Encoding") is { } encoding) text.Append("/Encoding").Append(Encoding(encoding));
        if (source.Find<DictionaryToken>(font, "FontDescriptor") is { } descriptor) text.Append("/FontDescriptor ").Append(Descriptor(descriptor));
        return text.Append(">>").ToString();
    }

    private string Drawn(DictionaryToken font)
    {
        var used = new PdfResources(copy, source.Find<DictionaryToken>(font, "Resources"), depth);
        var signs = new StringBuilder();
        foreach (var (name, sign) in source.Need<DictionaryToken>(font, "CharProcs").Data)
        {
            var before = used.Steps;
            var steps = PdfContent.Clean(source.Unpack(source.As<StreamToken>(sign)), used);
            if (used.Steps - before > MostStepsOfASign) throw Unfamiliar("a sign's steps");
            signs.Append($"{PdfWriter.Name(name)} {PdfWriter.Reference(writer.AddPacked("", steps))}");
        }

        var text = new StringBuilder("<</Type/Font/Subtype/Type3");
        foreach (var key in new[] { "FontBBox", "FontMatrix", "Widths" }) text.Append('/').Append(key).Append(Widths(source.Need<ArrayToken>(font, key), nested: false));
        Append(text, font, "FirstChar", "LastChar");
        return text.Append($"/Encoding{Encoding(source.Need<IToken>(font, "Encoding"))}/CharProcs<<{signs}>>/Resources{used}>>").ToString();
    }

    private string Composite(DictionaryToken font)
    {
        // A table of codes of its own would have to be understood: the known ones have names.
        var encoding = source.Name(font, "Encoding") ?? throw Unfamiliar("codes");
        if (source.Need<ArrayToken>(font, "DescendantFonts") is not { Length: 1 } descendants) throw PdfSource.Damaged("font");
        var below = source.As<DictionaryToken>(descendants[0]);
        return $"<</Type/Font/Subtype/Type0/BaseFont{BaseName(font)}/Encoding{PdfWriter.Name(encoding)}/DescendantFonts[{PdfWriter.Reference(writer.Add(Descendant(below)))}]>>";
    }

    private string Descendant(DictionaryToken font)
    {
        var kind = source.Name(font, "Subtype");
        if (kind is not ("CIDFontType0" or "CIDFontType2")) throw Unfamiliar("font");
        var system = source.Need<DictionaryToken>(font, "CIDSystemInfo");
        var text = new StringBuilder($"<</Type/Font/Subtype/{kind}/BaseFont{BaseName(font)}")
            .Append($"/CIDSystemInfo<</Registry{Label(system, "Registry")}/Ordering{Label(system, "Ordering")}/Supplement {PdfWriter.Number(source.Integer(system, "Supplement") ?? 0)}>>")
            .Append("/FontDescriptor ").Append(Descriptor(source.Need<DictionaryToken>(font, "FontDescriptor")));
        Append(text, font, "DW");
        foreach (var key in new[] { "W", "DW2", "W2" })
            if (source.Find<ArrayToken>(font, key) is { } wide) text.Append('/').Append(key).Append(Widths(wide, nested: true));
        if (source.Find<IToken>(font, "CIDToGIDMap") is { } map) text.Append("/CIDToGIDMap ").Append(Map(map));
        return text.Append(">>").ToString();
    }

    /// <summary>A font without outlines is looked for by its name; one that brings them needs none.</summary>
    private string Descriptor(DictionaryToken descriptor)
    {
        if (descriptor.Data.ContainsKey("FontFile")) throw Unfamiliar("Type 1");
        var text = new StringBuilder("<</Type/FontDescriptor/FontName").Append(PdfWriter.Name(source.Name(descriptor, "FontName") ?? "Font"));
        Append(text, descriptor, Measures);
        if (source.Find<ArrayToken>(descriptor, "FontBBox") is { Length: 4 } box) text.Append("/FontBBox").Append(Widths(box, nested: false));
        if (source.Find<StreamToken>(descriptor, "FontFile2") is { } trueType)
        {
            var outlines = FontTables.Clean(source.Unpack(trueType).Span);
            text.Append("/FontFile2 ").Append(PdfWriter.Reference(writer.AddPacked($"/Length1 {PdfWriter.Number(outlines.Length)}", outlines)));
        }
        else if (source.Find<StreamToken>(descriptor, "FontFile3") is { } other)
        {
            text.Append("/FontFile3 ").Append(PdfWriter.Reference(Outlines(other)));
        }

        return PdfWriter.Reference(writer.Add(text.Append(">>").ToString()));
    }

    private int Outlines(StreamToken stream)
    {
        var kind = source.Name(stream.StreamDictionary, "Subtype");
        var outlines = source.Unpack(stream).Span;
        return kind switch
        {
            "OpenType" => writer.AddPacked("/Subtype/OpenType", FontTables.Clean(outlines)),
            // Compact fonts have no tables to choose from; the first bytes are version 1, the length of the head and the size of an offset.
            "Type1C" or "CIDFontType0C" when outlines is [1, 0, 4, >= 1 and <= 4, ..] => writer.AddPacked("/Subtype/" + kind, outlines),
            _ => throw Unfamiliar("outlines"),
        };
    }

    private string Encoding(IToken encoding)
    {
        if (encoding is NameToken name) return Known(name.Data);
        if (encoding is not DictionaryToken own) throw PdfSource.Damaged("encoding");
        var text = new StringBuilder("<</Type/Encoding");
        if (source.Name(own, "BaseEncoding") is { } known) text.Append("/BaseEncoding").Append(Known(known));
        if (source.Find<ArrayToken>(own, "Differences") is { } differences)
            text.Append("/Differences[").AppendJoin(' ', differences.Data.Select(d => source.Resolve(d) switch
            {
                NumericToken code => PdfWriter.Number(code.Data),
                NameToken sign => PdfWriter.Name(sign.Data),
                _ => throw PdfSource.Damaged("encoding"),
            })).Append(']');
        return text.Append(">>").ToString();
    }

    private static string Known(string encoding) => Encodings.Contains(encoding) ? "/" + encoding : throw Unfamiliar("encoding");

    private string Map(IToken map) => map switch
    {
        NameToken { Data: "Identity" } => "/Identity",
        StreamToken stream when source.Unpack(stream) is { Length: <= LongestMap } signs => PdfWriter.Reference(writer.AddPacked("", signs.Span)),
        _ => throw PdfSource.Damaged("signs"),
    };

    private string BaseName(DictionaryToken font) => PdfWriter.Name(source.Name(font, "BaseFont") ?? throw PdfSource.Damaged("BaseFont"));

    /// <summary>"Adobe", "Identity" and their like.</summary>
    private string Label(DictionaryToken from, string key)
    {
        var text = source.Need<IToken>(from, key) switch
        {
            StringToken s => s.Data,
            HexToken h => h.Data,
            _ => throw PdfSource.Damaged(key),
        };
        return $"({PdfWriter.Name(text)[1..]})";
    }

    private string Widths(ArrayToken wide, bool nested)
    {
        if ((widths += wide.Length) > MostWidths) throw Unfamiliar("widths");
        return $"[{string.Join(' ', wide.Data.Select(w => source.Resolve(w) switch
        {
            NumericToken number => PdfWriter.Number(number.Data),
            ArrayToken more when nested => Widths(more, nested: false),
            _ => throw PdfSource.Damaged("widths"),
        }))}]";
    }

    private void Append(StringBuilder text, DictionaryToken from, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (source.Find<NumericToken>(from, key) is { } number) text.Append('/').Append(key).Append(' ').Append(PdfWriter.Number(number.Data));
    }

    private static RefusedFileException Unfamiliar(string what) => new(FileProblem.Unfamiliar, what);
}
