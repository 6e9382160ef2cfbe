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

    [Theory]
    [InlineData("PartitionKey eq 'one'", "one/a one/b")]
    [InlineData("(RowKey ge 'b') and (PartitionKey eq 'one')", "one/b")]
    [InlineData("PartitionKey eq 'it''s' and Number gt 0", "it's/a it's/b")]
    [InlineData("PartitionKey eq 'one' or PartitionKey eq 'two'", "one/a one/b two/a two/b")]
    [InlineData("PartitionKey eq 'one' and RowKey eq 'a' or RowKey eq 'b'", "it's/b one/a one/b two/b")]
    [InlineData("not (PartitionKey eq 'one')", "it's/a it's/b two/a two/b")]
    [InlineData("PartitionKey eq 'nobody'", "")]
    public async Task A_query_finds_what_the_service_would_find(string filter, string expected)
    {
        var ct = TestContext.Current.CancellationToken;
        var table = new TableClient(azurite.NewAccount(), "mine");
        await table.CreateAsync(ct);
        foreach (var partition in new[] { "two", "one", "it's" })
            foreach (var row in new[] { "b", "a" })
                await table.AddEntityAsync(new TableEntity(partition, row) { ["Number"] = 1 }, ct);

        var found = await table.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: ct).ToListAsync(ct);

        Assert.Equal(expected, string.Join(' ', found.Select(e => $"{e.PartitionKey}/{e.RowKey}")));
    }
}
