using System.Globalization;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Registers;

namespace Gbv.LocalHost.SampleData;

/// <summary>
/// Registers of Cái Nhum that a fresh machine starts with, in the state of a commune in the first year of its plan. All of it is invented
/// and says so: whatever has a name is marked as a sample.
/// </summary>
public static class SampleRegisters
{
    private const string By = "sample";
    private static readonly CommuneCode CaiNhum = new("cai-nhum");

    public static IReadOnlyList<RegisterRow> Rows { get; } =
    [
        .. Units(), .. Hamlets(), .. Schools(), .. Enterprises(), .. PlanTasks.All.Select(PlanTasks.Row), .. Plan(), .. Services(), .. People(), .. Work(),
    ];

    /// <summary>Loads the sample where the commune has none; what is there is left alone.</summary>
    public static async Task LoadAsync(RegisterStore registers, CancellationToken cancellation)
    {
        if ((await registers.ReadAsync(CaiNhum, PlanRegisters.Units, cancellation)).Count > 0) return;

        // The units come last: with them the sample is complete.
        foreach (var rows in Rows.GroupBy(r => r.Register).OrderBy(g => g.Key == PlanRegisters.Units)) await registers.SaveAsync(CaiNhum, rows.Key, [.. rows], By, cancellation);
    }

    private static IEnumerable<RegisterRow> Units() => new (string Code, string Name, string Kind, string Person)[]
    {
        ("van-hoa", "Phòng Văn hóa – Xã hội", "culture", "social-work-1"),
        ("van-phong", "Văn phòng HĐND và UBND", "office", "legal-aid-1"),
        ("tram-y-te", "Trạm Y tế xã", "health", "health-1"),
        ("cong-an", "Công an xã", "police", "police-1"),
        ("kinh-te", "Phòng Kinh tế", "economy", "approver"),
        ("quan-su", "Ban Chỉ huy Quân sự xã", "military", "duty"),
        ("mat-tran", "Ủy ban MTTQ Việt Nam xã", "front", "front-1"),
        ("truong-thcs", "Trường THCS (mẫu)", "school", "school-1"),
        ("ap-1", "Ấp 1 (mẫu)", "hamlet", "front-2"),
    }.Select(u => Row(PlanRegisters.Units, ("code", u.Code), ("name", u.Name), ("kind", u.Kind), ("person", u.Person)));

    private static IEnumerable<RegisterRow> Hamlets() => Enumerable.Range(1, 14).Select(i => i <= 9
        ? Row(PlaceRegisters.Hamlets, ("name", $"Ấp {i}"), ("forms", i % 3 == 0 ? "online;management" : "online"), ("since", "2026-08-01"), ("person", $"Trưởng ấp {i} (mẫu)"), ("trained", "2026-07-21"))
        : Row(PlaceRegisters.Hamlets, ("name", $"Ấp {i}")));

    private static IEnumerable<RegisterRow> Schools() =>
    [
        Row(PlaceRegisters.Schools, ("name", "Trường Mầm non (mẫu)"), ("level", "kindergarten"), ("number", "03/QT-MN"), ("issued", "2026-09-10"), ("applied", "yes"), ("activities", "2")),
        Row(PlaceRegisters.Schools, ("name", "Trường Tiểu học A (mẫu)"), ("level", "primary"), ("number", "11/QT-TH"), ("issued", "2026-09-15"), ("applied", "yes"), ("grades", "4, 5"), ("hours", "8"), ("activities", "3"), ("room", "yes")),
        Row(PlaceRegisters.Schools, ("name", "Trường Tiểu học B (mẫu)"), ("level", "primary"), ("number", "07/QT-TH"), ("issued", "2026-10-02"), ("applied", "no")),
        Row(PlaceRegisters.Schools, ("name", "Trường THCS (mẫu)"), ("level", "lower-secondary"), ("number", "21/QT-THCS"), ("issued", "2026-09-08"), ("applied", "yes"), ("grades", "6–9"), ("hours", "24"), ("activities", "5"), ("room", "yes"), ("socialWork", "yes")),
        Row(PlaceRegisters.Schools, ("name", "Trường THPT (mẫu)"), ("level", "upper-secondary"), ("hours", "12"), ("grades", "10"), ("room", "yes")),
    ];

