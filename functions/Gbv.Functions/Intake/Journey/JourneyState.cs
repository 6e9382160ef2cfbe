using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>
/// Everything a visitor has told so far. It travels in one protected hidden field; nothing of it is on the server
/// before the report is sent.
/// </summary>
internal sealed record JourneyState
{
    public required Kind Journey { get; init; }

    /// <summary>Made when the journey starts: sending the same form twice is one report.</summary>
    public required string Submission { get; init; }

    /// <summary>The danger page's own form is another report.</summary>
    public required string DangerSubmission { get; init; }

    /// <summary>The receipt key's generation at that time, so that it stays one report also where the key changes meanwhile; null in forms of an older program.</summary>
    public string? Generation { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last step was shown.</summary>
    public required DateTimeOffset SteppedAt { get; init; }

    /// <summary>The short way: only who, where and how to reach the person.</summary>
    public bool Short { get; init; }

    public IReadOnlyDictionary<string, string[]> Values { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Fields whose answers are kept but not shown again, because nobody touched the page for half an hour.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>A hidden field was filled or the form came faster than a person reads; a hint for the coordinator, never a refusal.</summary>
    public bool LooksAutomatic { get; init; }

    /// <summary>The services that the last page named as recipients; null before it was shown.</summary>
    public IReadOnlyList<Service>? Shown { get; init; }

    public Answers Answers => new(Values);

    public bool IsHidden(string field) => Hidden.Contains(field);

    public bool IsUnder16 => Answers.Or<AgeAnswer>(Names.Age) == AgeAnswer.Under16;

    /// <summary>Takes over what one page sent. An empty field whose answer is hidden keeps that answer.</summary>
    public JourneyState Take(IEnumerable<string> fields, Func<string, string[]> posted)
    {
        var answers = Answers;
        var hidden = Hidden.ToList();
        foreach (var field in fields)
        {
            var values = posted(field).Where(v => !string.IsNullOrWhiteSpace(v)).ToArray();
            if (values.Length == 0 && IsHidden(field)) continue;
            answers = answers.With(field, values);
            hidden.Remove(field);
        }

        return this with { Values = answers.Values, Hidden = hidden };
    }
}
