using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.FollowUp;

/// <summary>What became of a typed secret word.</summary>
public enum WordResult
{
    Right,
    Wrong,

    /// <summary>Too many wrong tries today; not even the right word is looked at.</summary>
    Spent,

    /// <summary>No word was left, or a third party's is asked: only a caseworker can help.</summary>
    None,

    /// <summary>The code opens nothing (any more).</summary>
    Closed,
}

/// <summary>
/// Compares the secret word, five wrong tries a day and case. A try is written down before the word is looked at, under the row's
/// ETag: whoever tries in many browsers at once has no more of them.
/// </summary>
public sealed class WordCheck(ReceiptDoor door, ReporterChanges changes, StorageClients storage, RowMac mac, TimeProvider time)
{
    private TableClient Table => storage.Table(StorageNames.Cases);

    public async Task<WordResult> CheckAsync(ReceiptCode code, string typed, CancellationToken cancellation)
    {
        if (await door.OpenAsync(code, cancellation) is not { } open) return WordResult.Closed;
        if (open.Record.WordMac is not { } expected || open.Record.IsThirdParty) return WordResult.None;
        var today = DateOnly.FromDateTime(time.GetUtcNow().ToVietnam().DateTime);
        for (var attempt = 0; attempt < Contention.Tries; attempt++)
        {
            var (tries, etag) = await ReadAsync(open.Id, today, cancellation);
            if (tries.Count >= SecretWord.TriesADay) return WordResult.Spent;
            if (await WriteAsync(open.Id, tries with { Count = tries.Count + 1 }, etag, cancellation) is not { } counted)
            {
                await Contention.StepBackAsync(attempt, cancellation);
                continue;
            }

            var right = WordMac.Of(open.MessagesKey, typed) is { } given && CryptographicOperations.FixedTimeEquals(given, expected);
            if (!right) return tries.Count + 1 < SecretWord.TriesADay ? WordResult.Wrong : await SpendAsync(code, today, cancellation);

            // Only wrong tries count. Where somebody else tried meanwhile it stays counted, which does no harm.
            await WriteAsync(open.Id, tries, counted, cancellation);
            return WordResult.Right;
        }

        throw new RequestFailedException(412, "Others tried at the same time, again and again.");
    }

    /// <summary>Somebody who has the code does not know the word: whoever leads the case must hear of it.</summary>
    private async Task<WordResult> SpendAsync(ReceiptCode code, DateOnly today, CancellationToken cancellation)
    {
        await changes.ApplyAsync(code, $"word-tries {today:O}", (open, operation, now) =>
        {
            var change = new ReporterChange(open, now, EventKind.Request, "word-tries");
            change.TellCoordinator("word-tries", operation);
            return change;
        }, cancellation);
        return WordResult.Spent;
    }

    private async Task<(Tries Tries, ETag? ETag)> ReadAsync(CaseId id, DateOnly today, CancellationToken cancellation)
    {
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(id.Value, CaseRow.WordTries, cancellationToken: cancellation);
        if (!row.HasValue) return (new(today, 0), null);
        if (!mac.IsGenuine(row.Value!)) throw new TamperedException(CaseRow.WordTries);
        var tries = CaseRow.Read<Tries>(row.Value!);
        return (tries.Day == today ? tries : new(today, 0), row.Value!.ETag);
    }

    /// <returns>The row's new ETag; null where somebody else was faster.</returns>
    private async Task<ETag?> WriteAsync(CaseId id, Tries tries, ETag? etag, CancellationToken cancellation)
    {
        var row = CaseRow.Open(id, CaseRow.WordTries, tries);
        mac.Sign(row);
        try
        {
            var response = etag is { } known
                ? await Table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellation)
                : await Table.AddEntityAsync(row, cancellation);
            return response.Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return null;
        }
    }

    private sealed record Tries(DateOnly Day, int Count);
}
