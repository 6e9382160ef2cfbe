using System.Text;
using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// Fonts, pictures, forms, states and colours of one content: only what is drawn with goes over, under names of our own.
/// </summary>
internal sealed class PdfResources(PdfCopy copy, DictionaryToken? came, int depth)
{
    /// <summary>Steps of a page with all that its forms draw, each as often as it is drawn.</summary>
    private const long MostSteps = 5_000_000;

    private readonly Dictionary<(string Kind, string Name), (string Ours, PdfPart Part)> used = [];

    public long Steps { get; private set; }

    public void Count() => Add(1);

    /// <summary>The name under which it stands in what is written.</summary>
    public string Use(string kind, string name)
    {
        if (!used.TryGetValue((kind, name), out var known))
        {
            var entry = (came is null ? null : copy.Source.Find<DictionaryToken>(came, kind))?.Data.GetValueOrDefault(name) ?? throw new RefusedFileException(FileProblem.Unfamiliar, kind);
            known = ($"/R{used.Count}", copy.Copy(kind, entry, depth));
            used.Add((kind, name), known);
        }

        Add(known.Part.Steps);
        return known.Ours;
    }

    public override string ToString()
    {
        var text = new StringBuilder("<<");
        foreach (var kind in used.GroupBy(u => u.Key.Kind))
            text.Append('/').Append(kind.Key).Append("<<").AppendJoin("", kind.Select(u => $"{u.Value.Ours} {u.Value.Part.Value}")).Append(">>");
        return text.Append(">>").ToString();
    }

    private void Add(long steps)
    {
        if ((Steps += steps) > MostSteps) throw new RefusedFileException(FileProblem.Unfamiliar, "steps");
    }
}

/// <summary>What stands for a resource in what is written, and how many steps drawing it once takes.</summary>
internal sealed record PdfPart(string Value, long Steps = 0);
