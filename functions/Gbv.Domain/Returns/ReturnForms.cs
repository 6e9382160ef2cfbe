using Gbv.Domain.Registers;
using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Returns;

/// <summary>What each kind of unit returns: its own figures, and the same narrative for all. Described as registers are, and checked the same way.</summary>
public static class ReturnForms
{
    public const string Results = "results";
    public const string Difficulties = "difficulties";
    public const string Proposals = "proposals";
    public const string Documents = "documents";

    private const int LongestNarrative = 4000;

    private static readonly Dictionary<string, Register> ByKind = Lists.UnitKind.Items.ToDictionary(k => k.Code, k => Form(k, Figures(k.Code)));

    /// <summary>The form of this kind of unit (<see cref="Lists.UnitKind"/>).</summary>
    public static Register Of(string? kind) => ByKind.GetValueOrDefault(kind ?? "") ?? ByKind["department"];

    /// <summary>The figures of a form, in its order.</summary>
    public static IReadOnlyList<RegisterColumn> FiguresOf(Register form) => [.. form.Own.Where(c => c.Kind == ColumnKind.Whole)];

    /// <summary>The narrative of every form.</summary>
    public static IReadOnlyList<RegisterColumn> NarrativeOf(Register form) => [.. form.Own.Where(c => c.Kind == ColumnKind.Text)];

    private static Register Form(CodeItem kind, IEnumerable<RegisterColumn> figures) => new("return-" + kind.Code, kind.Label!,
    [
        .. figures,
        Text(Results, "Kết quả thực hiện", "Results", required: true, max: LongestNarrative, note: new("Việc đã làm, con số chính. Không ghi tên, địa chỉ hay chuyện của người cần giúp.", "What was done, the main figures. No name, address or story of a person who needs help.")),
        Text(Difficulties, "Khó khăn, hạn chế", "Difficulties", max: LongestNarrative),
        Text(Proposals, "Kiến nghị, đề xuất", "Proposals", max: LongestNarrative),
        Text(Documents, "Văn bản đã ban hành (số, ngày, trích yếu)", "Documents issued (number, day, title)", max: 2000),
    ])
    { Key = [Results], NameColumn = Results, Rules = Rules(kind.Code) };

    private static IEnumerable<RegisterColumn> Figures(string kind) => kind switch
    {
        "culture" => [Count("events", "Hoạt động truyền thông", "Communication events"), Count("reached", "Lượt người dự, tiếp cận", "People reached"), Count("inspections", "Cuộc kiểm tra", "Inspections"), Count("trained", "Lượt người được cử đi tập huấn", "People sent to courses")],
        "office" => [Count("guided", "Người được hướng dẫn trợ giúp pháp lý", "People guided to legal aid"), Count("sent", "Trong đó chuyển đến trung tâm của tỉnh", "Sent on to the province's centre")],
        "health" => [Count("received", "Người được tiếp nhận, chăm sóc", "People received and cared for"), Count("referred", "Trong đó chuyển tuyến", "Sent on among them"), Count("trained", "Nhân viên được tập huấn", "Staff trained")],
        "police" => [Count("found", "Vụ việc phát hiện, tiếp nhận", "Incidents found or received"), Count("handled", "Trong đó đã xử lý", "Handled among them"), Count("online", "Vụ việc có yếu tố không gian mạng", "With an online element"), Count("courses", "Lớp tập huấn đã chủ trì", "Courses led")],
        "economy" => [Count("estimated", "Dự toán đã thẩm định (triệu đồng)", "Estimates appraised (million VND)"), Count("settled", "Đã quyết toán (triệu đồng)", "Settled (million VND)")],
        "military" => [Count("events", "Buổi tuyên truyền trong đơn vị", "Sessions in the unit"), Count("reached", "Lượt người dự", "People reached")],
        "front" => [Count("events", "Hoạt động truyền thông", "Communication events"), Count("reached", "Lượt người dự, tiếp cận", "People reached"), Count("supervisions", "Cuộc giám sát, phản biện xã hội", "Supervisions and social critique"), Count("supported", "Người được hỗ trợ, vận động giúp đỡ", "People supported")],
        "school" => [Count("activities", "Hoạt động ngoại khóa", "Extracurricular activities"), Count("pupils", "Lượt học sinh dự", "Pupils taking part"), Count("hours", "Tiết giáo dục giới tính kèm an toàn số", "Hours of sex education with digital safety"), Count("counselled", "Lượt học sinh được tư vấn", "Pupils counselled")],
        "hamlet" => [Count("events", "Buổi họp, truyền thông trong ấp", "Meetings in the hamlet"), Count("reached", "Lượt người dự", "People reached")],
        _ => [Count("events", "Hoạt động truyền thông", "Communication events"), Count("reached", "Lượt người dự, tiếp cận", "People reached")],
    };

    /// <summary>Nothing done is a zero that somebody wrote: an empty figure could also have been forgotten.</summary>
    private static RegisterColumn Count(string code, string vi, string en) => Number(code, vi, en, required: true);

    private static RegisterRule[] Rules(string kind) => kind switch
    {
        "office" => [NoMoreThan("guided", ["sent"], "Số chuyển đi lớn hơn số được hướng dẫn", "More were sent on than guided")],
        "health" => [NoMoreThan("received", ["referred"], "Số chuyển tuyến lớn hơn số tiếp nhận", "More were sent on than received")],
        "police" => [NoMoreThan("found", ["handled"], "Số đã xử lý lớn hơn số phát hiện, tiếp nhận", "More were handled than found")],
        _ => [],
    };
}
