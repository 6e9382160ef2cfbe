using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>Takes over what content draws with, each object once: from every dictionary only the entries that are named here and in its helpers.</summary>
internal sealed class PdfCopy(PdfSource source, PdfWriter writer)
{
    /// <summary>Forms that draw forms.</summary>
    private const int Deepest = 12;

    private static readonly HashSet<string> Blending =
    [
        "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion",
        "Hue", "Saturation", "Color", "Luminosity",
    ];

    /// <summary>Empty while it is being copied.</summary>
    private readonly Dictionary<IndirectReference, PdfPart?> copied = [];

    public PdfSource Source => source;

    public PdfPart Copy(string kind, IToken entry, int depth) => kind switch
    {
        "XObject" => Once(entry, stream => XObject(source.As<StreamToken>(stream), depth + 1)),
        "Font" => Once(entry, font => new(new PdfFonts(this, writer, depth + 1).Copy(source.As<DictionaryToken>(font)))),
        "ExtGState" => new(State(source.As<DictionaryToken>(entry))),
        _ => new(PdfColors.Copy(source, entry).Value),
    };

    /// <summary>What is drawn: packed, and with only what it needs.</summary>
    public (int Number, PdfResources Resources) Content(ReadOnlyMemory<byte> content, DictionaryToken? resources, Func<PdfResources, string> entries, int depth)
    {
        var used = new PdfResources(this, resources, depth);
        var steps = PdfContent.Clean(content, used);
        return (writer.AddPacked(entries(used), steps), used);
    }

    /// <summary>Four numbers that span something.</summary>
    public string Box(ArrayToken box) => box.Length == 4 ? Numbers(box) : throw PdfSource.Damaged("box");

    private PdfPart Once(IToken entry, Func<IToken, PdfPart> copy)
    {
        if (entry is not IndirectReferenceToken reference) return copy(entry);
        if (copied.TryGetValue(reference.Data, out var known)) return known ?? throw new RefusedFileException(FileProblem.Unfamiliar, "draws itself");
        copied[reference.Data] = null;
        var part = copy(entry);
        copied[reference.Data] = part;
        return part;
    }

    private PdfPart XObject(StreamToken stream, int depth)
    {
        var entries = stream.StreamDictionary;
        if (depth > Deepest) throw new RefusedFileException(FileProblem.Unfamiliar, "depth");
        return source.Name(entries, "Subtype") switch
        {
            "Image" => new(PdfWriter.Reference(new PdfPictures(source, writer).Copy(stream)), 1),
            "Form" => Form(stream, depth),
            _ => throw new RefusedFileException(FileProblem.Unfamiliar, "object"),
        };
    }

    private PdfPart Form(StreamToken stream, int depth)
    {
        var entries = stream.StreamDictionary;
        var shape = $"/Type/XObject/Subtype/Form/BBox{Box(source.Need<ArrayToken>(entries, "BBox"))}";
        if (source.Find<ArrayToken>(entries, "Matrix") is { } matrix) shape += $"/Matrix{(matrix.Length == 6 ? Numbers(matrix) : throw PdfSource.Damaged("matrix"))}";
        if (source.Find<DictionaryToken>(entries, "Group") is { } group && source.Name(group, "S") == "Transparency")
            shape += $"/Group<</S/Transparency{(source.Is(group, "I") ? "/I true" : "")}{(source.Is(group, "K") ? "/K true" : "")}>>";
        var (number, used) = Content(source.Unpack(stream), source.Find<DictionaryToken>(entries, "Resources"), u => $"{shape}/Resources{u}", depth);
        return new(PdfWriter.Reference(number), used.Steps);
    }

    private string State(DictionaryToken state)
    {
        var text = "<<";
        foreach (var key in new[] { "LW", "LC", "LJ", "ML", "CA", "ca" })
            if (source.Find<NumericToken>(state, key) is { } number) text += $"/{key} {PdfWriter.Number(number.Data)}";
        // Several are a choice: whoever reads takes the first that he knows.
        if (source.Names(state, "BM") is [{ } blending, ..]) text += "/BM/" + (Blending.Contains(blending) ? blending : throw new RefusedFileException(FileProblem.Unfamiliar, "blending"));
        if (source.Find<IToken>(state, "SMask") is { } mask) text += mask is NameToken { Data: "None" } ? "/SMask/None" : throw new RefusedFileException(FileProblem.Unfamiliar, "mask");
        return text + ">>";
    }

    private string Numbers(ArrayToken array) => PdfWriter.Numbers(array.Data.Select(n => source.As<NumericToken>(n).Data));
}
