using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Responders;

/// <summary>A referral never ends in silence: unless the help asked for was given, somebody is asked next or whoever leads the case is told.</summary>
public sealed class ReferralEndsTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Responder = "cai-nhum-health-1";

    private CaseWorld world = null!;
    private CommuneDirectory directory = null!;

    public async ValueTask InitializeAsync()
    {
        world = await CaseWorld.CreateAsync(azurite.NewAccount());
        directory = (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!;
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task However_a_referral_ends_somebody_is_asked_next_or_whoever_leads_the_case_is_told()
    {
        (string End, bool Accepts, Func<ReferralChanges, CasePartition, DateTimeOffset, CaseChange?> Act)[] ends =
        [
            .. Enum.GetValues<DeclineReason>().Select(r => ($"declined, {r}", false, Declining(r))),
            .. Enum.GetValues<DeclineReason>().Select(r => ($"declined after accepting, {r}", true, Declining(r))),
            .. Enum.GetValues<NotPossibleReason>().Select(r => ($"not possible, {r}", true, NotPossible(r))),
            ("completed", true, (edit, read, now) => edit.Complete(read, now, [Service.Health, Service.Psychosocial], needsMore: false, null)),
            ("completed with another help than was asked for", true, (edit, read, now) => edit.Complete(read, now, [Service.Psychosocial], needsMore: false, null)),
            ("completed, but more is needed", true, (edit, read, now) => edit.Complete(read, now, [Service.Health], needsMore: true, null)),
        ];

        List<string> told = [];
        foreach (var (end, accepts, act) in ends) told.Add($"{end}: {string.Join(' ', await ToldAsync(accepts, act))}");

        Assert.Equal(
            [
                "declined, NotOurTask: cai-nhum-health-2",
                "declined, NobodyFree: cai-nhum-health-2",
                "declined, Conflict: cai-nhum-health-2",
                "declined, AlreadyHelping: cai-nhum-coordinator",
                "declined, Other: cai-nhum-health-2",
                "declined after accepting, NotOurTask: cai-nhum-health-2",
                "declined after accepting, NobodyFree: cai-nhum-health-2",
                "declined after accepting, Conflict: cai-nhum-health-2",
                "declined after accepting, AlreadyHelping: cai-nhum-coordinator",
                "declined after accepting, Other: cai-nhum-health-2",
                "not possible, NotReached: cai-nhum-coordinator",
                "not possible, HerDecision: cai-nhum-coordinator",
                "not possible, OtherServiceNeeded: cai-nhum-coordinator",
                "not possible, Other: cai-nhum-coordinator",
                "completed: ",
                "completed with another help than was asked for: cai-nhum-coordinator",
                "completed, but more is needed: cai-nhum-coordinator",
            ],
            told);
    }

    [Fact]
    public async Task Where_everybody_has_declined_whoever_leads_the_case_is_told()
    {
        var told = await ToldAsync(accepts: false, Declining(DeclineReason.NobodyFree), declined: [.. directory.Entries.Select(e => e.Id)]);

        Assert.Equal(["cai-nhum-coordinator"], told);
    }

    /// <summary>Who is written to when a referral ends this way after the coordinator has taken the case on.</summary>
    private async Task<IReadOnlyList<string>> ToldAsync(
        bool accepts, Func<ReferralChanges, CasePartition, DateTimeOffset, CaseChange?> end, IReadOnlyList<string>? declined = null)
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        await ApplyAsync(id, (read, now) =>
        {
            var (change, triage) = (new CaseChange(read, now, EventKind.Accepted, Actor.System), read.Triage());
            change.Put(triage with { State = ItemState.Accepted, AcceptedBy = triage.ResponderId, AcceptedAt = now, NextDueAt = null });
            change.Put(read.For(Service.Health) with { DeclinedBy = declined ?? [] });
            return change;
        });
        var edit = new ReferralChanges((await world.ReadAsync(id)).For(Service.Health).Id, directory.Find(Responder)!, "Nguyễn Văn A");
        if (accepts) await ApplyAsync(id, edit.Accept);
        world.Mails.Drain();

        await ApplyAsync(id, (read, now) => end(edit, read, now));

        return [.. world.Mails.Drain().Select(to => directory.Entries.Single(e => e.Email == to).Id)];
    }

    private async Task ApplyAsync(CaseId id, Func<CasePartition, DateTimeOffset, CaseChange?> decide)
    {
        Assert.Equal(ChangeResult.Done, await world.Changes.ApplyAsync(id, decide, Cancel));
        await world.Worker.CarryOutDueAsync(id, Cancel);
    }

    private Func<ReferralChanges, CasePartition, DateTimeOffset, CaseChange?> Declining(DeclineReason reason) =>
        (edit, read, now) => edit.Decline(read, now, reason, directory);

    private static Func<ReferralChanges, CasePartition, DateTimeOffset, CaseChange?> NotPossible(NotPossibleReason reason) =>
        (edit, read, now) => edit.NotPossible(read, now, reason, null);
}
