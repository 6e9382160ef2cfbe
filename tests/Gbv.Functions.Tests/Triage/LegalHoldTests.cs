using Gbv.Functions.Tests.Cases;

namespace Gbv.Functions.Tests.Triage;

/// <summary>A legal hold is set and lifted by whoever leads the case, each time with a reason that stays.</summary>
public sealed class LegalHoldTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    [Fact]
    public async Task It_is_set_and_lifted_with_a_reason()
    {
        await AcceptAsync(AReport.OfAPerson);

        await Browser.PressAsync("hold", ("hold-reason", ""));
        Assert.True(IsWrong);
        await Browser.PressAsync("hold", ("hold-reason", "Công văn 12 của Viện kiểm sát"));

        Assert.NotNull((await ReadAsync()).Case.HeldSince);
        Assert.Contains((await ReadAsync()).Notes, n => n.Text.Contains("Công văn 12", StringComparison.Ordinal));
        Assert.False(Browser.Has("hold"));

        await Browser.PressAsync("lift-hold", ("hold-reason", "Vụ án đã kết thúc"));
        Assert.Null((await ReadAsync()).Case.HeldSince);
        Assert.Equal(["hold", "hold-lifted"], (await ReadAsync()).Events.TakeLast(2).Select(e => e.Detail));
    }
}