    private static IEnumerable<RegisterRow> Enterprises() => Enumerable.Range(1, 6).Select(i =>
    {
        (string, string)[] own = [("tax", $"150000000{i}"), ("name", $"Doanh nghiệp {i} (mẫu)"), ("kind", i <= 4 ? "enterprise" : "household"), ("operating", "yes"), ("listed", "2026-10-01"), ("workers", $"{i * 7}")];
        return i <= 2 ? Row(PlaceRegisters.Enterprises, [.. own, ("rule", "annex"), ("number", $"0{i}/NQLĐ"), ("issued", "2026-06-15")]) : Row(PlaceRegisters.Enterprises, own);
    });

    private static IEnumerable<RegisterRow> Plan()
    {
        yield return Row(PlanRegisters.Progress, ("year", "2026"), ("task", "V.1.1"), ("status", "done"), ("result", "Kế hoạch giai đoạn 2026 – 2030 đã ban hành (mẫu)"), ("done", "2026-06-15"));
        yield return Row(PlanRegisters.Progress, ("year", "2026"), ("task", "V.1.4"), ("status", "done"), ("result", "3 đợt truyền thông (mẫu)"), ("done", "2026-10-20"));
        yield return Row(PlanRegisters.Progress, ("year", "2026"), ("task", "V.1.7"), ("status", "under-way"), ("result", "4 trên 5 trường đã ban hành quy trình (mẫu)"));
        yield return Row(PlanRegisters.Progress, ("year", "2026"), ("task", "V.3.1"), ("status", "done"), ("result", "Duy trì dịch vụ tại trạm (mẫu)"), ("done", "2026-10-31"));
        yield return Row(PlanRegisters.UnitPlans, ("year", "2026"), ("unit", "tram-y-te"), ("number", "05/KH-TYT"), ("issued", "2026-07-01"), ("content", "Tiếp nhận, chăm sóc, chuyển tuyến (mẫu)"));
        yield return Row(PlanRegisters.UnitPlans, ("year", "2026"), ("unit", "cong-an"), ("number", "31/KH-CAX"), ("issued", "2026-07-05"), ("content", "Nắm tình hình, phòng ngừa trên không gian mạng (mẫu)"));
        yield return Row(PlanRegisters.Budget, ("year", "2026"), ("source", "state"), ("name", "Truyền thông, tập huấn (mẫu)"), ("estimate", "45000000"), ("appraised", "42000000"), ("approved", "40000000"), ("settled", "31500000"));
        yield return Row(PlanRegisters.Budget, ("year", "2026"), ("source", "integrated"), ("name", "Nơi tạm lánh (mẫu)"), ("estimate", "30000000"), ("appraised", "30000000"), ("approved", "25000000"));
    }

    private static IEnumerable<RegisterRow> Services()
    {
        yield return Row(ServiceRegisters.Points, ("name", "Trạm Y tế xã (mẫu)"), ("kind", "health-station"), ("services", "medical;psychological"), ("fit", "disability;minority"), ("since", "2026-01-01"));
        yield return Row(ServiceRegisters.Points, ("name", "Tổ tư vấn Trường THCS (mẫu)"), ("kind", "school-counselling"), ("services", "psychological;social-work"), ("since", "2026-09-01"));
        for (var i = 1; i <= 3; i++)
            yield return Row(ServiceRegisters.Shelters, ("name", $"Nơi {i} (mẫu)"), ("inUse", "yes"), ("since", "2026-05-01"), ("places", "4"), ("passed", i < 3 ? "yes" : "no"), ("passedOn", i < 3 ? "2026-06-20" : ""), ("inspector", i < 3 ? "Đoàn kiểm tra (mẫu)" : ""), ("fit", i == 1 ? "disability" : ""));
        yield return Row(ServiceRegisters.Documents, ("number", "12/QC-UBND"), ("issued", "2026-08-01"), ("name", "Quy chế phối hợp liên ngành (mẫu)"), ("kind", "coordination"), ("lead", "Phòng Văn hóa – Xã hội"), ("partners", "Công an xã, Trạm Y tế, Văn phòng, Mặt trận"), ("duties", "yes"));
        yield return Row(ServiceRegisters.Inspections, ("date", "2026-09-25"), ("kind", "inspection"), ("name", "Trường THCS (mẫu)"), ("lead", "Phòng Văn hóa – Xã hội"), ("findings", "Thực hiện đúng quy trình"), ("followedUp", "yes"));
        yield return Row(ServiceRegisters.Inspections, ("date", "2026-10-14"), ("kind", "supervision"), ("name", "Trạm Y tế xã (mẫu)"), ("lead", "Ủy ban MTTQ Việt Nam xã"), ("findings", "Bố trí thêm phòng riêng"));
    }

