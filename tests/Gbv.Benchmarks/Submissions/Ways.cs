using System.Net.Http.Headers;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Gbv.Benchmarks.Programs;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;

namespace Gbv.Benchmarks.Submissions;

/// <summary>One way to do what a submission does, once.</summary>
internal interface IWay
{
    Task DoAsync();
}

/// <summary>A report of usual length, as many are sent.</summary>
internal static class UsualReport
{
    public static Report Report { get; } = new()
    {
        Journey = Journey.Person,
        Commune = new CommuneCode("cai-nhum"),
        Age = AgeAnswer.From25To39,
        Sex = Sex.Female,
        Safety = SafetyNow.Safe,
        Happenings = [Happening.Beaten],
        Narrative = string.Concat(Enumerable.Repeat("Chuyện xảy ra tối qua, sau khi anh ấy về nhà. ", 12)),
        Relation = RelationAnswer.Partner,
        Contact = new() { Channel = ContactChannel.Phone, Address = "0900000001", SecretWord = "xoài" },
    };
}

/// <summary>The service alone, in this process: derive, seal, announce, commit.</summary>
internal sealed class ByService(ReportIntake intake) : IWay
{
    public Task DoAsync() => SubmitAsync();

    public async Task<ReceiptCode> SubmitAsync() =>
        await intake.SubmitAsync(new(SubmissionId.New(), UsualReport.Report, FromForm: true), CancellationToken.None) is SubmissionResult.Accepted accepted
            ? accepted.Receipt
            : throw new InvalidOperationException("The submission was not accepted.");
}

/// <summary>What a client sees: one request to the published program in its public role.</summary>
internal sealed class ByRequest(RunningProgram program) : IWay, IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = program.Address };
    private readonly byte[] body = Json.Write(UsualReport.Report);

    public async Task DoAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/reports") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Product.ApiKey);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        if ((int)answer.StatusCode != 201) throw new InvalidOperationException($"The submission was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public void Dispose() => client.Dispose();
}

/// <summary>HTTP alone: a request to the same program that does nothing.</summary>
internal sealed class EmptyRequest(RunningProgram program) : IWay, IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = program.Address };

    public async Task DoAsync()
    {
        using var answer = await client.GetAsync(new Uri("health/live", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();
}

/// <summary>
/// The least that a durable submission costs: the same message put, then the same five rows in one transaction, by the same
/// client libraries. Nothing is derived, wrapped, sealed, signed or checked.
/// </summary>
internal sealed class BareSequence : IWay
{
    private readonly TableClient table;
    private readonly QueueClient queue;
    private readonly TableEntity[] rows;
    private readonly BinaryData message;

    private BareSequence(StorageClients storage, TableEntity[] rows, byte[] message)
    {
        table = storage.TableWithoutRetry(StorageNames.Cases);
        queue = storage.Queue(StorageNames.CaseWorkQueue);
        this.rows = rows;
        this.message = new BinaryData(message);
    }

    /// <summary>Reads what the service wrote, to write the same again under other case ids.</summary>
    public static async Task<BareSequence> LikeAsync(StorageClients storage, WorkQueue queue, CaseId written)
    {
        List<TableEntity> rows = [];
        await foreach (var row in storage.Table(StorageNames.Cases).QueryAsync<TableEntity>(r => r.PartitionKey == written.Value)) rows.Add(row);
        if (rows.Count != 5) throw new InvalidOperationException($"A submission wrote {rows.Count} rows instead of five.");
        var operation = rows.Single(r => r.RowKey.StartsWith(CaseRow.OperationPrefix, StringComparison.Ordinal)).RowKey[CaseRow.OperationPrefix.Length..];
        return new BareSequence(storage, [.. rows], queue.Write(new WorkMessage("case", written.Value, operation)));
    }

    public async Task DoAsync()
    {
        var partition = Guid.NewGuid().ToString("N");
        await queue.SendMessageAsync(message, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(-1));
        TableTransactionAction[] adds = [.. rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, Copy(r, partition)))];
        await table.SubmitTransactionAsync(adds);
    }

    // Each operation row has a key of its own here too: the emulator takes longer for a row key that many partitions share.
    private static TableEntity Copy(TableEntity row, string partition)
    {
        var isOperation = row.RowKey.StartsWith(CaseRow.OperationPrefix, StringComparison.Ordinal);
        var copy = new TableEntity(partition, isOperation ? CaseRow.Operation(CaseChanges.NewOperation()) : row.RowKey);
        foreach (var (name, value) in row)
            if (name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")) copy[name] = value;
        return copy;
    }
}
