using Gbv.Domain.Registers;

namespace Gbv.Domain.Indicators;

/// <summary>What the registers add up to in a period. Every figure is a sum, so that communes add up to the province.</summary>
public static class RegisterFigures
{
    public static IReadOnlyList<PlanFigureGroup> Of(CommuneRegisters registers, DateOnly from, DateOnly to) =>
        [Communication(registers, from, to), Services(registers, to), Supervision(registers, from, to), Schools(registers, to), Courses(registers, from, to), Health(registers, from, to), Money(registers, ProgrammeYear.Of(from), ProgrammeYear.LastOf(from, to))];

    /// <summary>Adds group by group and figure by figure; all have the same ones.</summary>
    public static IReadOnlyList<PlanFigureGroup> Sum(IEnumerable<IReadOnlyList<PlanFigureGroup>> all) =>
        [.. all.SelectMany(g => g).GroupBy(g => g.Key).Select(g => g.First() with
        {
            Figures = [.. g.SelectMany(x => x.Figures).GroupBy(f => f.Key).Select(f => f.First() with { Value = f.Sum(x => x.Value) })],
        })];

    private static PlanFigureGroup Communication(CommuneRegisters registers, DateOnly from, DateOnly to)
    {
        var events = Within(registers, WorkRegisters.Events, "date", from, to);
        return new("communication", new("Truyền thông", "Communication"),
        [
            new("events", new("Số hoạt động", "Events"), events.Count),
            new("reached", new("Số lượt người dự, tiếp cận", "People reached"), Sum(events, "reached")),
            new("women", new("Trong đó nữ", "Women among them"), Sum(events, "women")),
            new("men", new("Trong đó nam", "Men among them"), Sum(events, "men")),
            .. Lists.Topic.Items.Select(t => new PlanFigure("topic." + t.Code, t.Label!, events.Count(e => e.Is("topic", t.Code)))),
        ]);
    }

    private static PlanFigureGroup Services(CommuneRegisters registers, DateOnly to)
    {
        var points = registers.Of(ServiceRegisters.Points).Where(r => !(r.Date("since") > to) && !r.By("until", to)).ToList();
        var shelters = registers.Of(ServiceRegisters.Shelters).Where(r => r.Is("inUse") && !(r.Date("since") > to)).ToList();
        return new("services", new("Cơ sở cung cấp dịch vụ", "Service points"),
        [
            new("points", new("Số cơ sở", "Points"), points.Count),
            .. ServiceRegisters.PointServices.Items.Select(s => new PlanFigure("service." + s.Code, s.Label!, points.Count(p => p.Several("services").Contains(s.Code)))),
            new("shelters", new("Nơi tạm lánh đang hoạt động", "Shelters in use"), shelters.Count),
            new("shelter-places", new("Sức chứa nơi tạm lánh (người)", "Places in shelters"), Sum(shelters, "places")),
            .. ServiceRegisters.FitFor.Items.Select(s => new PlanFigure("fit." + s.Code, new($"Cơ sở phù hợp: {s.Label!.Vi}", $"Points fit for: {s.Label.En}"), points.Count(p => p.Several("fit").Contains(s.Code)))),
        ]);
    }

    private static PlanFigureGroup Supervision(CommuneRegisters registers, DateOnly from, DateOnly to)
    {
        var inspections = Within(registers, ServiceRegisters.Inspections, "date", from, to);
        return new("supervision", new("Kiểm tra, giám sát", "Inspections and supervision"),
            [.. Lists.InspectionKind.Items.Select(k => new PlanFigure(k.Code, k.Label!, inspections.Count(i => i.Is("kind", k.Code))))]);
    }

