using Gbv.Domain.Reports;
using Gbv.Functions.Hosting;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>
/// Takes every press of a button on <c>POST /</c>. Each page carries all it needs, so going back, sending a page again or
/// coming late only shows a page; nothing changes anywhere before [Gửi].
/// </summary>
internal sealed class JourneyHandler(
    JourneyPages show, JourneyStates states, DangerHandler danger, Sending sending, PublicPages pages, ReceiptPages receipts, IOptions<LimitOptions> limits, TimeProvider time)
{
    public async Task<IResult> HandleAsync(StepPost post, CancellationToken ct)
    {
        try
        {
            return await RouteAsync(post, ct);
        }
        catch (RingUnavailableException) when (post.State is not null)
        {
            return await AgainAsync(post, ct);
        }
    }

    private async Task<IResult> RouteAsync(StepPost post, CancellationToken ct) => post.Step switch
    {
        "home" => await FromHomeAsync(post, ct),
        "danger" => await danger.HandleAsync(post, ct) ?? await HomeAsync(post, ct),
        "receipt" => await receipts.AfterwardsAsync(post, ct),
        _ when Journeys.Find(post.Step) is { } step => await FromStepAsync(step, post, ct),
        _ => await HomeAsync(post, ct),
    };

    private async Task<IResult> FromHomeAsync(StepPost post, CancellationToken ct) => post.Go switch
    {
        "person" or "next" => await StartAsync(Kind.Person, post, ct),
        "witness" => await StartAsync(Kind.Witness, post, ct),
        "professional" => await StartAsync(Kind.Professional, post, ct),
        "danger" => await danger.StartAsync(post, ct),
        _ => await HomeAsync(post, ct),
    };

    private async Task<IResult> HomeAsync(StepPost post, CancellationToken ct) =>
        new RazorComponentResult<HomePage>(new { Page = await pages.ForAsync(post.Language, post.Commune, ct) });

    private async Task<IResult> StartAsync(Kind kind, StepPost post, CancellationToken ct) =>
        show.Show(Journeys.First(kind), await show.ContextAsync(states.New(kind), post, ct), ShowOptions.Plain);

    private async Task<IResult> FromStepAsync(Step step, StepPost post, CancellationToken ct)
    {
        var (before, lost) = states.Open(post, Journeys.KindOf(step));
        var c = await TakeAsync(step, before, post, ct);
        var here = new ShowOptions { Change = post.Change };

        if (lost) return show.Show(step, c, here with { Notices = [new Say(c.T["intake.lost"], Tone.Care)] });
        if (post.ChangesLanguage) return show.Show(step, c, here);
        if (post.Edits is { } part) return show.Show(Journeys.Find(part) ?? step, c, here with { Change = true });
        if (post.Go == "back") return await BackAsync(step, c, post, ct);
        if (post.Go == "professional" && step.Id == "w1") return await SwitchAsync(c, post, ct);

        var errors = step.Check(c).ToList();
        if (errors.Count > 0) return show.Show(step, c, here with { Errors = errors });
        if (step is SendStep) return await SendAsync(step, c, ct);
        return await OnAsync(step, c, post, before.IsUnder16, ct);
    }

    private async Task<StepContext> TakeAsync(Step step, JourneyState before, StepPost post, CancellationToken ct)
    {
        var fields = step.Fields(await show.ContextAsync(before, post, ct)).Select(f => f.Name);
        return await show.ContextAsync(before.Take(fields, post.Values), post, ct);
    }

    private async Task<IResult> OnAsync(Step step, StepContext c, StepPost post, bool wasUnder16, CancellationToken ct)
    {
        var state = c.State;
        if (step.Id == "p2") state = state with { Short = post.Go == "short" || post.Change && state.Short };
        c = await show.ContextAsync(state, post, ct);
        if (Journeys.AsksForDanger(step) && c.Answers.One<SafetyNow>(Names.Safety) == SafetyNow.Danger)
            return await show.ShowDangerAsync(c, new(step.Id, post.Change));

        // A changed age changes what is asked about help, so that page comes before the summary.
        if (post.Change && wasUnder16 != state.IsUnder16 && Journeys.AgeDependent(state) is { } again && again != step)
            return show.Show(again, c, new() { Change = true });
        return show.Show(post.Change ? Journeys.Path(state)[^1] : Journeys.After(step, state) ?? step, c, ShowOptions.Plain);
    }

    private async Task<IResult> BackAsync(Step step, StepContext c, StepPost post, CancellationToken ct)
    {
        if (post.Change) return show.Show(Journeys.Path(c.State)[^1], c, ShowOptions.Plain);
        return Journeys.Before(step, c.State) is { } before ? show.Show(before, c, ShowOptions.Plain) : await HomeAsync(post, ct);
    }

    /// <summary>"Tôi là giáo viên …": the same visitor, another form; what was answered goes along.</summary>
    private async Task<IResult> SwitchAsync(StepContext c, StepPost post, CancellationToken ct)
    {
        var state = c.State with { Journey = Kind.Professional };
        return show.Show(Journeys.First(Kind.Professional), await show.ContextAsync(state, post, ct), ShowOptions.Plain);
    }

    private async Task<IResult> SendAsync(Step last, StepContext c, CancellationToken ct)
    {
        // Somebody who jumped over a page, or whose earlier pages were lost, is shown the first one that lacks something.
        var report = ReportFromAnswers.Build(c.State, c.Page.Language);
        var wrong = sending.Check(c, report);
        foreach (var step in Journeys.Told(c))
        {
            List<FieldError> errors = [.. step.Check(c), .. wrong.Where(e => step.Fields(c).Any(f => f.Name == e.Field))];
            if (errors.Count > 0) return show.Show(step, c, new() { Errors = [.. errors.DistinctBy(e => e.Field)], Change = step != last });
        }

        // Nobody reads and answers a journey in less.
        var automatic = c.State.LooksAutomatic || time.GetUtcNow() - c.State.StartedAt < TimeSpan.FromSeconds(limits.Value.ReadingSeconds);
        return await sending.SubmitAsync(c, c.State.Submission, report with { ShownServices = c.State.Shown }, automatic, ct)
            ?? show.Show(last, c, new() { Notices = [Sending.NotSaved(c)], Status = StatusCodes.Status503ServiceUnavailable });
    }

    /// <summary>The answers so far cannot be opened just now: the same page once more, with what was typed and the same sealed answers.</summary>
    private async Task<IResult> AgainAsync(StepPost post, CancellationToken ct)
    {
        const int status = StatusCodes.Status503ServiceUnavailable;
        var step = Journeys.Find(post.Step);
        var state = states.New(Journeys.Find(post.From) is { } from ? Journeys.KindOf(from) : step is null ? Kind.Person : Journeys.KindOf(step));
        if (step is null)
        {
            var inDanger = await show.ContextAsync(state.Take(Danger.Fields, post.Values), post, ct);
            return await show.ShowDangerAsync(inDanger, new(post.From, post.Change) { Notices = [Later(inDanger)], Status = status, Sealed = post.State });
        }

        var c = await TakeAsync(step, state, post, ct);
        return show.Show(step, c, new() { Notices = [Later(c)], Change = post.Change, Status = status, Sealed = post.State });
    }

    private static Say Later(StepContext c) => new(c.T["intake.again"] + "\n" + c.Page.HelpNow, Tone.Alert);
}
