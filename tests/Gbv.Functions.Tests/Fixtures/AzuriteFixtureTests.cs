using Azure.Data.Tables;

namespace Gbv.Functions.Tests;

public sealed class AzuriteFixtureTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Each_account_sees_its_own_tables_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var one = new TableServiceClient(azurite.NewAccount());
        var other = new TableServiceClient(azurite.NewAccount());

        await one.CreateTableAsync("mine", ct);

        Assert.Single(await one.QueryAsync(cancellationToken: ct).ToListAsync(ct));
        Assert.Empty(await other.QueryAsync(cancellationToken: ct).ToListAsync(ct));
    }
}
