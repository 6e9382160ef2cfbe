using System.Globalization;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Responders;
using Gbv.Functions.Trace.Accesses.Pages;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>
/// The data-protection officer's page: of a commune and month, or of one case, who read which part when and why. Opening the link shows the
/// questions alone; each look is recorded before anything is shown.
/// </summary>
internal sealed class AccessPage(AccessReader reader, AccessLooks looks, DirectoryCache directory, TimeProvider time) : IItemPage
{
    public const string Show = "show";
    public const string AreaField = "area";
    public const string MonthField = "month";
    public const string CaseField = "case";
    public const string PageField = "page";

    /// <summary>Lines of a page.</summary>
    public const int PageSize = 50;

    /// <summary>So far back the page offers months; the command has no end.</summary>
    private const int Months = 24;

    public bool Handles(LinkKind kind) => kind == LinkKind.Accesses;

    public Task<IResult> ShowAsync(ItemContext context, CancellationToken ct) =>
        IsOfficer(context) ? AskAsync(context, "", context.Period[LinkNames.Accesses.Length..], "", null, ct) : Task.FromResult(NotYours(context));

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        if (!IsOfficer(context)) return NotYours(context);
        if (form["action"] != Show) return context.SeeAgain();
        var (area, month, typed) = (form[AreaField].ToString(), form[MonthField].ToString(), form[CaseField].ToString().Trim().ToLowerInvariant());
        if (typed.Length > 0 && CaseOf(typed) is null) return await AskAsync(context, area, month, typed, context.T["accesses.case.wrong"], ct);
        if (typed.Length == 0 && MonthOf(month) is null) return await AskAsync(context, area, month, typed, context.T["accesses.month.wrong"], ct);

        var commune = CommuneCode.TryParse(area);
        await looks.RecordAsync(typed.Length > 0 ? null : commune, typed.Length > 0 ? typed : month, context.Person.Id, $"link, {context.ActingName}", ct);
        var lines = CaseOf(typed) is { } id ? await reader.OfCaseAsync(id, ct) : await OfMonthAsync(commune, MonthOf(month)!.Value, ct);
        var page = int.TryParse(form[PageField], CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, Pages(lines.Count)) : 1;
        return Answer(context, await ViewAsync(context, area, month, typed, ct) with
        {
            Shown = true,
            Count = lines.Count,
            NotGenuine = lines.Count(l => !l.IsGenuine),
            Page = page,
            Pages = Pages(lines.Count),
            Lines = await WordsAsync(context, lines.Skip((page - 1) * PageSize).Take(PageSize), ct),
        });
    }

    private Task<IReadOnlyList<AccessLine>> OfMonthAsync(CommuneCode? area, DateOnly month, CancellationToken ct) =>
        reader.OfPeriodAsync(area, month.StartInVietnam(), month.AddMonths(1).StartInVietnam(), ct);

    private async Task<IReadOnlyList<AccessLineView>> WordsAsync(ItemContext context, IEnumerable<AccessLine> lines, CancellationToken ct)
    {
        var words = new AccessWords(context.T);
        List<AccessLineView> views = [];
        foreach (var line in lines) views.Add(words.Of(line, line.Area is { } area ? await directory.GetAsync(area, ct) : context.Directory));
        return views;
    }

    private async Task<IResult> AskAsync(ItemContext context, string area, string month, string typed, string? error, CancellationToken ct) =>
        Answer(context, await ViewAsync(context, area, month, typed, ct) with { Error = error });

    private async Task<AccessListView> ViewAsync(ItemContext context, string area, string month, string typed, CancellationToken ct) => new()
    {
        Unit = context.Person.Unit,
        Path = context.Path,
        Token = context.FormToken,
        Allowed = true,
        Areas = [.. (await directory.AreasAsync(ct)).Select(a => new Option(a.Code.Value, a.Name)), new Option(CommuneCode.Province.Value, context.Directory.Province.Name)],
        Periods = [.. Enumerable.Range(0, Months).Select(back => time.GetUtcNow().VietnamDate().AddMonths(-back)).Select(m => new Option(Name(m), m.ToString("MM/yyyy", CultureInfo.InvariantCulture)))],
        Area = area,
        Month = month,
        Case = typed,
    };

    private static IResult NotYours(ItemContext context) => Answer(context, new() { Unit = context.Person.Unit }, StatusCodes.Status403Forbidden);

    private static IResult Answer(ItemContext context, AccessListView view, int status = StatusCodes.Status200OK) => StaffPage.Of<AccessListPage>(
        new()
        {
            [nameof(AccessListPage.T)] = context.T,
            [nameof(AccessListPage.View)] = view,
        }, status);

    private static bool IsOfficer(ItemContext context) => AccessLetters.Officers(context.Directory).Any(o => o.Id == context.Person.Id);

    private static int Pages(int lines) => Math.Max(1, (lines + PageSize - 1) / PageSize);

    private static string Name(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateOnly? MonthOf(string month) => DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) ? first : null;

    private static CaseId? CaseOf(string typed) => typed.Length == 32 && typed.All(char.IsAsciiHexDigitLower) ? new CaseId(typed) : null;
}

/// <summary>What the page shows.</summary>
public sealed record AccessListView
{
    public required string Unit { get; init; }
    public string Path { get; init; } = "";
    public string Token { get; init; } = "";
    public bool Allowed { get; init; }
    public IReadOnlyList<Option> Areas { get; init; } = [];
    public IReadOnlyList<Option> Periods { get; init; } = [];
    public string Area { get; init; } = "";
    public string Month { get; init; } = "";
    public string Case { get; init; } = "";
    public string? Error { get; init; }

    /// <summary>False as long as nothing was asked for.</summary>
    public bool Shown { get; init; }

    public int Count { get; init; }
    public int NotGenuine { get; init; }
    public int Page { get; init; } = 1;
    public int Pages { get; init; } = 1;
    public IReadOnlyList<AccessLineView> Lines { get; init; } = [];
}
