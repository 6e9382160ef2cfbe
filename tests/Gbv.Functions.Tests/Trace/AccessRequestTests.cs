using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Tests.Trace;

/// <summary>What a look at who read what costs in storage requests; the table is docs/storage.md.</summary>
public sealed class AccessRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedStorage storage = null!;
    private StaffApp app = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await CountedStorage.StartAsync(azurite.NewAccount());
        app = await StaffApp.CreateAsync(storage.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_month_is_the_row_of_the_look_one_scan_a_point_read_a_case_and_a_query_a_list_beside_the_cases()
    {
        var id = await app.ReceivedAsync(AReport.OfAPerson);
        for (var n = 0; n < 3; n++) await app.Get<AccessLog>().RecordAsync(id, Actor.Person("cai-nhum-coordinator"), "report", "coordination", StaffApp.Cancel);
        storage.Clear();

        await app.Get<AccessLooks>().RecordAsync(null, "2026-11", "province-data-protection", "link", StaffApp.Cancel);
        var now = app.Time.GetUtcNow();
        var lines = await app.Get<AccessReader>().OfPeriodAsync(null, now.AddDays(-1), now.AddDays(1), StaffApp.Cancel);

        Assert.Equal(4, lines.Count);
        Assert.Equal(["table insert", "table query", "table read", .. app.Get<IEnumerable<IAccessSource>>().Select(_ => "table query")], storage.Counted);
    }
}
