using Gbv.Domain.Reports;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>What is pressed on the danger page: its one-step form, and the ways on and back.</summary>
internal sealed class DangerHandler(JourneyPages show, JourneyStates states, Sending sending)
{
    private static readonly Dictionary<string, string> OwnNames = new() { [nameof(Report.Place)] = Names.DangerPlace };

    public async Task<IResult> StartAsync(StepPost post, CancellationToken ct) =>
        await show.ShowDangerAsync(await show.ContextAsync(states.New(Kind.Person), post, ct), DangerOptions.Plain);

    /// <returns>Null: back to the home page.</returns>
    public async Task<IResult?> HandleAsync(StepPost post, CancellationToken ct)
    {
        var from = Journeys.Find(post.From);
        var (state, _) = states.Open(post, from is null ? Kind.Person : Journeys.KindOf(from));
        state = state.Take(Danger.Fields, post.Values);
        var c = await show.ContextAsync(state, post, ct);
        var options = new DangerOptions(post.From, post.Change);
        return post.Go switch
        {
            "send" => await SendAsync(c, options, ct),
            "next" when post.Change => show.Show(Journeys.Path(state)[^1], c, ShowOptions.Plain),
            "next" when from is not null => show.Show(Journeys.After(from, state) ?? from, c, ShowOptions.Plain),
            "next" => show.Show(Journeys.First(state.Journey), c, ShowOptions.Plain),
            "back" => from is null ? null : show.Show(from, c, new() { Change = post.Change }),
            _ => await show.ShowDangerAsync(c, options),
        };
    }

    private async Task<IResult> SendAsync(StepContext c, DangerOptions options, CancellationToken ct)
    {
        var report = ReportFromAnswers.BuildDanger(c.State, c.Page.Language);
        var wrong = sending.Check(c, report, OwnNames);
        // A wrong number told earlier can be put right later: nothing but the place may hold up a call for help.
        if (wrong.Where(e => e.Field == Names.DangerPlace).ToList() is { Count: > 0 } errors) return await show.ShowDangerAsync(c, options with { Errors = errors });
        return await sending.SubmitAsync(c, c.State.DangerSubmission, report, c.State.LooksAutomatic, ct)
            ?? await show.ShowDangerAsync(c, options with { Notices = [Sending.NotSaved(c)], Status = StatusCodes.Status503ServiceUnavailable });
    }
}
