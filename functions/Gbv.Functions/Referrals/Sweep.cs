using Azure.Data.Tables;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Timer, the one allowed scan: announces effects again that are older than a quarter of an hour, whatever became of their
/// message, removes partitions that hold nothing but cancelled operations, and files that never became known to a case, and says whether
/// messages lie in a poison queue. Reads keys and times only.
/// </summary>
internal sealed partial class Sweep(StorageClients storage, WorkQueue queue, SweepNote note, IOptions<ReferralOptions> options, TimeProvider time, ILogger<Sweep> log) : ITimerHandler
{
    private TableClient Table => storage.Table(StorageNames.Cases);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var effectsBefore = now - TimeSpan.FromMinutes(options.Value.SweepAfterMinutes);
        var orphansBefore = now - TimeSpan.FromHours(options.Value.RemoveOrphansAfterHours);
        string? announced = null;
        string? looked = null;
        PendingEffect? oldest = null;
        var filter = $"(RowKey ge '{CaseRow.EffectPrefix}' and RowKey lt '{CaseRow.EffectEnd}') or (RowKey ge '{CaseRow.OperationPrefix}' and RowKey lt 'op;' and Cancelled eq true)";
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, maxPerPage: 500, select: ["PartitionKey", "RowKey", "Timestamp"], ct))
        {
            // Rows of one case follow each other, so that each is announced once.
            var written = row.Timestamp ?? now;
            if (row.RowKey.StartsWith(CaseRow.OperationPrefix, StringComparison.Ordinal))
            {
                if (written < orphansBefore && row.PartitionKey != looked) await RemoveOrphanAsync(looked = row.PartitionKey, ct);
                continue;
            }

            if (written > effectsBefore || row.PartitionKey == announced) continue;
            await queue.SendAsync(new WorkMessage("case", announced = row.PartitionKey), cancellation: ct);
            if (oldest is null || written < oldest.Since) oldest = new(row.PartitionKey, row.RowKey, written);
        }

        Signals.OldestPending(oldest is null ? TimeSpan.Zero : now - oldest.Since);
        if (oldest is not null) OldEffects(log, (now - oldest.Since).TotalMinutes);
        await note.PutAsync(now, oldest, ct);
        await RemoveLostFilesAsync(orphansBefore, ct);
        await LookIntoPoisonAsync(ct);
    }

    private async Task RemoveOrphanAsync(string partition, CancellationToken ct)
    {
        List<TableEntity> rows = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.PartitionKey == partition, maxPerPage: 100, cancellationToken: ct))
        {
            if (!row.RowKey.StartsWith(CaseRow.OperationPrefix, StringComparison.Ordinal) || !CasePartition.IsCancelled(row)) return;
            rows.Add(row);
        }

        foreach (var row in rows) await Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: ct);
    }

    /// <summary>A file whose sending broke off between its last part and the change of its case; nobody can open it.</summary>
    private async Task RemoveLostFilesAsync(DateTimeOffset before, CancellationToken ct)
    {
        var quarantine = storage.Container(StorageNames.Quarantine);
        await foreach (var blob in quarantine.GetBlobsAsync(cancellationToken: ct))
        {
            if (blob.Properties.LastModified >= before || blob.Name.Split('/') is not [var partition, var file]) continue;
            var row = await Table.GetEntityIfExistsAsync<TableEntity>(partition, CaseRow.Attachment(file), ["RowKey"], ct);
            if (!row.HasValue) await quarantine.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: ct);
        }
    }

    /// <summary>
    /// The host puts a message aside by itself where the program died over it again and again: then nobody else would say so, and it would be
    /// gone after seven days.
    /// </summary>
    private async Task LookIntoPoisonAsync(CancellationToken ct)
    {
        foreach (var name in StorageNames.PoisonQueues)
            if ((await storage.Queue(name).GetPropertiesAsync(ct)).Value.ApproximateMessagesCount is > 0 and var there)
                PutAside(log, there, name);
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Effects were pending for up to {Minutes:F0} minutes and were announced again")]
    private static partial void OldEffects(ILogger log, double minutes);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Error, Message = "{Count} messages lie in {Queue}")]
    private static partial void PutAside(ILogger log, int count, string queue);
}
