using Gbv.Domain.Reports;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Microsoft.AspNetCore.Http.HttpResults;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>
/// Takes every press of a button on <c>POST /</c>. Each page carries all it needs, so going back, sending a page again or
/// coming late only shows a page; nothing changes anywhere before [Gửi].
/// </summary>
internal sealed class JourneyHandler(JourneyPages show, StateProtector protector, PublicPages pages, ReceiptPages receipts, ReportIntake intake, ReportValidator validator, TimeProvider time)
{
    /// <summary>Nobody reads and answers a journey in less.</summary>
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(4);

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
        "danger" => await FromDangerAsync(post, ct),
        "receipt" => await receipts.AfterwardsAsync(post, ct),
        _ when Journeys.Find(post.Step) is { } step => await FromStepAsync(step, post, ct),
        _ => await HomeAsync(post, ct),
    };

    /// <summary>The answers so far cannot be opened just now: the same page once more, with what was typed and the same sealed answers.</summary>
    private async Task<IResult> AgainAsync(StepPost post, CancellationToken ct)
    {
        const int status = StatusCodes.Status503ServiceUnavailable;
        var step = Journeys.Find(post.Step == "danger" ? post.From : post.Step);
        var state = New(step is null ? Kind.Person : Journeys.KindOf(step));
        if (post.Step == "danger" || step is null)
        {
            var danger = await show.ContextAsync(state.Take(Danger.Fields, post.Values), post, ct);
            return await show.ShowDangerAsync(danger, new(post.From, post.Change) { Notices = [Later(danger)], Status = status, Sealed = post.State });
        }

        var c = await show.ContextAsync(state, post, ct);
        c = await show.ContextAsync(state.Take(step.Fields(c).Select(f => f.Name), post.Values), post, ct);
        return show.Show(step, c, new() { Notices = [Later(c)], Change = post.Change, Status = status, Sealed = post.State });
    }

    private async Task<IResult> HomeAsync(StepPost post, CancellationToken ct) =>
        new RazorComponentResult<HomePage>(new { Page = await pages.ForAsync(post.Language, post.Commune, ct) });

    private async Task<IResult> FromHomeAsync(StepPost post, CancellationToken ct) => post.Go switch
    {
        "person" or "next" => await StartAsync(Kind.Person, post, ct),
        "witness" => await StartAsync(Kind.Witness, post, ct),
        "professional" => await StartAsync(Kind.Professional, post, ct),
        "danger" => await show.ShowDangerAsync(await show.ContextAsync(New(Kind.Person), post, ct), DangerOptions.Plain),
        _ => await HomeAsync(post, ct),
    };

    private async Task<IResult> StartAsync(Kind kind, StepPost post, CancellationToken ct) =>
        show.Show(Journeys.First(kind), await show.ContextAsync(New(kind), post, ct), ShowOptions.Plain);

    private async Task<IResult> FromStepAsync(Step step, StepPost post, CancellationToken ct)
    {
        var (state, lost) = Open(post, Journeys.KindOf(step));
        var before = await show.ContextAsync(state, post, ct);
        var wasUnder16 = state.IsUnder16;
        state = state.Take(step.Fields(before).Select(f => f.Name), post.Values);
        var c = await show.ContextAsync(state, post, ct);
        var here = new ShowOptions { Change = post.Change };

        // The day is over or the form is not ours: what was typed on this page is kept, the rest has to be told again.
        if (lost) return show.Show(step, c, here with { Notices = [new Say(c.T["intake.lost"], Tone.Care)] });
        if (post.ChangesLanguage) return show.Show(step, c, here);
        if (post.Edits is { } part) return show.Show(Journeys.Find(part) ?? step, c, here with { Change = true });
        if (post.Go == "back") return await BackAsync(step, c, post, ct);
        if (post.Go == "professional" && step.Id == "w1") return await SwitchAsync(c, post, ct);

        var errors = step.Check(c).ToList();
        if (errors.Count > 0) return show.Show(step, c, here with { Errors = errors });
        if (step is SendStep) return await SendAsync(step, c, ct);
        return await OnAsync(step, c, post, wasUnder16, ct);
    }

    private async Task<IResult> OnAsync(Step step, StepContext c, StepPost post, bool wasUnder16, CancellationToken ct)
    {
        var state = c.State;
        if (step.Id == "p2") state = state with { Short = post.Go == "short" || post.Change && state.Short };
        c = await show.ContextAsync(state, post, ct);
        if (Journeys.AsksForDanger(step) && c.Answers.One<SafetyNow>(Names.Safety) == SafetyNow.Danger)
            return await show.ShowDangerAsync(c, new(step.Id, post.Change));

        // A changed age changes what is asked about help, so that page comes before the summary.
        if (post.Change && wasUnder16 != state.IsUnder16 && AgeDependent(state) is { } again && again != step)
            return show.Show(again, c, new() { Change = true });
        if (post.Change) return show.Show(Journeys.Path(state)[^1], c, ShowOptions.Plain);
        return show.Show(Journeys.After(step, state) ?? step, c, ShowOptions.Plain);
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

    private async Task<IResult> FromDangerAsync(StepPost post, CancellationToken ct)
    {
        var from = Journeys.Find(post.From);
        var (state, _) = Open(post, from is null ? Kind.Person : Journeys.KindOf(from));
        state = state.Take(Danger.Fields, post.Values);
        var c = await show.ContextAsync(state, post, ct);
        var options = new DangerOptions(post.From, post.Change);
        return post.Go switch
        {
            "send" => await SendDangerAsync(c, options, ct),
            "next" when post.Change => show.Show(Journeys.Path(state)[^1], c, ShowOptions.Plain),
            "next" when from is not null => show.Show(Journeys.After(from, state) ?? from, c, ShowOptions.Plain),
            "next" => show.Show(Journeys.First(state.Journey), c, ShowOptions.Plain),
            "back" when from is not null => show.Show(from, c, new() { Change = post.Change }),
            "back" => await HomeAsync(post, ct),
            _ => await show.ShowDangerAsync(c, options),
        };
    }

    private async Task<IResult> SendDangerAsync(StepContext c, DangerOptions options, CancellationToken ct)
    {
        var report = ReportFromAnswers.BuildDanger(c.State, c.Page.Language);
        var wrong = FieldNames.Errors(c, validator.Validate(report), new Dictionary<string, string> { [nameof(Report.Place)] = Names.DangerPlace });
        if (wrong.Count > 0) return await show.ShowDangerAsync(c, options with { Errors = wrong });
        return await SubmitAsync(c, c.State.DangerSubmission, report, c.State.LooksAutomatic, ct)
            ?? await show.ShowDangerAsync(c, options with { Notices = [NotSaved(c)], Status = StatusCodes.Status503ServiceUnavailable });
    }

    private async Task<IResult> SendAsync(Step last, StepContext c, CancellationToken ct)
    {
        // Somebody who jumped over a page, or whose earlier pages were lost, is shown the first one that lacks something.
        var report = ReportFromAnswers.Build(c.State, c.Page.Language);
        var wrong = FieldNames.Errors(c, validator.Validate(report));
        foreach (var step in Journeys.Path(c.State))
        {
            List<FieldError> errors = [.. step.Check(c), .. wrong.Where(e => step.Fields(c).Any(f => f.Name == e.Field))];
            if (errors.Count > 0) return show.Show(step, c, new() { Errors = [.. errors.DistinctBy(e => e.Field)], Change = step != last });
        }

        var automatic = c.State.LooksAutomatic || time.GetUtcNow() - c.State.StartedAt < ReadingTime;
        return await SubmitAsync(c, c.State.Submission, report with { ShownServices = c.State.Shown }, automatic, ct)
            ?? show.Show(last, c, new() { Notices = [NotSaved(c)], Status = StatusCodes.Status503ServiceUnavailable });
    }

    /// <returns>The receipt; null where nothing was saved.</returns>
    private async Task<IResult?> SubmitAsync(StepContext c, string submission, Report report, bool automatic, CancellationToken ct)
    {
        var id = SubmissionId.TryParse(submission) ?? SubmissionId.New();
        return await intake.SubmitAsync(new(id, report, FromForm: true, automatic), ct) switch
        {
            SubmissionResult.Accepted accepted => receipts.Show(c.Page, accepted, report),
            SubmissionResult.AlreadyReceived earlier => ReceiptPages.ShowAlready(c.Page, earlier.ReceivedAt),
            _ => null,
        };
    }

    private static Say NotSaved(StepContext c) =>
        new(c.T["intake.notsaved"] + "\n" + c.Page.HelpNow, Tone.Alert);

    private static Say Later(StepContext c) => new(c.T["intake.again"] + "\n" + c.Page.HelpNow, Tone.Alert);

    private (JourneyState State, bool Lost) Open(StepPost post, Kind kind)
    {
        var opened = protector.Unprotect(post.State);
        var state = opened ?? New(kind);
        return (post.FilledTrap ? state with { LooksAutomatic = true } : state, opened is null);
    }

    private JourneyState New(Kind kind) => new()
    {
        Journey = kind,
        Submission = SubmissionId.New().ToString(),
        DangerSubmission = SubmissionId.New().ToString(),
        StartedAt = time.GetUtcNow(),
        SteppedAt = time.GetUtcNow(),
    };

    private static Step? AgeDependent(JourneyState state) => Journeys.Path(state).FirstOrDefault(s => s.Id is "p6" or "t5");
}
