using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Domain.Retention;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Erasing;
using Gbv.Functions.Referrals;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Retention;

/// <summary>
/// Looks at the <c>case</c> rows of a range and does what time asks for, and what a restore brought back is erased again. Each step is a
/// change of its case like any other; whoever is killed in the middle leaves whole steps, and the next run finds what is left.
/// </summary>
internal sealed partial class RetentionRun(
    StorageClients storage, CaseStore cases, CaseChanges changes, CaseWorker worker, DirectoryCache directories, ErasureLedger ledger, TimeProvider time,
    ILogger<RetentionRun> log)
{
    /// <summary>Facts, notice, mails that tell people to stop, erasure: more than a case ever needs at once.</summary>
    private const int Steps = 6;

    /// <summary>Does it; <paramref name="done"/> learns of each step.</summary>
    /// <returns>How many cases could not be looked at.</returns>
    public async Task<int> RunAsync((string From, string Until) range, Action<CaseId, string> done, CancellationToken ct)
    {
        var erased = await ledger.ReadAsync(ct);
        var failed = 0;
        await foreach (var (id, record) in RecordsAsync(range, ct))
        {
            var cameBack = record.ErasedAt is null && erased.Contains(id);
            if (!cameBack && !RetentionSteps.MayBeDue(record, time.GetUtcNow())) continue;
            try
            {
                if (cameBack) await EraseAgainAsync(id, done, ct);
                else await StepsAsync(id, record, done, ct);
            }
            catch (Exception e) when (e is TamperedException or Azure.RequestFailedException or InvalidOperationException)
            {
                // The others must still be looked at.
                failed++;
                Failed(log, e.GetType().Name);
            }
        }

        return failed;
    }

    /// <summary>Only what a restore brought back.</summary>
    public async Task<int> ReplayErasuresAsync(Action<CaseId, string> done, CancellationToken ct)
    {
        var erased = await ledger.ReadAsync(ct);
        var count = 0;
        await foreach (var (id, record) in RecordsAsync(("", "g"), ct))
        {
            if (record.ErasedAt is not null || !erased.Contains(id)) continue;
            await EraseAgainAsync(id, done, ct);
            count++;
        }

        return count;
    }

    /// <summary>What would be done today, and what is to be erased within the time of notice.</summary>
    public async IAsyncEnumerable<(CaseId Id, string What, DateTimeOffset? ErasedFrom)> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (now, erased) = (time.GetUtcNow(), await ledger.ReadAsync(ct));
        await foreach (var (id, record) in RecordsAsync(("", "g"), ct))
        {
            if (record.ErasedAt is null && erased.Contains(id)) yield return (id, "erase-again", null);
            else if (RetentionSteps.MayBeDue(record with { HeldSince = null, HoldAskedAt = null }, now + RetentionRules.Notice) && await cases.ReadAsync(id, ct) is { } read)
            {
                var step = RetentionSteps.Due(read, now);
                var from = RetentionSteps.ErasedFrom(read);
                if (step is not null || from <= now + RetentionRules.Notice)
                    yield return (id, read.Case.IsHeldAt(now) ? "held" : step?.Code() ?? "noticed", from);
            }
        }
    }

    private async Task StepsAsync(CaseId id, CaseRecord record, Action<CaseId, string> done, CancellationToken ct)
    {
        var directory = await DirectoryAsync(record.Commune, ct);
        for (var step = 0; step < Steps; step++)
        {
            RetentionStep? due = null;
            var result = await changes.ApplyAsync(id, (read, now) =>
            {
                due = RetentionSteps.Due(read, now);
                return RetentionSteps.Change(read, directory, now);
            }, ct);
            if (result == ChangeResult.Done) done(id, due!.Value.Code());
            await worker.CarryOutDueAsync(id, ct);
            if (result != ChangeResult.Done) return;
        }
    }

    private async Task EraseAgainAsync(CaseId id, Action<CaseId, string> done, CancellationToken ct)
    {
        if (await changes.ApplyAsync(id, CaseErasure.Again, ct) == ChangeResult.Done) done(id, "erase-again");
        await worker.CarryOutDueAsync(id, ct);
    }

    private async IAsyncEnumerable<(CaseId Id, CaseRecord Record)> RecordsAsync((string From, string Until) range, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {range.From} and PartitionKey lt {range.Until} and RowKey eq {CaseRow.Case}");
        await foreach (var row in storage.Table(StorageNames.Cases).QueryAsync<TableEntity>(filter, cancellationToken: ct))
            yield return (new CaseId(row.PartitionKey), CaseRow.Read<CaseRecord>(row));
    }

    private async Task<CommuneDirectory> DirectoryAsync(CommuneCode commune, CancellationToken ct) =>
        await directories.GetAsync(commune, ct) ?? await directories.GetAsync(CommuneCode.Province, ct)
        ?? throw new InvalidOperationException("The directory is empty.");

    [LoggerMessage(EventId = 6101, Level = LogLevel.Error, Message = "A case whose time is over could not be looked at: {Error}")]
    private static partial void Failed(ILogger log, string error);
}
