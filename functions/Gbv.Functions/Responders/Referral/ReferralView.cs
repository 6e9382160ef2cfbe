using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Responders.Referral;

/// <summary>All that a responder's page shows: the report is already reduced to what this service may know.</summary>
public sealed record ReferralView
{
    public required ItemContext Context { get; init; }
    public required WorkItem Item { get; init; }
    public required IReadOnlyList<DisclosedPart> Parts { get; init; }
    public required Report Report { get; init; }

    /// <summary>Whether a child's parents may be told; null where this service does not need to know.</summary>
    public YesNo? TellingParents { get; init; }

    /// <summary>Whom to ring instead of the person, where only advice is wanted.</summary>
    public DirectoryEntry? Coordinator { get; init; }

    /// <summary>What was written on this item before.</summary>
    public IReadOnlyList<CaseNote> Notes { get; init; } = [];

    /// <summary>Until when the last click can be taken back; null when it can't.</summary>
    public DateTimeOffset? TakeBackUntil { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public IReadOnlyDictionary<string, string[]> Values { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Something to say first, for example that somebody else changed the item.</summary>
    public string? Notice { get; init; }

    public Texts T => Context.T;

    public bool Shows(DisclosedPart part) => Parts.Contains(part);

    public IReadOnlyList<string> ValuesOf(string field) => Values.TryGetValue(field, out var values) ? values : [];

    public string? ErrorOf(string field) => Errors.FirstOrDefault(e => e.Field == field)?.Text;

    /// <summary>The action whose form was sent and has to stand open again.</summary>
    public string? LastAction => Values.TryGetValue("action", out var actions) && actions.Length > 0 ? actions[0] : null;
}
