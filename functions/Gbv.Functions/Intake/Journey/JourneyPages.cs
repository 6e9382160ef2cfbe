using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Intake.Journey;

/// <summary>Shows a step: gathers what it may look at, and seals the answers into its form.</summary>
internal sealed partial class JourneyPages(
    PublicPages pages, DirectoryCache directory, StateProtector protector, TimeProvider time, ILogger<JourneyPages> log)
{
    /// <summary>What a step sees. A directory that cannot be read leaves its lists empty; the way itself stays open.</summary>
    public async Task<StepContext> ContextAsync(JourneyState state, StepPost post, CancellationToken ct)
    {
        var answers = state.Answers;
        var toProvince = answers.Has(Names.ToProvince) || answers.Has(Names.DangerAvoid);
        var named = answers.Text(Names.Commune) ?? answers.Text(Names.DangerCommune) ?? post.Commune;
        var page = await pages.ForAsync(post.Language, toProvince ? null : named, ct);
        var (areas, known) = await ReadAsync(CommuneCode.TryParse(answers.Text(Names.Commune)) ?? (toProvince ? CommuneCode.Province : null), ct);
        return new(page, state, areas, known, time.GetUtcNow().VietnamDate());
    }

    public Task<IResult> ShowAsync(Step step, StepContext c, ShowOptions options) =>
        Task.FromResult<IResult>(new RazorComponentResult<JourneyPage>(new { View = View(step, c, options) }) { StatusCode = options.Status });

    public Task<IResult> ShowDangerAsync(StepContext c, string? from, IReadOnlyList<FieldError> errors, IReadOnlyList<Block> notices, int status = 200)
    {
        var view = new JourneyView
        {
            Page = c.Page,
            StepId = "danger",
            State = Seal(c.State),
            Title = "",
            Blocks = Danger.Content(c),
            Values = Values(c),
            Errors = errors,
            Notices = [.. Kept(c), .. notices],
            From = from,
        };
        return Task.FromResult<IResult>(new RazorComponentResult<DangerPage>(new { View = view, c.ThirdParty }) { StatusCode = status });
    }

    private JourneyView View(Step step, StepContext c, ShowOptions options)
    {
        var path = Journeys.Path(c.State);
        var place = path.ToList().IndexOf(step) + 1;
        return new()
        {
            Page = c.Page,
            StepId = step.Id,
            State = protector.Protect(step is SendStep ? c.State with { Shown = Recipients.Services(c) } : c.State),
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

    /// <summary>The danger page must come even when the key ring cannot be read: it is then shown without its form.</summary>
    private string Seal(JourneyState state)
    {
        try
        {
            return protector.Protect(state);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotSealed(log, e.GetType().Name);
            return "";
        }
    }

    private async Task<(IReadOnlyList<Area>, CommuneDirectory?)> ReadAsync(CommuneCode? commune, CancellationToken ct)
    {
        try
        {
            return (await directory.AreasAsync(ct), commune is { } code ? await directory.GetAsync(code, ct) : null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            DirectoryUnread(log, e.GetType().Name);
            return ([], null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The danger page came without its form: {Kind}")]
    private static partial void NotSealed(ILogger log, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory could not be read for a step: {Kind}")]
    private static partial void DirectoryUnread(ILogger log, string kind);
}

/// <summary>How a step is shown.</summary>
internal sealed record ShowOptions
{
    public static readonly ShowOptions Plain = new();

    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public IReadOnlyList<Block> Notices { get; init; } = [];
    public bool Change { get; init; }
    public int Status { get; init; } = StatusCodes.Status200OK;
}
