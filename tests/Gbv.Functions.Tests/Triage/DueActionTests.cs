using AngleSharp.Dom;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Tests.Cases;

namespace Gbv.Functions.Tests.Triage;

/// <summary>What the page offers first, household and follow-up.</summary>
public sealed class DueActionTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    /// <summary>Buttons of the case's forms that are filled; all others only have a border.</summary>
    private string Filled => string.Join(',', Browser.Page.QuerySelectorAll("section[aria-labelledby=actions] button")
        .Where(b => !b.ClassList.Contains("second")).Select(b => b.GetAttribute("value")));

    [Fact]
    public async Task The_one_filled_button_is_what_is_due_classify_then_ask_then_refer()
    {
        await AcceptAsync(AReport.ByAWitness);
        Assert.Equal("classify", Filled);

        await ClassifyAsync();
        Assert.Equal("consent", Filled);
        Assert.True(FoldOf("consent").HasAttribute("open"));

        await RecordConsentAsync(("consent-yes", "health"));
        Assert.Equal("refer", Filled);

        await ReferAsync();
        Assert.Equal("", Filled);
    }

    [Fact]
    public async Task When_every_referral_has_ended_follow_up_is_due_and_a_new_referral_opens_the_case_again()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();
        await RecordConsentAsync(("consent-yes", "health"), ("consent-yes", "social-work"));
        await ReferAsync();
        Assert.False(Browser.Has("follow-up"));
        await Browser.PressAsync("withdraw", ("withdraw-item", (await ReadAsync()).For(Service.Health).Id));
        Assert.Equal("follow-up", Filled);

        await Browser.PressAsync("follow-up", ("follow-up-note", "Gọi lại sau hai tuần."));

        var read = await ReadAsync();
        Assert.Equal(CaseState.FollowUp, read.Case.State);
        Assert.Contains(read.Notes, n => n.Text == "Gọi lại sau hai tuần.");
        Assert.False(Browser.Has("follow-up"));

        await ReferAsync(Service.SocialWork);
        Assert.Equal(CaseState.Open, (await ReadAsync()).Case.State);
    }

    [Fact]
    public async Task Two_cases_of_one_household_carry_one_code()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();
        await Browser.PressAsync("household");
        var code = (await ReadAsync()).Case.Household!;
        Assert.Contains(Household.Text(code), Browser.Text, StringComparison.Ordinal);

        var other = await App.ReceivedAsync(AReport.ByAWitness);
        await Browser.GetAsync(await App.LinkAsync(other, (await App.ReadAsync(other)).Triage()));
        await Browser.PressAsync("accept");
        await ClassifyAsync();
        await Browser.PressAsync("household", ("household-code", Household.Text(code)));

        Assert.Equal(code, (await App.ReadAsync(other)).Case.Household);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("123 456 780")]
    [InlineData("mã hộ")]
    public async Task A_household_code_that_is_none_is_asked_for_again(string typed)
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();

        await Browser.PressAsync("household", ("household-code", typed));

        Assert.True(IsWrong);
        Assert.Null((await ReadAsync()).Case.Household);
    }

    private async Task ReferAsync(Service service = Service.Health)
    {
        var people = (await App.Get<DirectoryCache>().GetAsync((await ReadAsync()).Case.Commune, TestContext.Current.CancellationToken))!;
        await Browser.PressAsync("refer", ($"to-{service.Code()}", new Roster(people, new HashSet<Office>()).For(service)!.Id));
        Assert.Contains((await ReadAsync()).Items, i => i.Service == service);
    }

    private IElement FoldOf(string action) => Browser.Page.QuerySelector($"button[value='{action}']")!.Closest("details")!;
}
