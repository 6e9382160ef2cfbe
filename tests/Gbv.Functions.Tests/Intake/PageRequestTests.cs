namespace Gbv.Functions.Tests.Intake;

/// <summary>What the public pages cost in storage requests over HTTP, with warm caches; the table is docs/storage.md.</summary>
public sealed class PageRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedStorage storage = null!;
    private PagesApp app = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await CountedStorage.StartAsync(azurite.NewAccount());
        app = await PagesApp.StartAsync(storage.ConnectionString);
        using var first = await SummaryAsync();
        await first.OpenAsync("/follow-up");
        storage.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/x/cai-nhum")]
    [InlineData("/help?x=cai-nhum")]
    [InlineData("/safe/phone")]
    [InlineData("/follow-up")]
    [InlineData("/verify")]
    [InlineData("/health/live")]
    public async Task A_page_asks_nothing_of_storage(string path)
    {
        using var visitor = await app.Visit().OpenAsync(path);

        Assert.True(visitor.Answer.IsSuccessStatusCode);
        Assert.Empty(storage.Counted);
    }

    [Fact]
    public async Task A_journey_asks_nothing_before_it_is_sent_and_sending_is_one_message_and_one_transaction()
    {
        using var she = await SummaryAsync();
        await she.PressAsync("edit:p2");
        await she.Fill("hamlet", "Ấp 2").NextAsync();
        Assert.Empty(storage.Counted);

        await she.Choose("agree", "yes").PressAsync("send");

        Assert.NotNull(she.Page.GetElementById("code"));
        Assert.Equal(["queue put", "table transaction"], storage.Counted);
    }

    [Fact]
    public async Task The_danger_form_is_two_messages_and_one_transaction()
    {
        using var she = await app.Visit().OpenAsync("/x/cai-nhum");
        await she.PressAsync("danger");
        Assert.Empty(storage.Counted);

        await she.Fill("here", "Nhà số 5, ấp 1").PressAsync("send");

        Assert.Equal(["queue put", "queue put", "table transaction"], storage.Counted);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("không phải số")]
    public async Task What_cannot_be_a_code_is_not_looked_up(string code)
    {
        using var visitor = await app.Visit().OpenAsync("/follow-up");

        await visitor.Fill("code", code).PressAsync("open");

        Assert.Empty(storage.Counted);
    }

    [Fact]
    public async Task A_code_is_one_point_read_and_where_it_opens_also_one_range_query_and_one_transaction_that_records_the_visit()
    {
        using var she = await SummaryAsync();
        await she.Choose("agree", "yes").PressAsync("send");
        var code = she.Page.GetElementById("code")!.TextContent;
        await she.OpenAsync("/follow-up");
        storage.Clear();

        await she.Fill("code", code).PressAsync("open");

        Assert.Contains("Đã nhận.", she.Text);
        Assert.Equal(["table read", "table query", "table transaction"], storage.Counted);
    }

    private async Task<Visitor> SummaryAsync()
    {
        var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("person");
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").PressAsync("short");
        return await she.Choose("channel", "none").NextAsync();
    }
}
