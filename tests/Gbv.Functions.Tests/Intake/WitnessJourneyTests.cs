namespace Gbv.Functions.Tests.Intake;

public sealed class WitnessJourneyTests(PagesFixture pages) : IClassFixture<PagesFixture>
{
    private readonly PagesApp app = pages.App;

    [Fact]
    public async Task The_whole_way_ends_with_thanks_and_no_promise()
    {
        using var neighbour = await StartAsync();
        Assert.Contains("Đừng tự đối chất", neighbour.Text);
        Assert.Equal("Bước 1 trên 6", neighbour.Page.QuerySelector(".step")!.TextContent);
        await neighbour.Choose("safety", "unsure").NextAsync();
        await neighbour.Fill("area", "cai-nhum").Fill("place", "Nhà thứ ba sau cầu").NextAsync();
        await neighbour.Choose("what", "beaten").Choose("last", "this-month").Choose("relation", "partner").NextAsync();
        await neighbour.Choose("age", "from25-to39").Fill("person", "chị Tư").Choose("knows", "does-not-know").NextAsync();
        await neighbour.Choose("role", "neighbour-or-witness").NextAsync();
        Assert.Equal("w6", neighbour.Step);
        Assert.Contains("hỏi ý kiến người đó nếu an toàn", neighbour.Text);

        await neighbour.Choose("agree", "yes").PressAsync("send");

        Assert.Contains("Cảm ơn bạn đã quan tâm.", neighbour.Text);
        Assert.DoesNotContain("không phải lỗi của bạn", neighbour.Text);
    }

    [Fact]
    public async Task Danger_to_another_person_sends_nothing_in_her_name()
    {
        using var neighbour = await StartAsync();

        await neighbour.Choose("safety", "danger").NextAsync();

        Assert.Contains("Hãy báo công an đến giúp người đó", neighbour.Text);
        Assert.DoesNotContain("Hãy báo công an giúp tôi", neighbour.Text);
        await neighbour.NextAsync();
        Assert.Equal("w2", neighbour.Step);
    }

    [Fact]
    public async Task Questions_are_in_the_third_person()
    {
        using var neighbour = await StartAsync();
        await neighbour.NextAsync();
        await neighbour.Fill("area", "cai-nhum").NextAsync();
        await neighbour.NextAsync();

        Assert.Contains("Người đó khoảng bao nhiêu tuổi?", neighbour.Text);
        Assert.DoesNotContain("Tuổi của bạn", neighbour.Text);
    }

    [Fact]
    public async Task A_wrong_phone_number_is_pointed_out()
    {
        using var neighbour = await StartAsync();
        await neighbour.NextAsync();
        await neighbour.Fill("area", "cai-nhum").NextAsync();
        await neighbour.NextAsync();
        await neighbour.NextAsync();

        await neighbour.Fill("yournumber", "abc").NextAsync();

        Assert.Equal("w5", neighbour.Step);
        Assert.NotNull(neighbour.Page.QuerySelector("#f-yournumber-error"));
    }

    [Fact]
    public async Task Professionals_find_their_own_form()
    {
        using var teacher = await StartAsync();

        await teacher.Choose("safety", "safe").PressAsync("professional");

        Assert.Equal("t1", teacher.Step);
        Assert.Equal("safe", teacher.Value("safety"));
    }

    private async Task<Visitor> StartAsync()
    {
        var visitor = await app.Visit().OpenAsync("/");
        return await visitor.PressAsync("witness");
    }
}
