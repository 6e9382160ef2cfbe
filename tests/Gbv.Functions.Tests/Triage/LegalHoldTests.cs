using Gbv.Domain.Referrals;
using Gbv.Domain.Retention;
using Gbv.Functions.Erasing;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.Functions.Triage;

namespace Gbv.Functions.Tests.Triage;

/// <summary>A legal hold is placed and lifted by two persons, each time with a reason that stays.</summary>
public sealed class LegalHoldTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    private const string Paper = "Công văn 12 của Viện kiểm sát";

    [Fact]
    public async Task It_is_placed_and_lifted_when_a_second_person_confirms()
    {
        await AskedAsync();
        Assert.Null((await ReadAsync()).Case.HeldSince);
        Assert.False(Browser.Has("hold"));

        using (var second = await SecondAsync())
        {
            Assert.DoesNotContain(Paper, second.Text, StringComparison.Ordinal);
            await second.PressAsync("accept");
            Assert.Contains(Paper, second.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("tối qua", second.Html, StringComparison.Ordinal);
            await second.PressAsync("confirm");
        }

        Assert.NotNull((await ReadAsync()).Case.HeldSince);
        await Browser.GetAsync(Path);
        await Browser.PressAsync("lift-hold", ("hold-reason", "Vụ việc đã kết thúc"));
        await App.WorkAsync(Id);
        Assert.NotNull((await ReadAsync()).Case.HeldSince);
        Assert.False(Browser.Has("lift-hold"));
        using (var second = await SecondAsync())
        {
            await second.PressAsync("accept");
            await second.PressAsync("confirm");
        }

        var read = await ReadAsync();
        Assert.Null(read.Case.HeldSince);
        Assert.Equal(["hold-asked", "hold", "hold-lift-asked", "hold-lifted"], read.Events.Select(e => e.Detail).Where(d => d?.StartsWith("hold", StringComparison.Ordinal) == true));
        Assert.Equal(2, read.Events.Where(e => e.Detail is "hold" or "hold-asked").Select(e => e.By.Id).Distinct().Count());
        Assert.Null(read.Case.Closure);
    }

    [Fact]
    public async Task Until_then_the_case_is_kept_for_a_week_and_not_longer_on_the_word_of_one()
    {
        await AskedAsync();
        var read = await ReadAsync();

        Assert.Null(CaseErasure.Next(read, App.Time.GetUtcNow(), "request"));
        Assert.NotNull(CaseErasure.Next(read, App.Time.GetUtcNow() + RetentionRules.HoldUnconfirmed, "request"));
    }

    [Fact]
    public async Task The_one_who_asked_cannot_confirm_and_a_refusal_leaves_it_as_it_was_and_is_told()
    {
        await AskedAsync();
        var item = (await ReadAsync()).Items[^1];
        Assert.True(Answering.IsOwn(await ReadAsync(), item, "cai-nhum-coordinator"));
        Assert.False(Answering.IsOwn(await ReadAsync(), item, item.ResponderId));

        using var second = await SecondAsync();
        await second.PressAsync("accept");
        await second.PressAsync("reject", ("reject-reason", "Văn bản không nói về phiếu này"));

        var read = await ReadAsync();
        Assert.Equal((null, null), (read.Case.HeldSince, read.Case.HoldAskedAt));
        Assert.NotNull(CaseErasure.Next(read, App.Time.GetUtcNow(), "request"));
        Assert.Equal((ItemKind.Triage, "cai-nhum-coordinator"), (read.Items[^1].Kind, read.Items[^1].ResponderId));
    }

    private string Path { get; set; } = "";

    private async Task AskedAsync()
    {
        await AcceptAsync(AReport.OfAPerson);
        Path = Browser.Page.QuerySelector("form[action^='/r/']")!.GetAttribute("action")!;
        await Browser.PressAsync("hold", ("hold-reason", ""));
        Assert.True(IsWrong);
        await Browser.PressAsync("hold", ("hold-reason", Paper));
        await App.WorkAsync(Id);
    }

    private async Task<Browser> SecondAsync()
    {
        var browser = App.Open();
        await SignInAsync(browser, (await ReadAsync()).Items.Last(i => i.Kind == ItemKind.Confirmation));
        return browser;
    }
}
