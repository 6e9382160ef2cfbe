using CsCheck;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Domain.Tests.Registers;
using static Gbv.Domain.Tests.Registers.Rows;

namespace Gbv.Domain.Tests.Indicators;

public sealed class ProvinceTests
{
    private static readonly IndicatorTable Table = IndicatorDefinitions.Versions[0];

    [Fact]
    public void The_province_is_no_mean_of_percents_and_names_who_entered_nothing()
    {
        var result = Province(Hamlets(9, 10), Hamlets(0, 90), null);

        Assert.Equal((9, 100, 9m), (result.Numerator, result.Denominator, result.Percent));
        Assert.Equal(["xã 2"], result.WithoutData);
        Assert.Equal(["xã 0", "xã 1"], result.Missing.Select(m => m.Name));
    }

    [Fact]
    public void Where_nobody_entered_anything_there_is_no_figure()
    {
        var result = Province(null, null);

        Assert.False(result.HasData);
        Assert.Null(result.Percent);
        Assert.Equal(2, result.WithoutData.Count);
    }

    [Fact]
    public void One_communes_many_shelters_do_not_stand_for_anothers_none()
    {
        var rich = Results([.. Enumerable.Range(1, 8).Select(i => Shelter($"Nơi {i}"))]);
        var poor = Results(Shelter().With(("inUse", "no")));

        var a2 = IndicatorBuilder.Province([("a", rich), ("b", poor)], Table, Today).Single(r => r.Key == IndicatorKey.A2);

        Assert.Equal((5, 10, 50m), (a2.Numerator, a2.Denominator, a2.Percent));
    }

