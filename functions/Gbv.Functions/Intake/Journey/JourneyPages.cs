using Gbv.Domain.Shared;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Intake.Journey;

/// <summary>Shows a step: gathers what it may look at, and seals the answers into its form.</summary>
internal sealed partial class JourneyPages(
    PublicPages pages, DirectoryReader directory, StateProtector protector, TimeProvider time, ILogger<JourneyPages> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What a step sees. A directory that cannot be read leaves its lists empty; the way itself stays open.</summary>
    public async Task<StepContext> ContextAsync(JourneyState state, StepPost post, CancellationToken ct)
    {
        var answers = state.Answers;
        var toProvince = answers.Has(Names.ToProvince) || answers.Has(Names.DangerAvoid);
        var named = answers.Text(Names.Commune) ?? answers.Text(Names.DangerCommune) ?? post.Commune;
        var page = await pages.ForAsync(post.Language, toProvince ? null : named, ct);
        CommuneCode? asked = CommuneCode.TryParse(answers.Text(Names.Commune)) ?? (toProvince ? CommuneCode.Province : null);
        var known = asked is { } code ? await directory.GetAsync(code, ct) : null;
        return new(page, state, await directory.AreasAsync(ct), known, time.GetUtcNow().VietnamDate());
    }

    public IResult Show(Step step, StepContext c, ShowOptions options) =>
        new RazorComponentResult<JourneyPage>(new { View = View(step, c, options) }) { StatusCode = options.Status };

    public async Task<IResult> ShowDangerAsync(StepContext c, DangerOptions options)
    {
        var view = new JourneyView
        {
            Page = c.Page,
            StepId = "danger",
            State = options.Sealed ?? await SealAsync(c.State),
            Title = "",
            Blocks = Danger.Content(c),
            Values = Values(c),
            Errors = options.Errors,
            Notices = [.. Kept(c), .. options.Notices],
            From = options.From,
            Change = options.Change,
        };
        return new RazorComponentResult<DangerPage>(new { View = view, c.ThirdParty }) { StatusCode = options.Status };
    }

    private JourneyView View(Step step, StepContext c, ShowOptions options)
    {
        var path = Journeys.Path(c.State);
        var place = path.ToList().IndexOf(step) + 1;
        return new()
        {
            Page = c.Page,
            StepId = step.Id,
            State = options.Sealed ?? protector.Protect(step is SendStep ? c.State with { Shown = Recipients.Services(c) } : c.State),
            Title = step.Title(c),
            Blocks = [.. step.Content(c)],
            Values = Values(c),
            Errors = options.Errors,
            Position = place > 0 ? c.T["layout.step", place, path.Count] : null,
            Notices = [.. Kept(c), .. options.Notices],
            Buttons = options.Change ? [] : [.. step.Buttons(c)],
            Sends = step is SendStep,
            Change = options.Change,
        };
    }

    private static IEnumerable<Block> Kept(StepContext c) =>
        c.State.Hidden.Count > 0 ? [new Say(c.T["intake.kept"], Tone.Box)] : [];

    private static Func<string, IReadOnlyList<string>> Values(StepContext c) => field =>
        c.State.IsHidden(field) ? []
        : c.Answers.Has(field) ? c.Answers[field]
        : field is Names.Commune or Names.DangerCommune && c.Page.CommuneSlug is { } slug ? [slug]
        : [];

    /// <summary>The danger page must come at once, even when the key ring cannot be read: it is then shown without its form.</summary>
    private async Task<string> SealAsync(JourneyState state)
    {
        try
        {
            return await Task.Run(() => protector.Protect(state)).WaitAsync(Patience);
        }
        catch (Exception e)
        {
            NotSealed(log, e.GetType().Name);
            return "";
        }
    }

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "The danger page came without its form: {Kind}")]
    private static partial void NotSealed(ILogger log, string kind);
}

/// <summary>How a step is shown.</summary>
internal sealed record ShowOptions
{
    public static readonly ShowOptions Plain = new();

    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public IReadOnlyList<Block> Notices { get; init; } = [];
    public bool Change { get; init; }
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The form's state as it was sent, where it could not be opened just now.</summary>
    public string? Sealed { get; init; }
}

/// <summary>How the danger page is shown: the step that led there, and whether that step was being changed from the summary.</summary>
internal sealed record DangerOptions(string? From, bool Change)
{
    public static readonly DangerOptions Plain = new(null, false);

    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public IReadOnlyList<Block> Notices { get; init; } = [];
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The form's state as it was sent, where it could not be opened just now.</summary>
    public string? Sealed { get; init; }
}
