using System.Globalization;
using Gbv.Domain.Registers;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Registers;
using Gbv.Functions.Responders;
using Gbv.Functions.Returns.Pages;

namespace Gbv.Functions.Returns;

/// <summary>The coordinator's board: who has returned and who has not, the last reminder, "remind now", the commune's workbook, and the draft out of what is there.</summary>
internal sealed class BoardPage(ReturnUnits units, ReturnStore store, ReturnMails mails, BoardWorkbook workbook, TimeProvider time) : IUploadPage
{
    public const string Remind = "remind";
    public const string UnitField = "unit";
    private const int AtOnce = 4;

    public int LargestFile => WorkbookForm.LargestFile;

    public bool Handles(LinkKind kind) => kind == LinkKind.ReturnBoard;

    public async Task<IResult> ShowAsync(ItemContext context, CancellationToken ct)
    {
        if (!IsCoordinator(context)) return NotYours(context);
        var cycle = Cycle(context);
        var today = time.GetUtcNow().VietnamDate();
        var all = await units.OfAsync(context.Directory, today, ct);
        var states = await store.ReadAsync(context.Target.Commune, cycle, ct);
        return StaffPage.Of<ReturnBoardPage>(new()
        {
            [nameof(ReturnBoardPage.T)] = context.T,
            [nameof(ReturnBoardPage.View)] = View(context, cycle, all, states, today),
        });
    }

    /// <summary>Reminds one unit, or all that have not returned; each at most once a day by hand, however often the button is pressed.</summary>
    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        if (!IsCoordinator(context)) return NotYours(context);
        if (form["action"] == BoardWorkbook.Download) return await workbook.DownloadAsync(context, Cycle(context), ct);
        if (form["action"] != Remind || !MayRemind(Cycle(context), time.GetUtcNow().VietnamDate())) return context.SeeAgain();
        var (cycle, today) = (Cycle(context), time.GetUtcNow().VietnamDate());
        var states = await store.ReadAsync(context.Target.Commune, cycle, ct);
        var wanted = form[UnitField].ToString();
        var key = "hand-" + today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var asked = (await units.OfAsync(context.Directory, today, ct)).Where(u => (wanted.Length == 0 || wanted == u.Code) && states.GetValueOrDefault(u.Code)?.IsSubmitted != true);

        // Somebody waits for the page: a commune's units are not written to one behind the other.
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (unit, stop) =>
            await mails.AskAsync(context.Directory, cycle, unit, ReturnState.Of(states, unit.Code), key, !ReturnCalendar.IsOpen(cycle.Year, today), stop));
        return context.SeeAgain();
    }

    public async Task<IResult> UploadAsync(ItemContext context, byte[]? file, CancellationToken ct) =>
        IsCoordinator(context) ? await workbook.TakeAsync(context, Cycle(context), file, ct) : NotYours(context);

    private static bool IsCoordinator(ItemContext context) => ReturnUnits.Coordinators(context.Directory).Any(c => c.Id == context.Person.Id);

    private static ReturnCycle Cycle(ItemContext context) => ReturnCycle.Parse(context.Target.CaseOrPeriod[LinkNames.ReturnBoard.Length..]);

    /// <summary>From the new year on nobody is written to; the board still opens, for its draft and for the workbook.</summary>
    private static bool MayRemind(ReturnCycle cycle, DateOnly today) => today < ReturnCalendar.Ends(cycle.Year);

    private static BoardView View(ItemContext context, ReturnCycle cycle, IReadOnlyList<ReturningUnit> all, IReadOnlyDictionary<string, ReturnState> states, DateOnly today)
    {
        var t = context.T;
        var returned = all.Where(u => states.GetValueOrDefault(u.Code)?.IsSubmitted == true).ToList();
        return new()
        {
            Unit = context.Person.Unit,
            Heading = t["returns.board.heading", cycle.Name.In(t.Language)],
            Path = context.Path,
            Token = context.FormToken,
            Allowed = true,
            Summary = t["returns.board.summary", returned.Count, all.Count],
            Provisional = ReturnCalendar.IsOpen(cycle.Year, today),
            Lines = [.. all.Select(u => Line(u, states.GetValueOrDefault(u.Code), MayRemind(cycle, today), t))],
            Draft = AssembledDraft.Of(
                [.. returned.Select(u => new UnitReturn(u.Name, new RegisterRow(u.Form, states[u.Code].Submitted)))],
                [.. all.Except(returned).Select(u => u.Name)]),
        };
    }

    private static BoardLine Line(ReturningUnit unit, ReturnState? state, bool mayRemind, Texts t)
    {
        var last = state?.Mails.Where(m => m.State == ReturnMailState.Sent && !m.Key.StartsWith("receipt-", StringComparison.Ordinal)).MaxBy(m => m.At);
        var status = state switch
        {
            { SubmittedAt: { } at, Late: true } => t["returns.board.late", at.Written()],
            { SubmittedAt: { } at } => t["returns.board.returned", at.Written()],
            { SavedAt: { } at } => t["returns.board.begun", at.Written()],
            _ => t["returns.board.not-yet"],
        };
        return new(unit.Code, unit.Name, unit.Person?.Name ?? t["returns.board.nobody"], status, last is null ? "–" : last.At.Written(), mayRemind && state?.IsSubmitted != true && unit.Person is not null);
    }

    private static IResult NotYours(ItemContext context) => StaffPage.Of<ReturnBoardPage>(new()
    {
        [nameof(ReturnBoardPage.T)] = context.T,
        [nameof(ReturnBoardPage.View)] = new BoardView { Unit = context.Person.Unit, Heading = context.T["returns.page.none"] },
    }, StatusCodes.Status403Forbidden);
}

/// <summary>A unit on the board.</summary>
public sealed record BoardLine(string Code, string Name, string Person, string Status, string LastReminder, bool CanRemind);

/// <summary>What the board shows.</summary>
public sealed record BoardView
{
    public required string Unit { get; init; }
    public required string Heading { get; init; }
    public string Path { get; init; } = "";
    public string Token { get; init; } = "";
    public bool Allowed { get; init; }
    public string Summary { get; init; } = "";
    public bool Provisional { get; init; }
    public IReadOnlyList<BoardLine> Lines { get; init; } = [];
    public AssembledDraft? Draft { get; init; }
}
