namespace Gbv.Functions.Tests.Intake;

public sealed class ProfessionalJourneyTests(PagesFixture pages) : IClassFixture<PagesFixture>
{
    private readonly PagesApp app = pages.App;

    [Fact]
    public async Task The_whole_way_ends_with_a_number_for_the_units_book()
    {
        using var nurse = await AtUnitAsync();
        await nurse.Choose("role", "health-worker").Fill("area", "cai-nhum").Choose("toldby", "in-person")
            .Fill("toldon", Yesterday).NextAsync();
        await nurse.Choose("age", "from25-to39").Choose("channel", "phone").Fill("reach", "0912 345 678").NextAsync();
        await nurse.Choose("what", "beaten").Choose("signs", "repeats").NextAsync();
        await nurse.Choose("consent", "agreed").Choose("wishes", "counselling").NextAsync();
        await nurse.Choose("actions", "medical-exam").Fill("yourname", "Lê Thị B").Fill("yournumber", "0909 000 111").NextAsync();
        Assert.Equal("t7", nurse.Step);

        await nurse.Choose("agree", "yes").PressAsync("send");

        Assert.Contains("Số ghi vào sổ của đơn vị", nurse.Text);
        var code = nurse.Page.GetElementById("code")!.TextContent;
        Assert.DoesNotContain(code, nurse.Page.QuerySelector(".box")!.TextContent);
    }

    [Fact]
    public async Task The_law_on_children_stands_first()
    {
        using var teacher = await StartAsync();

        Assert.Contains("Em không có lỗi. Cảm ơn em đã nói.", teacher.Text);
    }

    [Theory]
    [InlineData("2099-01-01")]
    [InlineData("2001-01-01")]
    [InlineData("hôm kia")]
    public async Task An_impossible_day_is_pointed_out(string day)
    {
        using var nurse = await AtUnitAsync();

        await nurse.Choose("role", "health-worker").Fill("area", "cai-nhum").Fill("toldon", day).NextAsync();

        Assert.Equal("t2", nurse.Step);
        Assert.NotNull(nurse.Page.QuerySelector("#f-toldon-error"));
    }

    [Fact]
    public async Task Role_and_place_are_needed()
    {
        using var nurse = await AtUnitAsync();

        await nurse.NextAsync();

        Assert.Equal(2, nurse.Page.QuerySelectorAll(".errors a").Length);
    }

    [Fact]
    public async Task A_child_needs_a_name_or_class()
    {
        using var teacher = await AtPersonAsync();

        await teacher.Choose("age", "under16").Choose("channel", "none").NextAsync();

        Assert.Equal("t3", teacher.Step);
        Assert.NotNull(teacher.Page.QuerySelector("#f-person-error"));
    }

    [Fact]
    public async Task For_a_child_the_child_is_asked_and_no_service_is_ticked()
    {
        using var teacher = await AtPersonAsync();
        await teacher.Choose("age", "under16").Fill("person", "lớp 6A").Choose("channel", "none").NextAsync();

        await teacher.NextAsync();

        Assert.Equal("t5", teacher.Step);
        Assert.True(teacher.Has("childwish"));
        Assert.True(teacher.Has("parentsafe"));
        Assert.False(teacher.Has("wishes"));
        Assert.False(teacher.Has("consent"));
    }

    [Fact]
    public async Task Without_a_recorded_yes_only_the_coordinator_receives_it()
    {
        using var nurse = await AtPersonAsync();
        await nurse.Choose("age", "from25-to39").Choose("channel", "none").NextAsync();
        await nurse.NextAsync();
        await nurse.Choose("consent", "not-asked").Choose("wishes", "health").NextAsync();

        await nurse.Fill("yourname", "Lê Thị B").Fill("yournumber", "0909000111").NextAsync();

        Assert.Contains("người điều phối", nurse.Text);
        Assert.DoesNotContain("(Khám, chữa bệnh)", nurse.Text);
    }

    [Fact]
    public async Task Name_and_number_of_the_professional_are_needed()
    {
        using var nurse = await AtPersonAsync();
        await nurse.Choose("age", "from25-to39").Choose("channel", "none").NextAsync();
        await nurse.NextAsync();
        await nurse.NextAsync();

        await nurse.NextAsync();

        Assert.Equal("t6", nurse.Step);
        Assert.Equal(2, nurse.Page.QuerySelectorAll(".errors a").Length);
    }

    private string Yesterday => app.Time.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Visitor> StartAsync()
    {
        var visitor = await app.Visit().OpenAsync("/");
        await visitor.PressAsync("witness");
        return await visitor.PressAsync("professional");
    }

    private async Task<Visitor> AtUnitAsync()
    {
        var visitor = await StartAsync();
        return await visitor.NextAsync();
    }

    private async Task<Visitor> AtPersonAsync()
    {
        var visitor = await AtUnitAsync();
        return await visitor.Choose("role", "teacher-or-school-counsellor").Fill("area", "cai-nhum").NextAsync();
    }
}
