using System.Net;
using Gbv.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Intake;

/// <summary>Storage fails at the very moment of sending.</summary>
public sealed class NotSavedTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private PagesApp app = null!;

    public async ValueTask InitializeAsync() => app = await PagesApp.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task What_was_typed_stays_and_sending_again_works()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("danger");
        await DropAsync();

        await she.Fill("here", "Nhà số 5, ấp 1").PressAsync("send");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, she.Answer.StatusCode);
        Assert.Contains("Chưa gửi được.", she.Text);
        Assert.Equal("Nhà số 5, ấp 1", she.Value("here"));
        await RestoreAsync();
        await she.PressAsync("send");
        Assert.NotNull(she.Page.GetElementById("code"));
    }

    [Fact]
    public async Task The_summary_keeps_everything()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("person");
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").Fill("hamlet", "nhà bà Bảy").PressAsync("short");
        await she.Choose("channel", "none").NextAsync();
        await DropAsync();

        await she.Choose("agree", "yes").PressAsync("send");

        Assert.Equal("p8", she.Step);
        Assert.Contains("Chưa gửi được.", she.Text);
        Assert.Contains("113", she.Page.QuerySelector("main")!.TextContent);
        Assert.Contains("nhà bà Bảy", she.Text);
        Assert.Equal("yes", she.Value("agree"));
    }

    [Fact]
    public async Task A_fresh_instance_that_cannot_read_its_keys_calls_no_answers_lost()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("person");
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").Fill("hamlet", "nhà bà Bảy").NextAsync();
        await using var fresh = await PagesApp.StartAsync(PagesApp.NoStorage);
        using var elsewhere = fresh.Visit();

        await elsewhere.SendAsync(she.Fill("words", "mới kể").Request("next"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, elsewhere.Answer.StatusCode);
        Assert.Equal("p3", elsewhere.Step);
        Assert.Equal("mới kể", elsewhere.Value("words"));
        await she.SendAsync(elsewhere.Request("next"));
        Assert.Equal("p4", she.Step);
        await she.PressAsync("back");
        Assert.Equal("mới kể", she.Value("words"));
        await she.PressAsync("back");
        Assert.Equal("nhà bà Bảy", she.Value("hamlet"));
    }

    [Fact]
    public async Task In_danger_a_fresh_instance_without_keys_keeps_the_place_and_the_numbers()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("danger");
        await using var fresh = await PagesApp.StartAsync(PagesApp.NoStorage);
        using var elsewhere = fresh.Visit();

        await elsewhere.SendAsync(she.Fill("here", "Nhà số 5").Request("send"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, elsewhere.Answer.StatusCode);
        Assert.NotNull(elsewhere.Page.QuerySelector("a.call[href='tel:113']"));
        Assert.Equal("Nhà số 5", elsewhere.Value("here"));
        await she.SendAsync(elsewhere.Request("send"));
        Assert.NotNull(she.Page.GetElementById("code"));
    }

    private StorageClients Storage => app.Services.GetRequiredService<StorageClients>();

    private Task DropAsync() => Storage.Table(StorageNames.Cases).DeleteAsync(TestContext.Current.CancellationToken);

    private Task RestoreAsync() => StorageSetup.EnsureAsync(Storage, TestContext.Current.CancellationToken);
}
