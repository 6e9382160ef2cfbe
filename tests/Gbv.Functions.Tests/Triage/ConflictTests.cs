using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Directory;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;

namespace Gbv.Functions.Tests.Triage;

/// <summary>Whoever said once "quen biết người liên quan" hears nothing of the case any more, whatever is started in it later (domain §3).</summary>
public sealed class ConflictTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    private const string Coordinator = "cai-nhum-coordinator";
    private const string StandIn = "cai-nhum-stand-in";
    private const string Duty = "cai-nhum-duty";

    [Fact]
    public async Task No_step_of_a_later_item_reaches_whoever_declared_one()
    {
        await DeclaredAsync(AReport.OfAPerson, Coordinator);
        await TakenOnAsync(StandIn);
        await Browser.PressAsync("hold", ("hold-reason", "Công văn 12 của Viện kiểm sát"));
        App.Mails.Drain();

        for (var day = 0; day < 5; day++)
        {
            App.Time.Advance(TimeSpan.FromDays(1));
            await App.WorkAsync(Id);
        }

        var asked = (await ReadAsync()).Items.Last(i => i.Kind == ItemKind.Confirmation);
        Assert.True(asked.NextStep > 2);
        Assert.DoesNotContain((await App.PersonAsync(Coordinator)).Email, App.Mails.Drain());
    }

    [Fact]
    public async Task Nobody_who_declared_one_becomes_the_responder_of_somebody_who_turns_out_to_be_a_child()
    {
        const string person = "cai-nhum-child-protection-1";
        await App.Get<DirectoryStore>().SaveEntryAsync(await App.PersonAsync(person) with { Roles = [DirectoryRole.Duty] }, StaffApp.Cancel);
        await App.Get<DirectoryStore>().SaveEntryAsync(await App.PersonAsync(Duty) with { Roles = [] }, StaffApp.Cancel);
        App.Time.Advance(TimeSpan.FromMinutes(6));
        await DeclaredAsync(AReport.OfAPerson.InDanger(), person);
        await TakenOnAsync(Coordinator);

        await Browser.PressAsync("classify", ("i1-rape", "yes"), ("i1-forms", "sexual"), ("i1-age", "from12-to15"), ("i1-sex", "female"));

        var read = await ReadAsync();
        var item = read.For(Service.ChildProtection);
        Assert.Equal("cai-nhum-child-protection-2", item.ResponderId);
        Assert.NotEqual(person, item.BackupId);
        Assert.DoesNotContain(read.Mails, m => m.Item == item.Id && m.PersonId == person);
    }

    [Fact]
    public async Task The_police_are_not_sent_to_a_coordinator_who_declared_one()
    {
        await DeclaredAsync(AReport.OfAPerson with { Wishes = [], Police = PoliceConsent.AdviceOnly }, Coordinator);
        using var police = App.Open();
        await SignInAsync(police, (await ReadAsync()).For(Service.Police));

        await police.PressAsync("accept");

        Assert.Contains($"Người điều phối: {(await App.PersonAsync(StandIn)).Name}", police.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_declared_one_is_not_told_of_the_end_either()
    {
        await DeclaredAsync(AReport.OfAPerson.InDanger() with { Wishes = [HelpWish.Health] }, Duty);
        await TakenOnAsync(Coordinator);
        await ClassifyAsync();
        App.Mails.Drain();

        await Browser.PressAsync("close", ("close-reason", "her-wish"), ("close-stop", "yes"));
        await App.WorkAsync(Id);

        Assert.Equal(CaseState.Closed, (await ReadAsync()).Case.State);
        var told = App.Mails.Drain();
        Assert.Contains((await App.PersonAsync("cai-nhum-health-1")).Email, told);
        Assert.DoesNotContain((await App.PersonAsync(Duty)).Email, told);
    }

    [Fact]
    public async Task It_takes_nothing_away_from_whoever_else_holds_it()
    {
        Id = await App.ReceivedAsync(AReport.OfAPerson.InDanger() with { Wishes = [HelpWish.Health] });
        await TakenOnAsync(Duty);
        App.Time.Advance(TimeSpan.FromMinutes(30));
        await App.WorkAsync(Id);
        using var coordinator = App.Open();
        await SignInAsync(coordinator, (await ReadAsync()).For(Service.Health), Coordinator);

        await coordinator.PressAsync("decline", ("decline-reason", "conflict"));

        Assert.Equal((ItemState.Accepted, Duty), ((await ReadAsync()).Triage().State, (await ReadAsync()).Triage().AcceptedBy));
    }

    /// <summary>A report, and somebody who was asked to look at it and knows the people.</summary>
    private async Task DeclaredAsync(Report report, string person)
    {
        Id = await App.ReceivedAsync(report);
        using var browser = App.Open();
        await SignInAsync(browser, await TriageItemAsync(), person);
        await browser.PressAsync("decline", ("decline-reason", "conflict"));
        await App.WorkAsync(Id);
    }

    private async Task TakenOnAsync(string person)
    {
        await SignInAsync(Browser, await TriageItemAsync(), person);
        await Browser.PressAsync("accept");
    }
}
