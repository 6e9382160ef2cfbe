using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Cases;

namespace Gbv.Functions.Tests.Triage;

/// <summary>An erasure goes its way by itself; the coordinator sees its clock and can refuse it on a lawful ground.</summary>
public sealed class RefusingErasureTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    [Fact]
    public async Task The_coordinator_sees_when_it_is_erased_and_until_when_to_answer()
    {
        await AskedAsync();

        Assert.Contains("Tự xóa sau 10:00 ngày 27/11/2026", Browser.Text, StringComparison.Ordinal);
        Assert.Contains("hãy trả lời trước 10:00 ngày 26/11/2026", Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_needs_a_ground_and_a_reason()
    {
        await AskedAsync();

        await Browser.PressAsync("refuse-erasure", ("erasure-reason", "Thông báo số 12"));
        Assert.True(IsWrong);
        await Browser.PressAsync("refuse-erasure", ("erasure-ground", "criminal-case"), ("erasure-reason", ""));

        Assert.True(IsWrong);
        Assert.Single((await ReadAsync()).Case.Requests);
    }

    [Fact]
    public async Task A_refusal_ends_the_request_and_is_told_to_who_asked()
    {
        await AskedAsync();

        await Browser.PressAsync("refuse-erasure", ("erasure-ground", "criminal-case"), ("erasure-reason", "Thông báo số 12 của cơ quan điều tra"));

        var read = await ReadAsync();
        Assert.Empty(read.Case.Requests);
        Assert.Equal("erasure-refused:criminal-case", read.Events[^1].Detail);
        Assert.Contains("vụ việc đang được cơ quan điều tra xem xét", Assert.Single(read.Messages).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Thông báo số 12", read.Messages[0].Text, StringComparison.Ordinal);
        App.Time.Advance(TimeSpan.FromHours(80));
        await App.WorkAsync(Id);
        Assert.False((await ReadAsync()).IsErased);
    }

    [Fact]
    public async Task Without_a_request_nothing_is_offered()
    {
        await AcceptAsync(AReport.OfAPerson);

        Assert.False(Browser.Has("refuse-erasure"));
    }

    private async Task AskedAsync()
    {
        await OpenAsync(AReport.OfAPerson);
        await App.Get<CaseChanges>().ApplyAsync(Id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Note, Actor.System);
            change.Case = change.Case with { Requests = [new() { Id = "r", Kind = RequestKind.Erasure, At = now, DueAt = now + RequestRules.Wait }] };
            return change;
        }, TestContext.Current.CancellationToken);
        await Browser.PressAsync("accept");
    }
}
