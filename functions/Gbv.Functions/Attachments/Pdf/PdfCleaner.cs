using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// Makes a new PDF of what the pages of one show. The file's own order of things, what it tells of itself, what it would do, what is attached
/// to it or lies on its pages to be pressed or filled in is not even looked at; what its pages are drawn with is written anew, and whatever of
/// it is not understood ends the cleaning.
/// </summary>
internal static class PdfCleaner
{
    private const int MostPages = 60;
    private const int MostNodes = 500;
    private const int Deepest = 16;
    private const double LargestSide = 14_400;

    /// <summary>What may lie on a page and shows nothing of what the page says.</summary>
    private static readonly HashSet<string?> Unseen = ["Link", "Popup", "Text"];

    private static readonly string[] Inherited = ["MediaBox", "CropBox", "Rotate", "Resources"];

    /// <exception cref="RefusedFileException">Nothing can be made of it.</exception>
    public static byte[] Clean(byte[] content)
    {
        try
        {
            using var source = PdfSource.Open(content);
            return Clean(source);
        }
        catch (Exception e) when (e is not RefusedFileException)
        {
            // Whatever the library stumbles over is a file that it does not understand.
            throw new RefusedFileException(FileProblem.Unreadable, e.GetType().Name);
        }
    }

    private static byte[] Clean(PdfSource source)
    {
        using var writer = new PdfWriter();
        var (catalog, pages) = (writer.Reserve(), writer.Reserve());
        var copy = new PdfCopy(source, writer);
        var numbers = Pages(source).Select(p => writer.Add(Page(copy, p, pages))).ToList();
        if (numbers.Count == 0) throw PdfSource.Damaged("pages");
        writer.Write(catalog, $"<</Type/Catalog/Pages {PdfWriter.Reference(pages)}>>");
        writer.Write(pages, FormattableString.Invariant($"<</Type/Pages/Count {numbers.Count}/Kids[{string.Join(' ', numbers.Select(PdfWriter.Reference))}]>>"));
        return writer.Finish(catalog);
    }

    /// <summary>In their order, each with what it has from those above it.</summary>
    private static IEnumerable<DictionaryToken> Pages(PdfSource source)
    {
        HashSet<IndirectReference> met = [];
        Stack<(IToken Node, DictionaryToken Above, int Depth)> open = new([(source.Catalog.Data.GetValueOrDefault("Pages") ?? throw PdfSource.Damaged("pages"), DictionaryToken.Empty, 0)]);
        for (var (nodes, pages) = (0, 0); open.TryPop(out var next); nodes++)
        {
            if (next.Node is IndirectReferenceToken reference && !met.Add(reference.Data)) throw PdfSource.Damaged("a page twice");
            if (nodes == MostNodes || next.Depth > Deepest) throw new RefusedFileException(FileProblem.Unfamiliar, "pages");
            var node = Inherit(source.As<DictionaryToken>(next.Node), next.Above);
            if (source.Find<ArrayToken>(node, "Kids") is { } kids)
            {
                foreach (var kid in kids.Data.Reverse()) open.Push((kid, node, next.Depth + 1));
                continue;
            }

            if (++pages > MostPages) throw new RefusedFileException(FileProblem.Unfamiliar, "pages");
            yield return node;
        }
    }

    private static DictionaryToken Inherit(DictionaryToken node, DictionaryToken above)
    {
        foreach (var key in Inherited)
            if (!node.Data.ContainsKey(key) && above.Data.TryGetValue(key, out var value)) node = node.With(key, value);
        return node;
    }

    private static string Page(PdfCopy copy, DictionaryToken page, int parent)
    {
        var source = copy.Source;
        var media = Box(source, source.Need<ArrayToken>(page, "MediaBox"));
        var crop = source.Find<ArrayToken>(page, "CropBox") is { } box ? "/CropBox" + Box(source, box) : "";
        var turned = (source.Integer(page, "Rotate") ?? 0) % 360;
        if (turned % 90 != 0) throw PdfSource.Damaged("turned");
        if (ShowsMore(source, page)) throw new RefusedFileException(FileProblem.Unfamiliar, "lies on the page");
        var (content, resources) = copy.Content(Content(source, page), source.Find<DictionaryToken>(page, "Resources"), _ => "", 0);
        return FormattableString.Invariant(
            $"<</Type/Page/Parent {PdfWriter.Reference(parent)}/MediaBox{media}{crop}/Rotate {turned}/Resources{resources}/Contents {PdfWriter.Reference(content)}>>");
    }

    /// <summary>A field that was filled in or a stamp is seen and not in the content: without it the page would say something else.</summary>
    private static bool ShowsMore(PdfSource source, DictionaryToken page) =>
        source.Find<ArrayToken>(page, "Annots")?.Data.Select(source.As<DictionaryToken>).Any(a => a.Data.ContainsKey("AP") && !Unseen.Contains(source.Name(a, "Subtype"))) ?? false;

    private static string Box(PdfSource source, ArrayToken box)
    {
        var sides = box.Data.Select(n => source.As<NumericToken>(n).Data).ToList();
        return sides.Count == 4 && sides.TrueForAll(s => Math.Abs(s) <= LargestSide) ? PdfWriter.Numbers(sides) : throw PdfSource.Damaged("box");
    }

    /// <summary>One content may lie in several pieces, divided anywhere between two words.</summary>
    private static ReadOnlyMemory<byte> Content(PdfSource source, DictionaryToken page) => source.Find<IToken>(page, "Contents") switch
    {
        null => default,
        StreamToken one => source.Unpack(one),
        ArrayToken many => many.Data.Select(s => source.Unpack(source.As<StreamToken>(s))).Aggregate(
            new MemoryStream(),
            (all, piece) =>
            {
                all.Write(piece.Span);
                all.WriteByte((byte)'\n');
                return all;
            }).ToArray(),
        _ => throw PdfSource.Damaged("content"),
    };
}
