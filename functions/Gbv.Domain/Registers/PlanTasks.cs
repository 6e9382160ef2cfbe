namespace Gbv.Domain.Registers;

/// <summary>A task as the plan gives it.</summary>
public sealed record PlanTask(string Code, string Lead, string Due, string Name, string? Partners = null, string? Result = null);

/// <summary>
/// The tasks of the plan's section V for Cái Nhum, in the plan's own order and, shortened, its own words. A new workbook begins with them;
/// another commune takes them over or writes its own.
/// </summary>
public static class PlanTasks
{
    private const string AllUnits = "các phòng, ngành, đoàn thể xã";

    public static IReadOnlyList<PlanTask> All { get; } =
    [
        new("V.1.1", "van-hoa", "programme", "Tham mưu xây dựng và tổ chức thực hiện Chương trình giai đoạn 2026 – 2030", AllUnits, "Kế hoạch của UBND xã"),
        new("V.1.2", "van-hoa", "yearly", "Theo dõi, kiểm tra, đôn đốc; báo cáo hằng năm, sơ kết, tổng kết", AllUnits, "Báo cáo hằng năm"),
        new("V.1.3", "van-hoa", "programme", "Chủ trì xây dựng văn bản phối hợp liên ngành; hướng dẫn mô hình nơi tạm lánh", AllUnits, "Văn bản phối hợp; ít nhất 05 nơi tạm lánh đạt chuẩn"),
        new("V.1.4", "van-hoa", "yearly", "Truyền thông, nâng cao nhận thức trên phương tiện thông tin, hệ thống cơ sở, nền tảng số", AllUnits),
        new("V.1.5", "van-hoa", "yearly", "Tham dự tập huấn cho cán bộ bình đẳng giới và cộng tác viên công tác xã hội", null, "80% được tập huấn đến 2030"),
        new("V.1.6", "van-hoa", "programme", "Duy trì, nhân rộng mô hình dịch vụ hỗ trợ; tiếp nhận thông tin, tư vấn kịp thời", "Trạm Y tế, Công an xã"),
        new("V.1.7", "van-hoa", "programme", "Xây dựng, hướng dẫn quy trình phòng ngừa, phát hiện, ứng phó trong cơ sở giáo dục", "các trường", "100% trường có và thực hiện quy trình"),
        new("V.1.8", "van-hoa", "yearly", "Lồng ghép giáo dục giới tính với an toàn số vào chương trình và ngoại khóa", "các trường"),
        new("V.1.9", "van-hoa", "yearly", "Tăng cường tư vấn học đường và công tác xã hội trong trường", "các trường"),
        new("V.1.10", "van-hoa", "programme", "Phát triển mạng lưới tư vấn tâm lý, công tác xã hội tại cơ sở giáo dục", "các trường"),
        new("V.1.11", "van-hoa", "yearly", "Truyền thông về an toàn số và phòng, chống bạo lực gia đình", AllUnits),
        new("V.1.12", "van-hoa", "yearly", "Truyền thông phòng ngừa tảo hôn, hôn nhân cận huyết thống, hành vi có hại; bình đẳng giới vùng dân tộc thiểu số", AllUnits),
        new("V.2.1", "van-phong", "yearly", "Hướng dẫn trợ giúp pháp lý cho người bị bạo lực"),
        new("V.3.1", "tram-y-te", "yearly", "Tiếp nhận, chăm sóc y tế; duy trì cung cấp dịch vụ tại trạm"),
        new("V.4.1", "cong-an", "yearly", "Nắm tình hình, phát hiện, can thiệp, xử lý kịp thời; phòng ngừa bạo lực trên không gian mạng"),
        new("V.4.2", "cong-an", "yearly", "Tập huấn kỹ năng phòng tránh bạo lực trên không gian mạng, xử lý tình huống", "Phòng Văn hóa – Xã hội"),
        new("V.5.1", "kinh-te", "yearly", "Hướng dẫn lập dự toán, thẩm định, bố trí và quyết toán kinh phí", AllUnits),
        new("V.6.1", "quan-su", "yearly", "Xây dựng và thực hiện kế hoạch năm theo nội dung được phân công"),
        new("V.7.1", "mat-tran", "yearly", "Truyền thông trong đơn vị trực thuộc; vận động cộng đồng, hỗ trợ người bị bạo lực", "các tổ chức thành viên"),
        new("V.7.2", "mat-tran", "yearly", "Giám sát, phản biện xã hội", "các tổ chức thành viên"),
    ];

    /// <summary>The units that the plan names; who returns for each is the commune's to say.</summary>
    public static IReadOnlyList<RegisterRow> Units { get; } = [.. new (string Code, string Name, string Kind)[]
    {
        ("van-hoa", "Phòng Văn hóa – Xã hội", "culture"), ("van-phong", "Văn phòng HĐND và UBND", "office"), ("tram-y-te", "Trạm Y tế", "health"), ("cong-an", "Công an xã", "police"),
        ("kinh-te", "Phòng Kinh tế", "economy"), ("quan-su", "Ban Chỉ huy Quân sự xã", "military"), ("mat-tran", "Ủy ban MTTQ Việt Nam xã và các tổ chức thành viên", "front"),
    }.Select(u => new RegisterRow(PlanRegisters.Units, new Dictionary<string, string> { ["code"] = u.Code, ["name"] = u.Name, ["kind"] = u.Kind }))];

    public static RegisterRow Row(PlanTask task) => new(PlanRegisters.Tasks, new Dictionary<string, string>
    {
        ["code"] = task.Code,
        ["name"] = task.Name,
        ["lead"] = task.Lead,
        ["partners"] = task.Partners ?? "",
        ["due"] = task.Due,
        ["result"] = task.Result ?? "",
    });
}
