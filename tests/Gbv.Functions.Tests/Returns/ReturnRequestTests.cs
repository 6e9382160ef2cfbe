using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Registers;
using Gbv.Functions.Returns;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Returns;

/// <summary>What the timer of the yearly returns costs in storage requests; the table is docs/storage.md.</summary>
public sealed class ReturnRequestTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_asks_for_each_commune_once_and_a_mail_costs_four_requests()
    {
        await using var storage = await CountedStorage.StartAsync(azurite.NewAccount());
        await using var app = await StaffApp.CreateAsync(storage.ConnectionString, "back", services => services.AddRegisters().AddReturns().AddTransient<CheckReturns>());
        await SampleRegisters.LoadAsync(app.Get<RegisterStore>(), Ct);
        var communes = (await app.Get<DirectoryCache>().AreasAsync(Ct)).Count;

        app.Time.SetUtcNow(new DateTimeOffset(2027, 11, 5, 8, 0, 0, VietnamTime.Offset).ToUniversalTime());
        var due = await RunAsync(app, storage);
        app.Time.Advance(TimeSpan.FromMinutes(30));
        var idle = await RunAsync(app, storage);

        // The communes, the province, and of each commune its directory and its units; only one of them has units, whose states are read too.
        Assert.Equal(Enumerable.Repeat("table query", 2 + 2 * communes + 1), idle);
        Assert.Equal(4 * app.Mails.Sent.Count, due.Count - idle.Count);
        Assert.NotEmpty(app.Mails.Sent);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(StaffApp app, CountedStorage storage)
    {
        storage.Clear();
        await app.Get<CheckReturns>().RunAsync(Ct);
        return storage.Counted;
    }
}
