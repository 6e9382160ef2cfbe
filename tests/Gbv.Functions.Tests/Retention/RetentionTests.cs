using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Requests;
using Gbv.Domain.Retention;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.Reporting;
using Gbv.Functions.Retention;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Requests;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Retention;

/// <summary>Time ends what nobody needs any more; whoever leads the case hears of it before, and a restore does not bring it back.</summary>
public sealed class RetentionTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(366);

    [Fact]
    public async Task A_closed_case_goes_step_by_step_and_the_coordinator_is_told_in_neutral_words_before_it_is_gone()
    {
        await ClosedAsync();
        Assert.Empty(await RunAsync());
        var fine = Assert.Single(await FactsAsync());

        World.Time.Advance(2 * Year);
        Assert.Equal(["coarsen-facts"], await RunAsync());
        var coarse = Assert.Single(await FactsAsync());
        Assert.True(coarse.Coarse);
        Assert.NotEqual(fine.Key, coarse.Key);
        Assert.True((await ReadAsync()).Case.FactsFrozen);
        Assert.Empty(await RunAsync());

        World.Time.Advance(3 * Year - TimeSpan.FromDays(20));
        World.Mails.Drain();
        Assert.Equal(["give-notice"], await RunAsync());
        Assert.Equal([await MailOf((await ReadAsync()).Items[^1].ResponderId)], World.Mails.Sent.Select(m => m.To).Distinct());
        Assert.All(World.Mails.Sent, m => Assert.DoesNotContain("xóa", m.Subject + m.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("sẽ tự xóa từ", (await ReadAsync()).Notes[^1].Text, StringComparison.Ordinal);

        World.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(["erase", "erase"], await RunAsync());
        var gone = await ReadAsync();
        Assert.True(gone.IsErased);
        Assert.Equal(RetentionSteps.Reason, gone.Events[^1].Detail);
        Assert.Empty(gone.PayloadRows);
        Assert.Single(await FactsAsync());
        Assert.Empty(await World.Storage.Table(StorageNames.MailRefs).QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        Assert.Empty((await World.Get<TraceCheck>().RunAsync(World.Time.GetUtcNow().VietnamDate(), all: true, null, Cancel)).Findings);
    }

    [Fact]
    public async Task A_run_that_was_killed_between_two_steps_is_finished_by_the_next()
    {
        await ClosedAsync();
        World.Time.Advance(6 * Year);

        await Assert.ThrowsAsync<OperationCanceledException>(() => World.Get<RetentionRun>().RunAsync(("", "g"), (_, _) => throw new OperationCanceledException(), Cancel));
        Assert.True((await ReadAsync()).Case.FactsFrozen);
        Assert.NotEmpty((await ReadAsync()).Effects);

        // The turn of this very case comes within thirty nights.
        for (var night = 0; night < Turns.Nights && (await ReadAsync()).Case.ErasureNoticedAt is null; night++)
        {
            await World.Get<CheckRetention>().RunAsync(Cancel);
            World.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.DoesNotContain((await ReadAsync()).Effects, e => e.Kind == EffectKind.Coarsen);
        Assert.NotNull((await ReadAsync()).Case.ErasureNoticedAt);
        Assert.True(Assert.Single(await FactsAsync()).Coarse);
    }

    [Fact]
    public async Task A_held_case_is_erased_neither_by_time_nor_by_request()
    {
        await ClosedAsync();
        await HoldAsync(World.Time.GetUtcNow());
        await AskAsync(RequestKind.Erasure);

        World.Time.Advance(6 * Year);
        Assert.Equal(["coarsen-facts"], await RunAsync());
        await WorkAsync();
        Assert.False((await ReadAsync()).IsErased);
        Assert.Contains(await ListAsync(), l => l.What == "held");

        await HoldAsync(null);
        Assert.True((await ReadAsync()).IsErased);
    }

    [Fact]
    public async Task The_list_says_what_would_be_done_and_changes_nothing()
    {
        await ClosedAsync();
        Assert.Empty(await ListAsync());
        World.Time.Advance(6 * Year);
        var before = (await ReadAsync()).Events.Count;

        var line = Assert.Single(await ListAsync());

        Assert.Equal((Id, RetentionStep.CoarsenFacts.Code()), (line.Id, line.What));
        Assert.Equal(before, (await ReadAsync()).Events.Count);
    }

    [Fact]
    public async Task What_was_erased_does_not_come_back_with_an_older_copy()
    {
        await ReceivedAsync(Normal);
        var copy = await RowsAsync();
        while (!(await ReadAsync()).IsErased)
        {
            await World.Get<CaseErasure>().EraseAsync(Id, "request", Cancel);
            await WorkAsync();
        }

        Assert.Equal(0, await World.Get<RetentionRun>().ReplayErasuresAsync((_, _) => { }, Cancel));
        foreach (var row in await RowsAsync()) await World.Cases.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);
        foreach (var row in copy) await World.Cases.AddEntityAsync(row, Cancel);
        Assert.NotNull(await World.FollowUp.OpenAsync(Code, Cancel));
        World.Mails.Drain();

        Assert.Equal(1, await World.Get<RetentionRun>().ReplayErasuresAsync((_, _) => { }, Cancel));

        Assert.Null(await World.FollowUp.OpenAsync(Code, Cancel));
        var read = await ReadAsync();
        Assert.True(read.IsErased);
        Assert.Empty(read.PayloadRows);
        Assert.Empty(read.Effects);
        Assert.Empty(World.Mails.Drain());
        var names = await World.Storage.Container(StorageNames.AuditHeads).GetBlobsAsync(cancellationToken: Cancel).Select(b => b.Name).ToListAsync(Cancel);
        Assert.DoesNotContain(names, n => n.Contains(Id.Value, StringComparison.Ordinal));
    }

    private async Task ClosedAsync()
    {
        await ReceivedAsync(Normal);
        await AcceptAsync((await ReadAsync()).Triage());
        await World.Changes.ApplyAsync(Id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Closed, Actor.System);
            foreach (var item in read.Items.Where(i => i.Kind == ItemKind.Referral)) change.Put(item with { State = ItemState.Withdrawn, NextDueAt = null });
            change.Case = change.Case with { State = CaseState.Closed, Closure = ClosureReason.NeedsMet, ClosureConfirmed = true, ClosedAt = now };
            return change;
        }, Cancel);
        await WorkAsync();
    }

    private async Task HoldAsync(DateTimeOffset? since)
    {
        await World.Changes.ApplyAsync(Id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Note, Actor.System);
            change.Case = change.Case with { HeldSince = since };
            return change;
        }, Cancel);
        while ((await ReadAsync()) is { IsErased: false, Effects.Count: > 0 } || (since is null && !(await ReadAsync()).IsErased)) await WorkAsync();
    }

    private async Task<IReadOnlyList<string>> RunAsync()
    {
        List<string> steps = [];
        Assert.Equal(0, await World.Get<RetentionRun>().RunAsync(("", "g"), (id, step) => steps.Add(step), Cancel));
        return steps;
    }

    private async Task<List<(CaseId Id, string What, DateTimeOffset? ErasedFrom)>> ListAsync() => await World.Get<RetentionRun>().ListAsync(Cancel).ToListAsync(Cancel);

    private Task<IReadOnlyList<CaseFact>> FactsAsync() => World.Get<CaseFactStore>().ReadAsync(AReport.OfAPerson.Commune, Start.VietnamDate().Year, Cancel);

    private async Task<List<TableEntity>> RowsAsync() =>
        await World.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == Id.Value, cancellationToken: Cancel).ToListAsync(Cancel);
}