    [Fact]
    public void Percents_stay_between_none_and_all_and_communes_add_up() => Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12]).Array[1, 6].Sample(communes =>
    {
        var all = communes.Select(c => c.Item1 + c.Item2 == 0 ? null : Hamlets(c.Item1, c.Item1 + c.Item2)).ToArray();

        var result = Province(all);

        Assert.Equal(communes.Sum(c => c.Item1), result.Numerator);
        Assert.Equal(communes.Sum(c => c.Item1 + c.Item2), result.Denominator);
        Assert.Equal(communes.Count(c => c.Item1 + c.Item2 == 0), result.WithoutData.Count);
        Assert.True(result.Percent is null or (>= 0 and <= 100));
    }, iter: 40);

    [Fact]
    public void A_hamlet_more_that_is_ready_never_lowers_the_indicator() => Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]).Sample((good, bad) =>
    {
        var before = IndicatorTests.Of(IndicatorKey.C, HamletRows(good, good + bad));
        var after = IndicatorTests.Of(IndicatorKey.C, HamletRows(good + 1, good + bad + 1));

        Assert.True((after.Percent ?? 0) >= (before.Percent ?? 0));
        Assert.Equal(bad, after.Missing.Count);
    }, iter: 40);

    [Fact]
    public void Register_figures_of_communes_add_up_to_the_provinces()
    {
        var one = Model("a", Event("2026-05-01", 30, 20), Event("2026-12-01", 99, 9));
        var two = Model("b", Event("2026-06-01", 12, 5));

        var province = PlanModels.Province("tỉnh", [one, two], ProgrammeYear.First(2026), Today);

        Assert.Equal((2m, 42m, 25m), (province.Value("communication", "events"), province.Value("communication", "reached"), province.Value("communication", "women")));
        Assert.Equal("2026-1", province.DefinitionVersion);
    }

    [Fact]
    public void A_yearly_task_without_a_result_is_to_be_urged_until_it_is_done()
    {
        var task = PlanTasks.Row(PlanTasks.All[1]);
        RegisterRow Progress(string status) => Rows.Of(PlanRegisters.Progress, ("year", "2026"), ("task", "V.1.2"), ("status", status), ("result", "Báo cáo 88"));

        Assert.True(Assert.Single(Model("a", task).Tasks).ToUrge);
        Assert.True(Assert.Single(Model("a", task, Progress("under-way")).Tasks).ToUrge);
        Assert.False(Assert.Single(Model("a", task, Progress("done")).Tasks).ToUrge);
    }

    [Theory]
    [InlineData("date", false, "đã xong năm 2026")]
    [InlineData("programme", false, "đã xong năm 2026")]
    [InlineData("yearly", true, "chưa bắt đầu")]
    public void What_was_done_once_is_not_urged_again_unless_it_is_each_years(string due, bool toUrge, string told)
    {
        var span = Period.Programme(2030);

        var plan = PlanModels.Commune(new(
            new CommuneRegisters(CaiNhum, "a",
            [
                Rows.Of(PlanRegisters.Tasks, ("code", "V.9"), ("name", "Văn bản"), ("lead", "van-hoa"), ("due", due), ("deadline", due == "date" ? "2026-06-30" : "")),
                Rows.Of(PlanRegisters.Progress, ("year", "2026"), ("task", "V.9"), ("status", "done"), ("result", "12/KH")),
            ]), [], span.FirstDay, span.LastDay));

        Assert.Equal((toUrge, "not-started"), (plan.Tasks[0].ToUrge, plan.Tasks[0].Status));
        Assert.EndsWith("; " + told, TableOf(CaiNhum, plan, "plan.task").Remarks[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mid-term-2028", "under-way", "2026: Báo cáo 8; 2028: Báo cáo 21")]
    [InlineData("programme-2026", "done", "Báo cáo 8")]
    [InlineData("programme-2027", "not-started", null)]
    public void A_review_tells_the_results_of_each_of_its_years(string period, string status, string? result)
    {
        RegisterRow Progress(string year, string now, string what) => Rows.Of(PlanRegisters.Progress, ("year", year), ("task", "V.1.2"), ("status", now), ("result", what));
        var span = Period.Parse(period);

        var plan = PlanModels.Commune(new(
            new CommuneRegisters(CaiNhum, "a", [PlanTasks.Row(PlanTasks.All[1]), Progress("2028", "under-way", "Báo cáo 21"), Progress("2026", "done", "Báo cáo 8"), Progress("2029", "done", "Báo cáo 30")]), [], span.FirstDay, span.LastDay));

        Assert.Equal((status, result), (plan.Tasks[0].Status, plan.Tasks[0].Result));
    }

    [Fact]
    public void Tasks_stand_in_the_order_of_the_plan() =>
        Assert.Equal(PlanTasks.All.Select(t => t.Code), Model("a", [.. PlanTasks.All.Reverse().Select(PlanTasks.Row)]).Tasks.Select(t => t.Code));

    [Fact]
    public void A_report_tells_each_task_with_lead_partners_deadline_and_result_what_is_to_be_urged_first()
    {
        var (health, police) = (Rows.Of(PlanRegisters.Units, ("code", "tram-y-te"), ("name", "Trạm Y tế"), ("kind", "health")), Rows.Of(PlanRegisters.Units, ("code", "cong-an"), ("name", "Công an xã"), ("kind", "police")));
        RegisterRow Task(string code, string name, string lead, string due, string deadline = "", string partners = "") =>
            Rows.Of(PlanRegisters.Tasks, ("code", code), ("name", name), ("lead", lead), ("due", due), ("deadline", deadline), ("partners", partners));

        var plan = Model("a", health, police,
            Task("V.1", "Chăm sóc", "tram-y-te", "yearly", partners: "Công an xã"), Task("V.2", "Tập huấn", "cong-an", "date", "2026-06-30"), Task("V.3", "Duy trì", "cong-an", "programme"),
            Rows.Of(PlanRegisters.Progress, ("year", "2026"), ("task", "V.1"), ("status", "done"), ("result", "12 người")),
            Rows.Of(PlanRegisters.Progress, ("year", "2026"), ("task", "V.2"), ("status", "under-way"), ("result", "Một lớp")),
            Rows.Of(PlanRegisters.UnitPlans, ("year", "2026"), ("unit", "tram-y-te"), ("number", "5/KH-TYT"), ("issued", "2026-01-09")),
            Rows.Of(WorkRegisters.Digital, ("name", "Sổ điện tử"), ("kind", "statistics"), ("since", "2026-04-01")));

        Assert.Equal(
            [
                "Cần đôn đốc: V.2 Tập huấn; chủ trì: Công an xã; thời hạn: ngày 30/06/2026; đang làm: Một lớp",
                "V.1 Chăm sóc; chủ trì: Trạm Y tế; phối hợp: Công an xã; thời hạn: hằng năm (trước 20/11); đã xong: 12 người",
                "V.3 Duy trì; chủ trì: Công an xã; thời hạn: suốt giai đoạn, đến 2030; chưa bắt đầu",
                "Đơn vị đã có kế hoạch năm: Trạm Y tế (5/KH-TYT, ngày 09/01/2026)",
                "Đơn vị chưa có kế hoạch năm: Công an xã",
                "Chuyển đổi số: Sổ điện tử (thống kê, báo cáo, từ ngày 01/04/2026)",
            ],
            TableOf(CaiNhum, plan, "plan.task").Remarks);
    }

    [Fact]
    public void Who_lacks_the_same_stands_in_one_line_of_the_report_and_who_entered_nothing_in_another()
    {
        var communes = Enumerable.Range(1, 124).Select(i => Model($"xã {i}", i > 100 ? [] : HamletRows(i % 3, 3))).ToList();

        var remarks = Remarks(CommuneCode.Province, PlanModels.Province("tỉnh", communes, ProgrammeYear.First(2026), Today));
        var own = Remarks(CaiNhum, communes[0]);

        Assert.Equal(["c. chưa đạt, 0% (33 địa bàn): 0/3", "c. chưa đạt, từ 25% đến dưới 50% (34 địa bàn): 1/3", "c. chưa đạt, từ 50% đến dưới 75% (33 địa bàn): 2/3"],
            remarks.Where(r => r.StartsWith("c. chưa đạt", StringComparison.Ordinal)).Select(r => r[..r.LastIndexOf(':')]));
        Assert.Equal(2, remarks.Count(r => r.Contains("Chưa có số liệu", StringComparison.Ordinal)));
        Assert.StartsWith("c. Chưa có số liệu: xã 101, 102, 103", Assert.Single(remarks, r => r.StartsWith("c. Chưa", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith(": Ấp 2, Ấp 3", Assert.Single(own, r => r.StartsWith("c. hình thức tiếp nhận", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Communes_that_are_behind_stand_by_quarter_and_figure_under_what_they_are_each_once()
    {
        var communes = new[] { ("xã Song Phú", 2, 8), ("phường Trà Vinh", 0, 3), ("xã Đại An", 0, 9), ("xã Cái Nhum", 0, 9), ("phường Long Châu", 0, 9), ("xã An Bình", 1, 4), ("xã Nhơn Phú", 7, 8), ("xã Xong", 4, 4), ("xã Châu Thành", 3, 7) };

        var remarks = Remarks(CommuneCode.Province, PlanModels.Province("tỉnh", [.. communes.Select(c => Model(c.Item1, HamletRows(c.Item2, c.Item3)))], ProgrammeYear.First(2026), Today));

        Assert.Equal(
            [
                "c. chưa đạt, 0% (4 địa bàn): 0/9: xã Cái Nhum, Đại An, phường Long Châu; 0/3: phường Trà Vinh",
                "c. chưa đạt, từ 25% đến dưới 50% (3 địa bàn): 2/8: xã Song Phú; 1/4: xã An Bình; 3/7: xã Châu Thành",
                "c. chưa đạt, từ 75% trở lên (1 địa bàn): 7/8: xã Nhơn Phú",
            ],
            remarks.Where(r => r.StartsWith("c. chưa đạt", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Remarks(CommuneCode area, PlanModel plan) => TableOf(area, plan, "indicator").Remarks;

    private static ReportTable TableOf(CommuneCode area, PlanModel plan, string key) =>
        PlanBlock.AddTo(ReportBuilder.Build(new ReportInput(Period.Programme(2026), area, [], Today.StartInVietnam(), [])), plan).Blocks[^1].Tables.Single(t => t.Key == key);

    private static PlanModel Model(string name, params RegisterRow[] rows) =>
        PlanModels.Commune(new(new CommuneRegisters(CaiNhum, name, rows), [], ProgrammeYear.First(2026), Today));

    private static RegisterRow Event(string date, int reached, int women) => Rows.Of(WorkRegisters.Events,
        ("date", date), ("name", "Nói chuyện"), ("topic", "domestic"), ("channel", "meeting"), ("audience", "public"), ("reached", $"{reached}"), ("women", $"{women}"));

    private static IndicatorResult Province(params IReadOnlyList<IndicatorResult>?[] communes) =>
        IndicatorBuilder.Province([.. communes.Select((c, i) => ($"xã {i}", c ?? Results()))], Table, Today).Single(r => r.Key == IndicatorKey.C);

    private static IReadOnlyList<IndicatorResult> Hamlets(int good, int all) => Results(HamletRows(good, all));

    private static RegisterRow[] HamletRows(int good, int all) => [.. Enumerable.Range(1, all).Select(i => i <= good ? Hamlet($"Ấp {i}") : Hamlet($"Ấp {i}").With(("forms", ""), ("since", "")))];

    private static IReadOnlyList<IndicatorResult> Results(params RegisterRow[] rows) => IndicatorBuilder.Commune(new(In(rows), [], ProgrammeYear.First(2026), Today), Table);
}
