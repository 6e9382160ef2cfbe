using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.Public;

/// <summary>Every public page that is only read, on both screens, in both languages.</summary>
public sealed class PublicPagesTests(BrowserFixture browser, AppFixture app)
{
    public static TheoryData<string, string> Pages => new()
    {
        { "home", "/" },
        { "poster", "/x/cai-nhum" },
        { "end", "/?e=1" },
        { "help", "/help" },
        { "help-commune", "/help?x=cai-nhum" },
        { "safe-phone", "/safe/phone" },
        { "safe-plan", "/safe/plan" },
        { "safe-health", "/safe/health" },
        { "safe-images", "/safe/images" },
        { "follow-up", "/follow-up" },
        { "verify", "/verify" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task A_public_page_keeps_its_promises_on_a_phone(string name, string path)
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        await visitor.GoAsync(path);
        await visitor.LookAtPublicAsync(name);
        await visitor.AssertLanguageAsync("vi");
        Assert.Equal(1, await visitor.Page.Locator("a.exit").CountAsync());
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_public_page_keeps_its_promises_on_an_office_computer_in_English(string name, string path)
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Desktop, javaScript: false);
        await visitor.GoAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
        await visitor.LookAtPublicAsync(name + ".en");
        await visitor.AssertLanguageAsync("en");
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_and_shows_the_way_out()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        await visitor.GoAsync("/safe/nothing");
        Assert.Equal(404, visitor.Document!.Status);
        await visitor.PictureAsync("missing");
        await visitor.AssertAccessibleAsync();
        Assert.Equal(1, await visitor.Page.Locator("a.exit").CountAsync());
    }

    [Fact]
    public async Task Places_that_help_can_be_found_without_sending_anything()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        await visitor.GoAsync("/");
        await visitor.FollowAsync("Tìm nơi giúp đỡ, không cần gửi gì");
        await visitor.SelectAsync("Xem nơi gần bạn", "xã Cái Nhum");
        await visitor.PressAsync("Xem");
        Assert.Contains("Trạm Y tế xã Cái Nhum", await visitor.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_can_be_changed_in_the_middle_of_a_journey_and_nothing_typed_is_lost()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        await visitor.GoAsync("/");
        await visitor.PressAsync("Tôi muốn được giúp");
        await visitor.PickAsync("Có");
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync("Một chút về bạn");
        await visitor.WriteAsync("Ấp, khóm", "Ấp 7");
        await visitor.PressAsync("English");

        await visitor.AssertLanguageAsync("en");
        Assert.Equal("Ấp 7", await visitor.Page.Locator("[name=hamlet]").InputValueAsync());
    }
}