    private static PlanFigureGroup Schools(CommuneRegisters registers, DateOnly to)
    {
        var schools = registers.Of(PlaceRegisters.Schools).Where(r => !r.By("until", to)).ToList();
        return new("schools", new("Trong trường học", "In schools"),
        [
            new("schools", new("Số trường", "Schools"), schools.Count),
            new("sex-education", new("Trường có giáo dục giới tính kèm an toàn số", "With sex education and digital safety"), schools.Count(s => s.Number("hours") > 0)),
            new("hours", new("Số tiết trong năm", "Hours a year"), Sum(schools, "hours")),
            new("activities", new("Số hoạt động ngoại khóa", "Extracurricular activities"), Sum(schools, "activities")),
            new("rooms", new("Trường có phòng tư vấn", "With a counselling room"), schools.Count(s => s.Is("room"))),
            new("social-work", new("Trường có dịch vụ công tác xã hội", "With social work"), schools.Count(s => s.Is("socialWork"))),
        ]);
    }

    private static PlanFigureGroup Courses(CommuneRegisters registers, DateOnly from, DateOnly to)
    {
        var courses = Within(registers, PeopleRegisters.CourseList, "to", from, to);
        var keys = courses.Select(c => c.Key).ToHashSet();
        var attended = registers.Of(PeopleRegisters.Attendance).Where(a => a.Is("completed") && keys.Contains(RegisterRow.KeyOf([a.Text("course")!]))).ToList();
        return new("courses", new("Tập huấn, bồi dưỡng", "Courses"),
        [
            new("courses", new("Số lớp", "Courses"), courses.Count),
            new("attendances", new("Số lượt người hoàn thành", "Completions"), attended.Count),
            .. Lists.CourseTopic.Items.Select(t => new PlanFigure("topic." + t.Code, t.Label!, courses.Count(c => c.Several("topics").Contains(t.Code)))),
        ]);
    }

    private static PlanFigureGroup Health(CommuneRegisters registers, DateOnly from, DateOnly to)
    {
        var months = registers.Of(WorkRegisters.HealthCases).Where(r => MonthOf(r) is { } month && month >= from && month <= to).ToList();
        return new("health", new("Trạm Y tế", "Health station"),
        [
            new("received", new("Tiếp nhận (người)", "Received (people)"), Sum(months, "received")),
            new("treated", new("Được điều trị (người)", "Treated (people)"), Sum(months, "treated")),
            new("referred", new("Chuyển tuyến (người)", "Sent on (people)"), Sum(months, "referred")),
        ]);
    }

    private static PlanFigureGroup Money(CommuneRegisters registers, int first, int last)
    {
        var rows = registers.Of(PlanRegisters.Budget).Where(r => r.Number("year") >= first && r.Number("year") <= last).ToList();
        return new("budget", new("Kinh phí (đồng)", "Budget (VND)"),
        [
            .. new (string Key, string Vi, string En)[] { ("estimate", "Dự toán", "Estimate"), ("appraised", "Thẩm định", "Appraised"), ("approved", "Phê duyệt", "Approved"), ("settled", "Quyết toán", "Settled") }
                .Select(c => new PlanFigure(c.Key, new(c.Vi, c.En), Sum(rows, c.Key))),
            .. Lists.Money.Items.Select(m => new PlanFigure("approved." + m.Code, new($"Phê duyệt: {m.Label!.Vi}", $"Approved: {m.Label.En}"), Sum([.. rows.Where(r => r.Is("source", m.Code))], "approved"))),
        ]);
    }

    /// <summary>A month counts by its first day; its figures are never divided.</summary>
    private static DateOnly? MonthOf(RegisterRow row) => row.Number("year") is { } year && row.Number("month") is { } month ? new DateOnly((int)year, (int)month, 1) : null;

    private static List<RegisterRow> Within(CommuneRegisters registers, Register register, string column, DateOnly from, DateOnly to) =>
        [.. registers.Of(register).Where(r => r.Date(column) is { } day && day >= from && day <= to)];

    private static decimal Sum(IReadOnlyCollection<RegisterRow> rows, string column) => rows.Sum(r => r.Number(column) ?? 0);
}
