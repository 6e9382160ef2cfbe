using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Triage;

namespace Gbv.Functions.Tests.Requests;

public sealed class ConsentRequestTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    [Fact]
    public async Task A_withdrawn_service_stops_at_once_and_is_told_neutrally()
    {
        await ReceivedAsync(Normal);
        var health = (await ReadAsync()).For(Service.Health);
        await AcceptAsync(health);
        Assert.Equal(PublicStatus.HelpArranged, (await ReadAsync()).Case.PublicStatus);

        await AskAsync(RequestKind.Consent, new() { No = [Service.Health] });

        var read = await ReadAsync();
        Assert.Equal(ItemState.Withdrawn, read.For(Service.Health).State);
        Assert.True(read.For(Service.LegalAid).IsOpen);
        Assert.DoesNotContain(Service.Health, Consents.Of(read).Given.Keys);
        var mail = Assert.Single(World.Mails.Sent, m => m.To == MailOf(health.ResponderId).Result);
        Assert.Contains("đã kết thúc", mail.Subject, StringComparison.Ordinal);
        Assert.NotEqual(PublicStatus.HelpArranged, read.Case.PublicStatus);
        Assert.Empty(read.Case.Requests);
    }

    [Fact]
    public async Task An_urgent_referral_goes_on_for_three_days_and_then_stops()
    {
        await ReceivedAsync(High);
        await AcceptAsync((await ReadAsync()).For(Service.Health));

        await AskAsync(RequestKind.Consent, new() { No = [Service.Health] });

        var waiting = Assert.Single((await ReadAsync()).Case.Requests);
        Assert.Equal(World.Time.GetUtcNow() + TimeSpan.FromHours(72), waiting.DueAt);
        Assert.True((await ReadAsync()).For(Service.Health).IsHeld);
        await World.AdvanceAsync(Id, TimeSpan.FromHours(71));
        Assert.True((await ReadAsync()).For(Service.Health).IsHeld);

        await World.AdvanceAsync(Id, TimeSpan.FromHours(2));

        var read = await ReadAsync();
        Assert.Equal(ItemState.Withdrawn, read.For(Service.Health).State);
        Assert.DoesNotContain(Service.Health, Consents.Of(read).Given.Keys);
        Assert.Empty(read.Case.Requests);
        Assert.Empty(read.Effects);
    }

    [Fact]
    public async Task The_end_of_the_wait_is_announced_and_stands_among_what_is_due()
    {
        await ReceivedAsync(High);
        // Nobody waits for an answer any more, so that nothing else is due.
        foreach (var item in (await ReadAsync()).Items) await AcceptAsync(item);

        await AskAsync(RequestKind.Consent, new() { No = [Service.Health] });
        foreach (var item in (await ReadAsync()).Items.Where(i => i.IsOpen)) await AcceptAsync(item);

        var due = (await ReadAsync()).Case.Requests.Single().DueAt!.Value;
        List<DateTimeOffset> rows = [];
        await foreach (var row in World.Get<Functions.Referrals.DueStore>().UntilAsync(due.AddMinutes(1), CaseWorld.Cancel))
            rows.Add(new(long.Parse(row.Key[..19], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero));
        Assert.Contains(due, rows);
    }

    [Fact]
    public async Task What_waits_can_be_undone_with_the_code()
    {
        await ReceivedAsync(High);
        await AskAsync(RequestKind.Consent, new() { No = [Service.Health] });
        var waiting = (await ReadAsync()).Case.Requests.Single();

        Assert.Equal(ReporterResult.Done, await UndoAsync(waiting.Id));
        await World.AdvanceAsync(Id, TimeSpan.FromHours(73));

        var read = await ReadAsync();
        Assert.NotEqual(ItemState.Withdrawn, read.For(Service.Health).State);
        Assert.Contains(read.Events, e => e is { Kind: EventKind.Request, Detail: "undo:consent" });
        Assert.Equal(ReporterResult.Refused, await UndoAsync(waiting.Id));
    }

    [Fact]
    public async Task A_new_yes_ends_a_withdrawal_that_still_waits()
    {
        await ReceivedAsync(High);
        await AskAsync(RequestKind.Consent, new() { No = [Service.Health, Service.LegalAid] });
        Assert.Equal([Service.Health, Service.LegalAid], (await ReadAsync()).Case.Requests.Single().Services);

        await AskAsync(RequestKind.Consent, new() { Yes = [Service.Health] });

        Assert.Equal([Service.LegalAid], (await ReadAsync()).Case.Requests.Single().Services);
        await World.AdvanceAsync(Id, TimeSpan.FromHours(73));
        Assert.Contains(Service.Health, Consents.Of(await ReadAsync()).Given.Keys);
        Assert.NotEqual(ItemState.Withdrawn, (await ReadAsync()).For(Service.Health).State);
    }

    [Fact]
    public async Task A_yes_is_recorded_and_the_coordinator_decides_whom_to_ask()
    {
        await ReceivedAsync(AReport.OfAPerson);

        await AskAsync(RequestKind.Consent, new() { Yes = [Service.Shelter], Police = PoliceConsent.MayContact });

        var consents = Consents.Of(await ReadAsync());
        Assert.Equal(Basis.RecordedConsent, consents.Given[Service.Shelter]);
        Assert.Equal(PoliceConsent.MayContact, consents.Police);
        Assert.DoesNotContain((await ReadAsync()).Items, i => i.Service is Service.Shelter or Service.Police);
    }

    [Theory]
    [InlineData(Urgency.Normal)]
    [InlineData(Urgency.High)]
    public async Task Police_who_work_already_go_no_further_than_she_says_now_and_are_told_to_read_again(Urgency urgency)
    {
        await ReceivedAsync((urgency == Urgency.High ? High : Normal) with { Police = PoliceConsent.MayVisit });
        var police = (await ReadAsync()).For(Service.Police);
        Assert.Equal(urgency, police.Urgency);
        await AcceptAsync(police);

        await AskAsync(RequestKind.Consent, new() { Police = PoliceConsent.MayContact });

        var read = await ReadAsync();
        Assert.Equal(PoliceConsent.MayContact, read.For(Service.Police).Police);
        Assert.True(read.For(Service.Police).IsHeld);
        var holder = await MailOf(police.ResponderId);
        Assert.Contains("có cập nhật", Assert.Single(World.Mails.Sent, m => m.To == holder).Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Police_who_have_not_answered_yet_find_the_lower_level_and_hear_nothing_before()
    {
        await ReceivedAsync(Normal with { Police = PoliceConsent.MayVisit });

        await AskAsync(RequestKind.Consent, new() { Police = PoliceConsent.AdviceOnly });

        Assert.Equal(PoliceConsent.AdviceOnly, (await ReadAsync()).For(Service.Police).Police);
        Assert.DoesNotContain(World.Mails.Sent, m => m.Subject.Contains("có cập nhật", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Police_who_take_an_outcome_back_go_no_further_than_she_said_meanwhile()
    {
        await ReceivedAsync(Normal with { Police = PoliceConsent.MayVisit });
        var police = (await ReadAsync()).For(Service.Police);
        await AcceptAsync(police);
        await ClickAsync(police, (clicks, read, now) => clicks.NotPossible(read, now, NotPossibleReason.NotReached, null));

        await AskAsync(RequestKind.Consent, new() { Police = PoliceConsent.AdviceOnly });
        await ClickAsync(police, (clicks, read, now) => clicks.TakeBack(read, now));

        police = (await ReadAsync()).For(Service.Police);
        Assert.Equal((true, PoliceConsent.AdviceOnly), (police.IsHeld, police.Police));
    }

    [Fact]
    public async Task A_wider_yes_to_the_police_is_left_to_the_coordinator()
    {
        await ReceivedAsync(Normal with { Police = PoliceConsent.MayContact });
        await AcceptAsync((await ReadAsync()).For(Service.Police));

        await AskAsync(RequestKind.Consent, new() { Police = PoliceConsent.MayVisit });

        Assert.Equal(PoliceConsent.MayContact, (await ReadAsync()).For(Service.Police).Police);
        Assert.DoesNotContain(World.Mails.Sent, m => m.Subject.Contains("có cập nhật", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Police_who_come_by_law_are_not_held_back()
    {
        await ReceivedAsync(AReport.OfAPerson.InDanger() with { Age = AgeAnswer.Under16, Relation = RelationAnswer.FellowPupil });

        await AskAsync(RequestKind.Consent, new() { Police = PoliceConsent.AdviceOnly });

        var police = (await ReadAsync()).For(Service.Police);
        Assert.Equal((Basis.Law, PoliceConsent.MayVisit), (police.Basis, police.Police));
    }

    [Fact]
    public async Task What_the_law_demands_goes_on()
    {
        await ReceivedAsync(AReport.OfAPerson with { Age = AgeAnswer.Under16, Relation = RelationAnswer.FellowPupil });
        var protection = (await ReadAsync()).For(Service.ChildProtection);
        Assert.Equal(Basis.Law, protection.Basis);

        await AskAsync(RequestKind.Consent, new() { No = [Service.ChildProtection] });

        Assert.True((await ReadAsync()).For(Service.ChildProtection).IsOpen);
        Assert.Empty((await ReadAsync()).Case.Requests);
    }

    [Fact]
    public async Task The_same_form_sent_twice_asks_once()
    {
        await ReceivedAsync(High);
        var requests = World.Get<RequestService>();
        for (var i = 0; i < 2; i++)
            Assert.Equal(ReporterResult.Done, await requests.AskAsync(Code, "one form", RequestKind.Consent, new() { No = [Service.Health] }, CaseWorld.Cancel));

        Assert.Single((await ReadAsync()).Case.Requests);
    }
}
