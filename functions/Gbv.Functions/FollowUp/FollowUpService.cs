using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.FollowUp;

/// <summary>What a code opens: status and messages, never what was written in the report.</summary>
public sealed record FollowUpView(PublicStatus Status, bool ThirdParty, IReadOnlyList<CaseMessage> Messages)
{
    public bool HasAnswer => Messages.Count > 0 && !Messages[^1].FromReporter;
}

/// <summary>
/// The public role's side of a case: with the code, and only with it, status and messages. An unknown, locked, erased or expired
/// code costs one point read and looks the same.
/// </summary>
public sealed class FollowUpService(ReceiptKeys receipts, StorageClients storage, WorkQueue queue, RowMac mac, AccessLog access, TimeProvider time)
{
    public const int LongestMessage = 4000;

    private const int Tries = 6;

    private TableClient Table => storage.Table(StorageNames.Cases);

    public async Task<FollowUpView?> OpenAsync(ReceiptCode code, CancellationToken cancellation)
    {
        if (await FindAsync(code, cancellation) is not { } found) return null;
        var messages = await MessagesAsync(found, cancellation);
        await access.RecordAsync(found.Id, Actor.Reporter, "messages", "code", cancellation);
        return new(found.Record.PublicStatus, found.Record.IsThirdParty, messages);
    }

    /// <summary>Appends one text from the reporter and has the coordinator told.</summary>
    /// <param name="operationId">Random, made with the form: the same form sent twice leaves one message.</param>
    /// <returns>False where the code opens nothing.</returns>
    public async Task<bool> SendMessageAsync(ReceiptCode code, string text, string operationId, CancellationToken cancellation)
    {
        var operation = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(operationId)))[..24];
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await FindAsync(code, cancellation) is not { } found) return false;
            await queue.SendAsync(new WorkMessage("case", found.Id.Value, operation), CaseChanges.AnnouncementDelay, cancellation);
            if (await CommitAsync(found, text, operation, cancellation)) return true;
        }

        throw new RequestFailedException(412, "The case was changed by others each time.");
    }

    private async Task<bool> CommitAsync(Found found, string text, string operation, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var e = new CaseEvent
        {
            Number = found.Record.Events + 1,
            Kind = EventKind.Message,
            At = now,
            By = Actor.Reporter,
            Previous = found.Record.Head,
        };
        var record = found.Record with { Events = e.Number, Head = EventChain.Hash(e) };
        var messageRow = CaseRow.Timed(CaseRow.MessagePrefix, now);
        var caseRow = CaseRow.Open(found.Id, CaseRow.Case, record);
        List<TableEntity> added =
        [
            CaseRow.Open(found.Id, CaseRow.Event(e.Number), e),
            CaseRow.Sealed(found.Id, messageRow, found.MessagesKey, new CaseMessage { At = now, FromReporter = true, Text = text }),
            new(found.Id.Value, CaseRow.Operation(operation)) { ["Cancelled"] = false },
            CaseRow.Open(found.Id, CaseRow.Effect("notify-" + operation), new Effect { Id = "notify-" + operation, Kind = EffectKind.NotifyCoordinator, CreatedAt = now }),
        ];
        mac.Sign(caseRow);
        added.ForEach(mac.Sign);
        try
        {
            await storage.TableWithoutRetry(StorageNames.Cases).SubmitTransactionAsync(
                [new(TableTransactionActionType.UpdateReplace, caseRow, found.ETag), .. added.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r))],
                cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or 408 or 409 or 412 or >= 500)
        {
            var row = await Table.GetEntityIfExistsAsync<TableEntity>(found.Id.Value, CaseRow.Operation(operation), cancellationToken: cancellation);
            return row.HasValue && mac.IsGenuine(row.Value!) && !CasePartition.IsCancelled(row.Value!);
        }
    }

    private async Task<Found?> FindAsync(ReceiptCode code, CancellationToken cancellation)
    {
        var place = await receipts.DeriveAsync(code, forSubmission: false, cancellation);
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(place.Case.Value, CaseRow.Case, cancellationToken: cancellation);
        if (!row.HasValue || !mac.IsGenuine(row.Value!)) return null;
        var record = CaseRow.Read<CaseRecord>(row.Value!);
        if (!record.ReceiptOpens) return null;
        return new(place.Case, record, row.Value!.ETag, CaseKeys.MessagesFromReceipt(place.Case, record, place.WrapKey));
    }

    private async Task<List<CaseMessage>> MessagesAsync(Found found, CancellationToken cancellation)
    {
        List<CaseMessage> messages = [];
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {found.Id.Value} and RowKey ge {CaseRow.MessagePrefix} and RowKey lt {CaseRow.MessageEnd}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (!mac.IsGenuine(row)) throw new TamperedException("message");
            messages.Add(CaseRow.ReadSealed<CaseMessage>(row, found.MessagesKey));
        }

        return messages;
    }

    private sealed record Found(CaseId Id, CaseRecord Record, ETag ETag, byte[] MessagesKey);
}
