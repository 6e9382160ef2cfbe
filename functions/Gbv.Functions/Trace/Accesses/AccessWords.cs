using System.Globalization;
using Gbv.Domain.Attachments;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Layout;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>A line in words, for somebody who does not know the codes; what has no word of its own is shown as it was written.</summary>
internal sealed class AccessWords(Texts t)
{
    public AccessLineView Of(AccessLine line, CommuneDirectory? directory) => new(
        When.Text(t, line.At),
        line.Area is null ? "" : directory?.Commune.Name ?? line.Area.Value.Value,
        t[$"accesses.kind.{line.Kind.Code()}", line.Subject],
        Who(line, directory),
        Part(line),
        Why(line, directory),
        line.IsGenuine);

    private string Who(AccessLine line, CommuneDirectory? directory) => directory?.Find(line.By) is { } person
        ? $"{person.Name} ({person.Unit})"
        : Or($"accesses.by.{line.By}", line.By);

    private string Part(AccessLine line) => line switch
    {
        { Kind: AccessKind.Case } when line.Part.StartsWith("file:", StringComparison.Ordinal) => t["accesses.part.file"],
        // An item of the case and what its holder was shown of it.
        { Kind: AccessKind.Case } when line.Part.Split(": ") is [_, var parts] => t["accesses.part.referral", string.Join("; ", parts.Split(' ').Select(Disclosed))],
        { Kind: AccessKind.Case } => Or($"accesses.part.{line.Part}", line.Part),
        { Kind: AccessKind.Report } => Report(line.Part),
        _ => Or($"accesses.part.{line.Kind.Code()}.{line.Part}", line.Part),
    };

    /// <summary>Whether it was the list, or which file and version was fetched.</summary>
    private string Report(string part) => part == "list" ? t["accesses.part.report.list"] : part.ToUpper(CultureInfo.InvariantCulture);

    private string Disclosed(string code) => Codes.Parse<DisclosedPart>(code) is { } part ? t.Label(part) : code;

    /// <summary>Whose name stands there once is not named again.</summary>
    private string Why(AccessLine line, CommuneDirectory? directory) => string.Join(", ", line.Why.Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Where(said => said != directory?.Find(line.By)?.Name).Select(Reason));

    private string Reason(string said) => Codes.Parse<OpeningReason>(said) is { } reason
        ? t.Label(reason, "triage")
        : Or($"accesses.why.{said.Split(':')[0]}", said);

    private string Or(string key, string otherwise) => t.Has(key) ? t[key] : otherwise;
}

/// <summary>One line as it is shown.</summary>
public sealed record AccessLineView(string When, string Area, string Subject, string Who, string Part, string Why, bool IsGenuine);
