using System.Globalization;
using Gbv.Domain.Returns;
using Gbv.Functions.Registers;
using Gbv.Functions.Responders;
using Gbv.Functions.Returns.Pages;

namespace Gbv.Functions.Returns;

/// <summary>
/// The commune's workbook behind the coordinator's link: handed out with what is known, and brought in by the very import of the command.
/// Only who is who stays as it is: whoever gets into one mailbox must not be able to send a province's messages elsewhere.
/// </summary>
internal sealed class BoardWorkbook(WorkbookExport export, WorkbookImport import, ReturnStore store) : IDisposable
{
    public const string Download = "workbook";

    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Files take some memory while they are read; with one at a time it does not matter how many come.</summary>
    private readonly SemaphoreSlim one = new(1);

    public async Task<IResult> DownloadAsync(ItemContext context, ReturnCycle cycle, CancellationToken ct)
    {
        var commune = context.Target.Commune;
        await store.RecordAsync(commune, cycle, context.Person.Id, context.ActingName, Download, ct);
        return await export.WriteAsync(commune, newName: null, ct) is var (file, _, _)
            ? TypedResults.Bytes(file, MediaType, string.Create(CultureInfo.InvariantCulture, $"so-theo-doi-{commune}.xlsx"))
            : context.SeeAgain();
    }

    public async Task<IResult> TakeAsync(ItemContext context, ReturnCycle cycle, byte[]? file, CancellationToken ct)
    {
        var t = context.T;
        ImportResult result;
        if (file is null)
        {
            result = new(t["registers.refused.too-large", WorkbookForm.LargestFile / 1024 / 1024], [], []);
        }
        else
        {
            await store.RecordAsync(context.Target.Commune, cycle, context.Person.Id, context.ActingName, "import", ct);
            await one.WaitAsync(ct);
            try
            {
                using var stream = new MemoryStream(file, writable: false);
                result = await import.RunAsync(stream, $"person:{context.Person.Id}", context.Target.Commune, save: true, t, ct, mayChangeDirectory: false);
            }
            finally
            {
                one.Release();
            }
        }

        return StaffPage.Of<WorkbookResultPage>(
            new()
            {
                [nameof(WorkbookResultPage.T)] = t,
                [nameof(WorkbookResultPage.Unit)] = context.Person.Unit,
                [nameof(WorkbookResultPage.Path)] = context.Path,
                [nameof(WorkbookResultPage.Token)] = context.FormToken,
                [nameof(WorkbookResultPage.Result)] = WorkbookResult.Of(result, t),
            },
            result.IsClean ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    public void Dispose() => one.Dispose();
}

/// <summary>What is said of an import on its page.</summary>
public sealed record WorkbookResult(string? Refused, IReadOnlyList<WorkbookSheetResult> Wrong, IReadOnlyList<string> Taken, int Unchanged, string? NotLive)
{
    internal static WorkbookResult Of(ImportResult result, Texts t) => new(
        result.Refused,
        [.. result.Sheets.Where(s => s.Faults.Count > 0).Select(s => new WorkbookSheetResult(s.Sheet, s.Faults.Count, [.. s.Faults.Take(ImportReport.MostFaults).Select(f => Fault(f, t))]))],
        [.. result.Sheets.Where(HasChanged).Select(s => ImportReport.Taken(s, t)).OfType<string>()],
        result.Sheets.Count(s => s.Faults.Count == 0 && !HasChanged(s)),
        result.NotLive.Count == 0 ? null : t["registers.import.not-live", string.Join("; ", result.NotLive.Select(m => m.In(t.Language)))]);

    private static bool HasChanged(SheetResult sheet) => sheet.Saved is { } saved && saved.Added + saved.Changed > 0;

    private static WorkbookFault Fault(ImportFault fault, Texts t) =>
        new(fault.Row == 0 ? t["returns.workbook.whole-sheet"] : t["returns.workbook.place", fault.Row, fault.Column], fault.What, fault.Fix);
}

/// <summary>A sheet that was not taken; of many faults only the first are told.</summary>
public sealed record WorkbookSheetResult(string Sheet, int Count, IReadOnlyList<WorkbookFault> Faults);

/// <summary>Where, what is wrong, and how to put it right.</summary>
public sealed record WorkbookFault(string Place, string What, string Fix);
