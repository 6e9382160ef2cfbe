using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Reporting;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Requests;

public sealed class ErasureTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    [Fact]
    public async Task What_was_asked_waits_three_days_and_is_then_erased()
    {
        await ReceivedAsync(Normal);
        await AcceptAsync((await ReadAsync()).For(Service.Health));
        await World.FollowUp.SendMessageAsync(Code, "Lời nhắn", NewForm(), Cancel);
        await World.FollowUp.AddAsync(Code, "Kể thêm", NewForm(), Cancel);
        await WorkAsync();

        await AskAsync(RequestKind.Erasure);
        await World.AdvanceAsync(Id, TimeSpan.FromHours(71));
        Assert.NotNull(await World.FollowUp.OpenAsync(Code, Cancel));
        Assert.False((await ReadAsync()).IsErased);
        World.Mails.Drain();

        await World.AdvanceAsync(Id, TimeSpan.FromHours(2));

        var read = await ReadAsync();
        Assert.True(read.IsErased);
        Assert.Empty(read.Effects);
        Assert.Empty(read.PayloadRows);
        Assert.Equal(EventKind.Erased, read.Events[^1].Kind);
        Assert.Null(await World.FollowUp.OpenAsync(Code, Cancel));
        Assert.Contains(World.Mails.Sent, m => m.Subject.Contains("đã kết thúc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_and_payload_are_gone_and_event_headers_and_the_trace_stay()
    {
        await ReceivedAsync(Normal);
        await World.FollowUp.OpenAsync(Code, Cancel);
        var events = (await ReadAsync()).Events.Count;

        await EraseAsync();

        var rows = await RowsAsync();
        Assert.Equal(["access", "case", "event", "op"], rows.Select(r => r.RowKey.Split(':')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(rows, r => r.ContainsKey("Sealed"));
        var record = (await ReadAsync()).Case;
        Assert.All(new[] { record.ContentKeyWrap, record.MessagesKeyWrap, record.ReceiptWrap, record.SubmissionMac, record.ContentMac }, Assert.Empty);
        Assert.Null(record.WordMac);
        Assert.True((await ReadAsync()).Events.Count > events);
    }

    [Fact]
    public async Task Facts_stay_coarse_under_keys_that_nobody_can_find()
    {
        await ReceivedAsync(Normal);
        var before = Assert.Single(await FactsAsync());

        await EraseAsync();
        await WorkAsync();

        var after = Assert.Single(await FactsAsync());
        Assert.NotEqual(before.Key, after.Key);
        Assert.NotEqual(before.CaseKey, after.CaseKey);
        Assert.Equal(FactCoarsening.Of(before.ReceivedAt), after.ReceivedAt);
        Assert.Equal(CaseState.Closed, after.State);
    }

    [Fact]
    public async Task An_erasure_that_was_killed_at_any_point_finishes()
    {
        await ReceivedAsync(Normal);
        while (!(await ReadAsync()).IsErased)
        {
            if (await World.Get<CaseErasure>().EraseAsync(Id, "request", Cancel) == ChangeResult.Refused) await WorkAsync();
        }

        // Keys are gone, payload and facts are not: killed here, or in the middle of what follows.
        var half = await ReadAsync();
        Assert.NotEmpty(half.PayloadRows);
        Assert.Empty(half.Incidents);
        await World.Get<CaseErasure>().FinishAsync(half, Cancel);
        Assert.NotEmpty((await ReadAsync()).Effects);

        await WorkAsync();

        Assert.Empty((await ReadAsync()).Effects);
        Assert.Empty((await ReadAsync()).PayloadRows);
        Assert.Single(await FactsAsync());
    }

    [Fact]
    public async Task It_can_be_undone_with_the_code_until_then()
    {
        await ReceivedAsync(Normal);
        await AskAsync(RequestKind.Erasure);

        Assert.Equal(ReporterResult.Done, await UndoAsync((await ReadAsync()).Case.Requests.Single().Id));
        await World.AdvanceAsync(Id, TimeSpan.FromHours(80));

        Assert.False((await ReadAsync()).IsErased);
        Assert.NotNull(await World.FollowUp.OpenAsync(Code, Cancel));
    }

    [Fact]
    public async Task It_is_asked_for_once_at_a_time()
    {
        await ReceivedAsync(Normal);
        await AskAsync(RequestKind.Erasure);

        Assert.Equal(ReporterResult.Refused, await World.Get<RequestService>().AskAsync(Code, NewForm(), RequestKind.Erasure, null, Cancel));
    }

    [Fact]
    public async Task Nobody_is_called_any_more_and_a_late_message_to_the_worker_changes_nothing()
    {
        await ReceivedAsync(High);
        await EraseAsync();
        World.Mails.Drain();
        var events = (await ReadAsync()).Events.Count;

        await World.AdvanceAsync(Id, TimeSpan.FromDays(3));

        Assert.Empty(World.Mails.Drain());
        Assert.Equal(events, (await ReadAsync()).Events.Count);
        Assert.Equal(ChangeResult.Refused, await World.Get<CaseErasure>().EraseAsync(Id, "retention", Cancel));
    }

    [Fact]
    public async Task An_erased_case_that_was_changed_afterwards_is_noticed()
    {
        await ReceivedAsync(Normal);
        await EraseAsync();
        var row = (await RowsAsync()).Last(r => r.RowKey.StartsWith(CaseRow.EventPrefix, StringComparison.Ordinal));
        row["Data"] = row.GetString("Data").Replace("request", "nothing", StringComparison.Ordinal);

        await World.Cases.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace, Cancel);

        await Assert.ThrowsAsync<Sealing.TamperedException>(ReadAsync);
    }

    private async Task EraseAsync()
    {
        await AskAsync(RequestKind.Erasure);
        await World.AdvanceAsync(Id, TimeSpan.FromHours(73));
        Assert.True((await ReadAsync()).IsErased);
    }

    private Task<IReadOnlyList<CaseFact>> FactsAsync() =>
        World.Get<CaseFactStore>().ReadAsync(AReport.OfAPerson.Commune, World.Time.GetUtcNow().VietnamDate().Year, Cancel);

    private async Task<List<TableEntity>> RowsAsync()
    {
        List<TableEntity> rows = [];
        await foreach (var row in World.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == Id.Value, cancellationToken: Cancel)) rows.Add(row);
        return rows;
    }
}
