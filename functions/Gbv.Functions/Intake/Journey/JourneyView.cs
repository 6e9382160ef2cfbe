using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>One page of a journey, ready to be shown.</summary>
public sealed record JourneyView
{
    public required PageContext Page { get; init; }
    public required string StepId { get; init; }

    /// <summary>The protected answers so far.</summary>
    public required string State { get; init; }

    public required string Title { get; init; }
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>What to show as answered; hidden answers are left out.</summary>
    public required Func<string, IReadOnlyList<string>> Values { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>"Bước 3 trên 8".</summary>
    public string? Position { get; init; }

    /// <summary>Something to know before reading on: kept-back answers, an unsent report.</summary>
    public IReadOnlyList<Block> Notices { get; init; } = [];

    public IReadOnlyList<StepButton> Buttons { get; init; } = [];

    /// <summary>The last step sends; the others go on.</summary>
    public bool Sends { get; init; }

    /// <summary>Reached by [Sửa]: the next page is the summary again.</summary>
    public bool Change { get; init; }

    /// <summary>The step that led to the danger page.</summary>
    public string? From { get; init; }

    public string? ErrorOf(string field) => Errors.FirstOrDefault(e => e.Field == field)?.Text;
}

/// <summary>A further way out of a step: value of <c>go</c> and its words.</summary>
public sealed record StepButton(string Go, string Text);