    private static IEnumerable<RegisterRow> People()
    {
        for (var i = 1; i <= 20; i++)
            yield return Row(PeopleRegisters.Staff, ("code", $"CN-{i:00}"), ("name", $"Cán bộ số {i} (mẫu)"), ("unit", i % 2 == 0 ? "Phòng Văn hóa – Xã hội" : "Ban nhân dân ấp"), ("group", i % 2 == 0 ? "civil-servant" : "collaborator"), ("socialWorker", i % 4 == 1 ? "yes" : "no"), ("from", "2025-07-01"));
        yield return Row(PeopleRegisters.CourseList, ("code", "L26-1"), ("name", "Kiến thức phòng ngừa và ứng phó (mẫu)"), ("topics", "prevention;case-handling"), ("from", "2026-07-20"), ("to", "2026-07-22"), ("organiser", "Sở Nội vụ"), ("hours", "24"), ("counts", "yes"));
        yield return Row(PeopleRegisters.CourseList, ("code", "L26-2"), ("name", "Phòng tránh bạo lực trên không gian mạng (mẫu)"), ("topics", "cyber"), ("from", "2026-10-05"), ("to", "2026-10-05"), ("organiser", "Công an xã"), ("hours", "8"), ("counts", "yes"));
        for (var i = 1; i <= 7; i++) yield return Row(PeopleRegisters.Attendance, ("course", "L26-1"), ("person", $"CN-{i:00}"), ("completed", "yes"));
        for (var i = 6; i <= 9; i++) yield return Row(PeopleRegisters.Attendance, ("course", "L26-2"), ("person", $"CN-{i:00}"), ("completed", i == 9 ? "no" : "yes"));
    }

    private static IEnumerable<RegisterRow> Work()
    {
        yield return Row(WorkRegisters.Events, ("date", "2026-06-25"), ("name", "Nói chuyện tại ấp (mẫu)"), ("topic", "domestic"), ("channel", "meeting"), ("audience", "public"), ("hamlet", "Ấp 1"), ("unit", "mat-tran"), ("reached", "62"), ("women", "38"), ("men", "24"));
        yield return Row(WorkRegisters.Events, ("date", "2026-09-18"), ("name", "An toàn số cho học sinh (mẫu)"), ("topic", "digital-safety"), ("channel", "school"), ("audience", "pupils"), ("unit", "truong-thcs"), ("reached", "240"), ("women", "118"), ("men", "122"));
        yield return Row(WorkRegisters.Events, ("date", "2026-10-20"), ("name", "Phát thanh ngày Phụ nữ (mẫu)"), ("topic", "behaviour"), ("channel", "loudspeaker"), ("audience", "public"), ("unit", "van-hoa"), ("reached", "900"));
        yield return Row(WorkRegisters.Digital, ("name", "Trang tiếp nhận thông tin (mẫu)"), ("kind", "intake"), ("since", "2026-08-01"), ("unit", "Phòng Văn hóa – Xã hội"));
        for (var month = 1; month <= 10; month++)
            yield return Row(WorkRegisters.HealthCases, ("year", "2026"), ("month", month.ToString(CultureInfo.InvariantCulture)), ("received", $"{month % 3 + 1}"), ("women", $"{month % 3 + 1}"), ("treated", $"{month % 3 + 1}"), ("referred", month % 4 == 0 ? "1" : "0"));
        yield return Row(WorkRegisters.PaperCases, ("number", "1"), ("received", "2026-02-11"), ("sex", "female"), ("age", "from25-to39"), ("type", "physical-assault"), ("domestic", "yes"), ("forms", "physical;mental"), ("services", "health"), ("served", "2026-02-11"), ("online", "no"));
        yield return Row(WorkRegisters.PaperCases, ("number", "2"), ("received", "2026-03-02"), ("sex", "female"), ("age", "from40-to59"), ("type", "psychological-abuse"), ("domestic", "yes"), ("forms", "mental"), ("declined", "yes"), ("online", "no"));
        yield return Row(WorkRegisters.PaperCases, ("number", "3"), ("received", "2026-05-19"), ("sex", "female"), ("age", "from18-to24"), ("type", "denial-of-resources"), ("domestic", "yes"), ("forms", "economic"), ("online", "no"));
    }

    private static RegisterRow Row(Register register, params (string Column, string Value)[] values) => new(register, values.ToDictionary(v => v.Column, v => v.Value));
}
