using System.Globalization;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Reporting.Pages;
using Gbv.Functions.Responders;

namespace Gbv.Functions.Reporting;

/// <summary>
/// The page behind a report's link: after the code, the draft for whoever may release it, and what was released for every recipient.
/// Being a recipient is asked of the directory at each request, and opening and each download are recorded first.
/// </summary>
internal sealed class ReportItemPage(PeriodLedger ledger, ReportFiles files, ReportSchedule schedule, OpenDataPublisher openData) : IItemPage
{
    public const string Download = "download";
    public const string Release = "release";
    public const string Rebuild = "rebuild";
    public const string Withdraw = "withdraw";
    public const string FormatField = "format";
    public const string VersionField = "version";

    private static readonly Dictionary<string, string> MediaTypes = new()
    {
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["json"] = "application/json",
        ["csv"] = "text/csv; charset=utf-8",
        ["html"] = "text/html; charset=utf-8",
    };

    public bool Handles(LinkKind kind) => kind == LinkKind.Report;

    public async Task<IResult> ShowAsync(ItemContext context, CancellationToken ct)
    {
        var period = Period.Parse(context.Period);
        if (!IsRecipient(context, period)) return Page(context, period, null, allowed: false, StatusCodes.Status403Forbidden);
        await RecordAsync(context, period, "list", ct);
        return Page(context, period, await ledger.FindAsync(period, context.Target.Commune, ct), allowed: true);
    }

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        var period = Period.Parse(context.Period);
        if (!IsRecipient(context, period)) return Page(context, period, null, allowed: false, StatusCodes.Status403Forbidden);
        return form["action"].ToString() switch
        {
            Download => await DownloadAsync(context, period, form, ct),
            Release when IsDrafter(context) => await ReleaseAsync(context, period, form, ct),
            Rebuild when IsDrafter(context) => await RebuildAsync(context, period, ct),
            Withdraw when IsDrafter(context) => await WithdrawAsync(context, period, form, ct),
            _ => context.SeeAgain(),
        };
    }

    private async Task<IResult> DownloadAsync(ItemContext context, Period period, IFormCollection form, CancellationToken ct)
    {
        var entry = await ledger.FindAsync(period, context.Target.Commune, ct);
        if (entry is null || Wanted(context, entry, form) is not var (version, file)) return context.SeeAgain();

        await RecordAsync(context, period, $"{file.Format} {version}", ct);

        // A name makes it an attachment: a page with figures never opens inside our own site.
        return TypedResults.Bytes(await files.ReadAsync(file, ct), MediaTypes[ReportFormats.Extension(file.Format)], file.Name);
    }

    /// <summary>
    /// The file whose button was pressed. A version that was overtaken since the page was shown gives way to the one that took its place:
    /// whoever presses gets a file and not the page once more.
    /// </summary>
    private static (int Version, ReportFile File)? Wanted(ItemContext context, LedgerEntry entry, IFormCollection form)
    {
        var shown = int.TryParse(form[VersionField], CultureInfo.InvariantCulture, out var version) ? version : 0;
        return Offered(context, entry)
            .SelectMany(o => o.Files.Where(f => f.Format == form[FormatField]).Select(f => ((int Version, ReportFile File)?)(o.Version, f)))
            .Where(o => o!.Value.Version >= shown)
            .MinBy(o => o!.Value.Version);
    }

    private async Task<IResult> ReleaseAsync(ItemContext context, Period period, IFormCollection form, CancellationToken ct)
    {
        if (!int.TryParse(form[VersionField], CultureInfo.InvariantCulture, out var version)) return context.SeeAgain();
        await RecordAsync(context, period, $"{Release} {version}", ct);
        await schedule.ReleaseAsync(period, context.Target.Commune, version, context.Person.Id, ct);
        return context.SeeAgain();
    }

    private async Task<IResult> RebuildAsync(ItemContext context, Period period, CancellationToken ct)
    {
        await RecordAsync(context, period, Rebuild, ct);
        await schedule.RequestAsync(period, context.Target.Commune, ct);
        return context.SeeAgain();
    }

    private async Task<IResult> WithdrawAsync(ItemContext context, Period period, IFormCollection form, CancellationToken ct)
    {
        if (!int.TryParse(form[VersionField], CultureInfo.InvariantCulture, out var version)) return context.SeeAgain();
        await RecordAsync(context, period, $"{Withdraw} {version}", ct);
        await schedule.WithdrawAsync(period, context.Target.Commune, version, ct);
        return context.SeeAgain();
    }

    /// <summary>What this person may fetch: the newest draft only who releases it, and without its mark nobody before that.</summary>
    private static IEnumerable<(int Version, bool IsDraft, IEnumerable<ReportFile> Files)> Offered(ItemContext context, LedgerEntry entry)
    {
        if (entry.State == ReportState.Draft && IsDrafter(context))
            yield return (entry.Version, true, entry.Files.Where(f => f.Format is not (ReportFormats.Released or ReportFormats.Page)));
        if (entry.Released is { } released)
            yield return (released.Version, false, released.Files.Where(f => f.Format is not (ReportFormats.Draft or ReportFormats.Page)));
    }

    private static bool IsRecipient(ItemContext context, Period period) => ReportNotices.Recipients(context.Directory, period.Kind).Any(r => r.Id == context.Person.Id);

    private static bool IsDrafter(ItemContext context) => ReportNotices.Drafters(context.Directory).Any(r => r.Id == context.Person.Id);

    private Task RecordAsync(ItemContext context, Period period, string part, CancellationToken ct) =>
        ledger.RecordOpeningAsync(period, context.Target.Commune, context.Person.Id, context.ActingName, part, ct);

    private IResult Page(ItemContext context, Period period, LedgerEntry? entry, bool allowed, int status = StatusCodes.Status200OK) =>
        StaffPage.Of<ReportFilesPage>(new()
        {
            [nameof(ReportFilesPage.T)] = context.T,
            [nameof(ReportFilesPage.View)] = View(context, period, entry, allowed),
        }, status);

    private ReportFilesView View(ItemContext context, Period period, LedgerEntry? entry, bool allowed) => new()
    {
        Unit = context.Person.Unit,
        Area = context.Directory.Commune.Name,
        Period = ReportDocument.Name(period, context.T),
        Path = context.Path,
        Token = context.FormToken,
        Allowed = allowed,
        Provisional = entry?.Provisional ?? false,
        MayRebuild = entry?.IsBuilt == true && IsDrafter(context),
        Versions = entry is null ? [] : [.. Offered(context, entry).Select(o => Version(context, entry, o.Version, o.IsDraft, o.Files))],
    };

    private ReportVersionView Version(ItemContext context, LedgerEntry entry, int version, bool isDraft, IEnumerable<ReportFile> offered) => new()
    {
        Version = version,
        Built = context.T["reporting.page.built", (isDraft ? entry.BuiltAt!.Value : entry.Released!.BuiltAt).Written(), version],
        State = isDraft ? context.T["reporting.page.draft"] : context.T["reporting.page.released", entry.Released!.ReleasedAt.Written()],
        MayRelease = isDraft && !entry.Provisional,
        Publishes = openData.Publishes(entry.Period),
        Public = isDraft || !openData.Publishes(entry.Period) || !entry.Released!.Files.Any(f => f.Format == ReportFormats.Page) ? null : entry.Withdrawn != version,
        MayWithdraw = IsDrafter(context),
        Files = [.. offered.Select(f => (f.Format, $"{Math.Max(1, f.Length / 1024)} KB"))],
    };
}
