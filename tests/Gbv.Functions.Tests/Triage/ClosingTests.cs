using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;

namespace Gbv.Functions.Tests.Triage;

/// <summary>Closing, the second person's confirmation, reopening.</summary>
public sealed class ClosingTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    [Fact]
    public async Task Needs_met_closes_at_once()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();

        await Browser.PressAsync("close", ("close-reason", "needs-met"));

        var read = await ReadAsync();
        Assert.Equal((CaseState.Closed, ClosureReason.NeedsMet, true, PublicStatus.Closed), (read.Case.State, read.Case.Closure, read.Case.ClosureConfirmed, read.Case.PublicStatus));
        Assert.Equal(App.Time.GetUtcNow(), read.Case.ClosedAt);
        Assert.Equal(ItemState.Completed, read.Triage().State);
        Assert.Contains("Phiếu đã đóng", Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_is_classified_before_it_is_closed()
    {
        await AcceptAsync(AReport.OfAPerson);

        await Browser.PressAsync("close", ("close-reason", "needs-met"));

        Assert.True(IsWrong);
        Assert.Equal(CaseState.Triage, (await ReadAsync()).Case.State);
    }

    [Fact]
    public async Task Unreachable_needs_three_attempts()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();

        await Browser.PressAsync("close", ("close-reason", "unreachable"));

        Assert.True(IsWrong);
    }

    [Fact]
    public async Task Running_referrals_are_stopped_only_knowingly()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        await ClassifyAsync();

        await Browser.PressAsync("close", ("close-reason", "her-wish"));
        Assert.NotEqual(CaseState.Closed, (await ReadAsync()).Case.State);
        await Browser.PressAsync("close", ("close-reason", "her-wish"), ("close-stop", "yes"));
        await App.WorkAsync(Id);

        var read = await ReadAsync();
        Assert.Equal((CaseState.Closed, ItemState.Withdrawn), (read.Case.State, read.For(Service.Health).State));
        Assert.Contains(read.Mails, m => m is { PersonId: "cai-nhum-health-1", Kind: CaseMailKind.Withdrawal });
    }

    [Theory]
    [InlineData("duplicate", ClosureReason.Duplicate)]
    [InlineData("transferred", ClosureReason.Transferred)]
    public async Task A_closing_that_makes_a_case_disappear_stays_open_until_the_stand_in_confirms(string code, ClosureReason reason)
    {
        await AskAsync(code);

        var read = await ReadAsync();
        Assert.Equal((CaseState.Triage, false), (read.Case.State, read.Case.ClosureConfirmed));
        var item = read.Items.Single(i => i.Kind == ItemKind.Confirmation);
        Assert.Equal(("cai-nhum-stand-in", reason), (item.ResponderId, item.Closure));
        Assert.False(Browser.Has("close"));
    }

    [Fact]
    public async Task The_stand_in_reads_why_and_confirms()
    {
        await AskAsync("duplicate");
        using var standIn = await StandInAsync();
        Assert.DoesNotContain("Trùng với phiếu ABC123.", standIn.Text, StringComparison.Ordinal);

        await standIn.PressAsync("accept");
        Assert.Contains("Trùng với phiếu ABC123.", standIn.Text, StringComparison.Ordinal);
        await standIn.PressAsync("confirm");

        var read = await ReadAsync();
        Assert.Equal((CaseState.Closed, ClosureReason.Duplicate, true), (read.Case.State, read.Case.Closure, read.Case.ClosureConfirmed));
        Assert.Equal(EventKind.ClosureConfirmed, read.Events[^1].Kind);
        Assert.Equal(ItemState.Completed, read.Triage().State);
    }

    [Fact]
    public async Task A_rejected_closing_comes_back_to_whoever_asked()
    {
        await AskAsync("transferred");
        using var standIn = await StandInAsync();
        await standIn.PressAsync("accept");

        await standIn.PressAsync("reject", ("reject-reason", "Chưa có nơi nhận xác nhận."));
        await App.WorkAsync(Id);

        var read = await ReadAsync();
        Assert.Equal((CaseState.Triage, null), (read.Case.State, read.Case.Closure));
        var again = read.Items[^1];
        Assert.Equal((ItemKind.Triage, "cai-nhum-coordinator"), (again.Kind, again.ResponderId));
        await Browser.GetAsync(await App.LinkAsync(Id, read.Items.First(i => i.Kind == ItemKind.Triage)));
        Assert.Contains("Chưa có nơi nhận xác nhận.", Browser.Text, StringComparison.Ordinal);
        Assert.True(Browser.Has("close"));
    }

    [Fact]
    public async Task Whoever_asked_for_a_closing_is_never_called_to_confirm_it()
    {
        await AskAsync("duplicate");

        App.Time.Advance(TimeSpan.FromDays(10));
        for (var i = 0; i < 6; i++)
        {
            App.Time.Advance(TimeSpan.FromDays(1));
            await App.WorkAsync(Id);
        }

        var read = await ReadAsync();
        var item = read.Items.Single(i => i.Kind == ItemKind.Confirmation);
        Assert.DoesNotContain(read.Mails, m => m.Item == item.Id && m.PersonId == "cai-nhum-coordinator");
        Assert.Contains(read.Mails, m => m.Item == item.Id && m.PersonId.StartsWith("province-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stand_in_in_conflict_passes_the_confirmation_on()
    {
        await AskAsync("duplicate");
        using var standIn = await StandInAsync();

        await standIn.PressAsync("decline", ("decline-reason", "conflict"));
        await App.WorkAsync(Id);

        var next = (await ReadAsync()).Items.Last(i => i.Kind == ItemKind.Confirmation);
        Assert.Equal(ClosureReason.Duplicate, next.Closure);
        Assert.NotEqual("cai-nhum-coordinator", next.ResponderId);
    }

    [Fact]
    public async Task Not_gbv_needs_the_classification_to_say_so()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();

        await Browser.PressAsync("close", ("close-reason", "not-gbv"), ("close-note", "Tranh chấp đất."));
        Assert.True(IsWrong);
        (string, string)[] allNo = [.. CoreTypeOrder.Questions.Select(q => ("i1-" + q.Code(), "no"))];
        await Browser.PressAsync("classify", [.. allNo, ("i1-gbv", "no")]);
        await Browser.PressAsync("close", ("close-reason", "not-gbv"), ("close-note", "Tranh chấp đất."));

        Assert.Equal(ClosureReason.NotGbv, (await ReadAsync()).Items.Single(i => i.Kind == ItemKind.Confirmation).Closure);
    }

    [Fact]
    public async Task A_closed_case_can_be_reopened_with_a_reason()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();
        await Browser.PressAsync("close", ("close-reason", "needs-met"));

        await Browser.PressAsync("reopen", ("reopen-reason", "Lại xảy ra."));

        var read = await ReadAsync();
        Assert.Equal((CaseState.Open, null, null), (read.Case.State, read.Case.Closure, read.Case.ClosedAt));
        Assert.True(Browser.Has("refer"));
    }

    private async Task AskAsync(string reason)
    {
        await AcceptAsync(AReport.ByAWitness);
        await Browser.PressAsync("close", ("close-reason", reason), ("close-note", "Trùng với phiếu ABC123."));
        await App.WorkAsync(Id);
    }

    private async Task<Browser> StandInAsync()
    {
        var standIn = App.Open();
        await SignInAsync(standIn, (await ReadAsync()).Items.Single(i => i.Kind == ItemKind.Confirmation));
        return standIn;
    }
}
