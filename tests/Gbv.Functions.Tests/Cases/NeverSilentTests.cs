using System.Globalization;
using System.Net;
using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Referrals;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

/// <summary>A week, or its first day, in which nobody does what they should: who was told when is the test (domain §3 "Deadlines").</summary>
public sealed class NeverSilentTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Long enough for the faults that show within the first steps.</summary>
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CaseWorld.CreateAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Immediate_and_nobody_answers()
    {
        var told = await WatchAsync(AReport.OfAPerson with { Safety = SafetyNow.Danger }, Week);

        Assert.Equal(
            [
                "0.00:00 coordinator duty",
                "0.00:30 coordinator stand-in",
                "0.01:00 province:coordinator",
                "0.01:30 coordinator province:coordinator stand-in",
                "0.02:00 coordinator province:coordinator stand-in",
            ],
            told.Take(5).Select(t => t.ToString()));
        AssertNoGapAbove(TimeSpan.FromMinutes(30), told, Week);
    }

    [Fact]
    public async Task High_and_nobody_answers()
    {
        var told = await WatchAsync(AReport.OfAPerson with { DangerSigns = [DangerSign.Repeats, DangerSign.GettingWorse] }, Week);

        Assert.Equal(
            [
                "0.00:00 coordinator",
                "0.04:00 coordinator stand-in",
                "0.08:00 province:coordinator",
                "0.12:00 coordinator province:coordinator stand-in",
                "0.16:00 coordinator province:coordinator stand-in",
            ],
            told.Take(5).Select(t => t.ToString()));
        AssertNoGapAbove(TimeSpan.FromHours(4), told, Week);
    }

    [Fact]
    public async Task Normal_and_nobody_answers_within_working_days()
    {
        var told = await WatchAsync(AReport.OfAPerson, Week);

        Assert.Equal(
            [
                "0.00:00 coordinator",
                "1.00:00 coordinator stand-in",
                "2.00:00 province:coordinator",
                "3.00:00 coordinator province:coordinator stand-in",
                "6.00:00 coordinator province:coordinator stand-in",
                "7.00:00 coordinator province:coordinator stand-in",
            ],
            told.Select(t => t.ToString()));
    }

    [Fact]
    public async Task The_stand_ins_mailbox_bounces()
    {
        var standIn = (await EntryAsync("stand-in")).Email;
        world.Mails.Answer = to => to == standIn ? HttpStatusCode.BadRequest : HttpStatusCode.Accepted;

        var told = await WatchAsync(AReport.OfAPerson with { Safety = SafetyNow.Danger }, Day);

        Assert.Contains("province:coordinator", told.First(t => t.After >= TimeSpan.FromMinutes(30)).Who);
        AssertNoGapAbove(TimeSpan.FromMinutes(60), told, Day);
    }

    [Fact]
    public async Task The_coordinator_is_on_leave()
    {
        await world.Get<DirectoryStore>().SaveEntryAsync(await EntryAsync("coordinator") with { OnLeave = true }, Cancel);
        world.Time.Advance(TimeSpan.FromMinutes(6));

        var told = await WatchAsync(AReport.OfAPerson with { Safety = SafetyNow.Danger }, Day);

        Assert.Equal("0.00:00 duty stand-in", told[0].ToString());
        AssertNoGapAbove(TimeSpan.FromMinutes(30), told, Day);
    }

    [Fact]
    public async Task Whoever_leads_the_case_is_on_leave_when_the_reporter_writes()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var (change, triage) = (new CaseChange(read, now, EventKind.Accepted, Actor.System), read.Triage());
            change.Put(triage with { State = ItemState.Accepted, AcceptedBy = triage.ResponderId, AcceptedAt = now, NextDueAt = null });
            return change;
        }, Cancel);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.Get<DirectoryStore>().SaveEntryAsync(await EntryAsync("coordinator") with { OnLeave = true }, Cancel);
        world.Time.Advance(TimeSpan.FromMinutes(6));
        world.Mails.Drain();

        var directory = (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.ItemAdded, Actor.System);
            NewsForCoordinator.Add(change, read, directory, now);
            return change;
        }, Cancel);

        Assert.Equal("0.00:00 stand-in", (await FollowAsync(id, TimeSpan.FromHours(1)))[0].ToString());
    }

    [Fact]
    public async Task The_commune_is_not_in_the_directory()
    {
        var told = await WatchAsync(AReport.OfAPerson with { Safety = SafetyNow.Danger, Commune = new CommuneCode("xa-moi-lap") }, Day);

        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.All(t.Who, w => Assert.StartsWith("province:", w, StringComparison.Ordinal)));
        AssertNoGapAbove(TimeSpan.FromMinutes(30), told, Day);
    }

    [Fact]
    public async Task Everybody_of_the_commune_declines_for_conflict()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson with { Safety = SafetyNow.Danger });
        var directory = (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        var commune = directory.Entries.Where(e => !e.Commune.IsProvince).Select(e => e.Id).ToArray();
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, Domain.Cases.EventKind.Declined, Actor.System);
            foreach (var item in read.Items) change.Put(item with { DeclinedBy = commune });
            return change;
        }, Cancel);
        world.Mails.Drain();

        var told = await FollowAsync(id, TimeSpan.FromHours(6));

        Assert.NotEmpty(told);
        Assert.All(told, t => Assert.All(t.Who, w => Assert.StartsWith("province:", w, StringComparison.Ordinal)));
    }

    private async Task<List<Told>> WatchAsync(Report report, TimeSpan span)
    {
        var start = world.Time.GetUtcNow();
        var id = await world.ReceivedAsync(report);
        return [.. await ToldAsync(start), .. await FollowAsync(id, span)];
    }

    /// <summary>Moves the clock to each next time that the case itself names, as message and timer would.</summary>
    private async Task<List<Told>> FollowAsync(CaseId id, TimeSpan span)
    {
        var (start, end) = (world.Time.GetUtcNow(), world.Time.GetUtcNow() + span);
        List<Told> told = [];
        while ((await NextAsync(id)) is { } next && next <= end)
        {
            if (next > world.Time.GetUtcNow()) world.Time.SetUtcNow(next);
            await world.Worker.CarryOutDueAsync(id, Cancel);
            told.AddRange(await ToldAsync(start));
        }

        return told;
    }

    private async Task<DateTimeOffset?> NextAsync(CaseId id)
    {
        var read = await world.ReadAsync(id);
        return read.Effects.Select(e => e.NextAt ?? world.Time.GetUtcNow()).Cast<DateTimeOffset?>().Append(CaseChange.NextDue(read.Items, read.Case)).Min();
    }

    private async Task<Told[]> ToldAsync(DateTimeOffset start)
    {
        var directory = (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        string[] who = [.. world.Mails.Drain().Distinct().Select(to => Short(directory.Entries.Single(e => e.Email == to))).Order(StringComparer.Ordinal)];
        return who.Length == 0 ? [] : [new Told(world.Time.GetUtcNow() - start, who)];
    }

    private async Task<DirectoryEntry> EntryAsync(string role) =>
        (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!.Entries.Single(e => !e.Commune.IsProvince && Short(e) == role);

    private static string Short(DirectoryEntry entry)
    {
        var role = entry.Roles.Count > 0 ? entry.Roles[0].Code() : entry.Services[0].Code();
        return entry.Commune.IsProvince ? "province:" + role : role;
    }

    private static void AssertNoGapAbove(TimeSpan limit, List<Told> told, TimeSpan span)
    {
        Assert.True(told[^1].After > span - limit - limit, "The calls ended.");
        foreach (var (before, after) in told.Zip(told.Skip(1)))
            Assert.True(after.After - before.After <= limit, $"Nobody was called between {before} and {after}.");
    }

    private sealed record Told(TimeSpan After, string[] Who)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{After:d\\.hh\\:mm} {string.Join(' ', Who)}");
    }
}
