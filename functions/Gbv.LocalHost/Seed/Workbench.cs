using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace;

namespace Gbv.LocalHost.Seed;

/// <summary>
/// Where invented cases live: a small storage in memory with the program's own services on it. The emulator looks at every row of
/// a table for each query, so that a case among thousands would take longer with each one before it. A finished case moves to
/// where it stays as a whole; one that is broken off was never there.
/// </summary>
internal sealed class Workbench(IServiceProvider bench, IServiceProvider home)
{
    private readonly StorageClients from = bench.GetRequiredService<StorageClients>();
    private readonly StorageClients to = home.GetRequiredService<StorageClients>();

    /// <summary>The cases that lie in a storage, by the MAC of the submission that each came from.</summary>
    public static async Task<Dictionary<string, CaseId>> CasesAsync(StorageClients storage, CancellationToken ct)
    {
        Dictionary<string, CaseId> cases = [];
        await foreach (var row in storage.Table(StorageNames.Cases).QueryAsync<TableEntity>(r => r.RowKey == CaseRow.Case, cancellationToken: ct))
            cases[Convert.ToHexString(CaseRow.Read<CaseRecord>(row).SubmissionMac)] = new CaseId(row.PartitionKey);
        return cases;
    }

    /// <summary>Takes in one report at its time of the past, lets it live until now, and moves it home.</summary>
    public async Task LiveAsync(SubmissionId submission, DateTimeOffset received, Gbv.Domain.Reports.Report report, Story story, DateTimeOffset now, CancellationToken ct)
    {
        SeedClock.Set(received);
        var result = await bench.GetRequiredService<ReportIntake>().SubmitAsync(new Submission(submission, report, FromForm: true), ct);
        if (result is not SubmissionResult.Accepted) throw new InvalidOperationException($"A report was not taken in: {result.GetType().Name}.");

        // Deriving the case from the receipt anew would take longer than anything else in its life: it is slow on purpose.
        var mac = Convert.ToHexString(bench.GetRequiredService<ReceiptKeys>().SubmissionMac(submission));
        var id = (await CasesAsync(from, ct))[mac];
        var lived = await bench.GetRequiredService<CaseLife>().LiveAsync(id, story, now, ct);

        // Not to be broken off: it takes a moment, and half of a case is none.
        await MoveAsync(lived);
    }

    private async Task MoveAsync(CasePartition lived)
    {
        var id = lived.Id.Value;
        foreach (var table in new[] { StorageNames.Links, StorageNames.MailRefs })
        {
            foreach (var row in await RowsAsync(from, table, $"Case eq '{id}'"))
            {
                await to.Table(table).UpsertEntityAsync(row, TableUpdateMode.Replace);
                await from.Table(table).DeleteEntityAsync(row.PartitionKey, row.RowKey);
            }
        }

        await home.GetRequiredService<CaseFactStore>().UpsertAsync(FactProjection.Of(lived, home.GetRequiredService<KeyRing>()));
        await home.GetRequiredService<HeadStore>().PutAsync(Head.Of(lived), CancellationToken.None);
        if (CaseChange.NextDue(lived.Items, lived.Case) is { } due) await home.GetRequiredService<DueStore>().PutAsync(due, lived.Id, CancellationToken.None);
        await MovePartitionAsync(id);
    }

    /// <summary>The row <c>case</c> goes last: without it there is no case, and the next run begins it anew.</summary>
    private async Task MovePartitionAsync(string id)
    {
        var filter = $"PartitionKey eq '{id}'";
        var rows = (await RowsAsync(from, StorageNames.Cases, filter)).OrderBy(r => r.RowKey == CaseRow.Case).ToList();
        if (rows.Count > StorageClients.LargestTransaction) await ChangeAsync(to, await RowsAsync(to, StorageNames.Cases, filter), TableTransactionActionType.Delete);
        await ChangeAsync(to, rows, TableTransactionActionType.UpsertReplace);
        await ChangeAsync(from, rows, TableTransactionActionType.Delete);
    }

    private static async Task ChangeAsync(StorageClients storage, IEnumerable<TableEntity> rows, TableTransactionActionType how)
    {
        foreach (var part in rows.Chunk(StorageClients.LargestTransaction))
            await storage.Table(StorageNames.Cases).SubmitTransactionAsync(part.Select(r => new TableTransactionAction(how, r)));
    }

    private static async Task<List<TableEntity>> RowsAsync(StorageClients storage, string table, string filter) =>
        await storage.Table(table).QueryAsync<TableEntity>(filter).ToListAsync();
}
