using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting.Pages;
using Gbv.Functions.Responders;

namespace Gbv.Functions.Reporting;

/// <summary>
/// The page behind a report's link: after the code, the newest files. Being a recipient is asked of the directory at each
/// request, and opening and each download are recorded first.
/// </summary>
internal sealed class ReportItemPage(PeriodLedger ledger, ReportFiles files) : IItemPage
{
    public const string Download = "download";
    public const string FormatField = "format";

    private static readonly Dictionary<string, string> MediaTypes = new()
    {
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [ReportFormats.Draft] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [ReportFormats.Released] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["json"] = "application/json",
        ["csv"] = "text/csv; charset=utf-8",
        ["html"] = "text/html; charset=utf-8",
    };

    public bool Handles(LinkKind kind) => kind == LinkKind.Report;

    public async Task<IResult> ShowAsync(ItemContext context, CancellationToken ct)
    {
        var period = Period.Parse(context.Period);
        if (!IsRecipient(context)) return Page(context, period, null, allowed: false, StatusCodes.Status403Forbidden);
        await RecordAsync(context, period, "list", ct);
        return Page(context, period, await ledger.FindAsync(period, context.Target.Commune, ct), allowed: true);
    }

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        var period = Period.Parse(context.Period);
        if (!IsRecipient(context)) return Page(context, period, null, allowed: false, StatusCodes.Status403Forbidden);
        if (form["action"] != Download) return context.SeeAgain();
        var entry = await ledger.FindAsync(period, context.Target.Commune, ct);
        if (entry is null || Offered(entry).FirstOrDefault(f => f.Format == form[FormatField]) is not { } file) return context.SeeAgain();

        await RecordAsync(context, period, $"{file.Format} {entry.Version}", ct);

        // A name makes it an attachment: a page with figures never opens inside our own site.
        return TypedResults.Bytes(await files.ReadAsync(file, ct), MediaTypes[file.Format], file.Name);
    }

    /// <summary>The letter without its draft mark is nobody's before the report is released.</summary>
    private static IEnumerable<ReportFile> Offered(LedgerEntry entry) => entry.Files.Where(f => f.Format != ReportFormats.Released);

    private static bool IsRecipient(ItemContext context) => ReportNotices.Recipients(context.Directory).Any(r => r.Id == context.Person.Id);

    private Task RecordAsync(ItemContext context, Period period, string part, CancellationToken ct) =>
        ledger.RecordOpeningAsync(period, context.Target.Commune, context.Person.Id, context.ActingName, part, ct);

    private static IResult Page(ItemContext context, Period period, LedgerEntry? entry, bool allowed, int status = StatusCodes.Status200OK) =>
        StaffPage.Of<ReportFilesPage>(new()
        {
            [nameof(ReportFilesPage.T)] = context.T,
            [nameof(ReportFilesPage.View)] = View(context, period, entry, allowed),
        }, status);

    private static ReportFilesView View(ItemContext context, Period period, LedgerEntry? entry, bool allowed) => new()
    {
        Unit = context.Person.Unit,
        Area = context.Directory.Commune.Name,
        Period = ReportDocument.Name(period, context.T),
        Path = context.Path,
        Token = context.FormToken,
        Allowed = allowed,
        Built = entry?.BuiltAt is { } at ? context.T["reporting.page.built", ReportDocument.Moment(at), entry.Version] : null,
        Provisional = entry?.Provisional ?? false,
        Files = [.. (entry is null ? [] : Offered(entry)).Select(f => (f.Format, $"{Math.Max(1, f.Length / 1024)} KB"))],
    };
}
