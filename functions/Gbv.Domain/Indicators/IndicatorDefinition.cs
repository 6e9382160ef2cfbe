using Gbv.Domain.Registers;

namespace Gbv.Domain.Indicators;

/// <summary>The seven figures of the plan's section II.2.</summary>
public enum IndicatorKey { A1, A2, B, C, D1, D2, Dd }

/// <summary>A target that is a share of a whole, a number of things, or a thing that is there or not.</summary>
public enum IndicatorKind { Share, Number, Done }

/// <summary>One indicator as the plan sets it. Its computation is code; what it means, and where that is written, is this.</summary>
public sealed record IndicatorDefinition(IndicatorKey Key, string Letter, IndicatorKind Kind, decimal Target, Words Title, Words Counts, Words Source)
{
    /// <summary>Where the straight path begins at the end of 2025, in the unit of the target.</summary>
    public decimal Baseline { get; init; }
}

/// <summary>The definitions that are in force from a day on. A changed meaning is a new version; a report prints the one it used.</summary>
public sealed record IndicatorTable(string Version, DateOnly From, IReadOnlyList<IndicatorDefinition> All)
{
    public IndicatorDefinition this[IndicatorKey key] => All.First(d => d.Key == key);
}

/// <summary>Every version, the oldest first; an old report is built again with its own.</summary>
public static class IndicatorDefinitions
{
    private static readonly Words Plan = new(
        "Kế hoạch triển khai Chương trình phòng ngừa và ứng phó với bạo lực trên cơ sở giới trên địa bàn xã Cái Nhum giai đoạn 2026 – 2030, mục II.2, điểm {0}",
        "Plan of Cái Nhum commune for the programme on gender-based violence 2026–2030, section II.2, point {0}");

    public static IReadOnlyList<IndicatorTable> Versions { get; } =
    [
        new("2026-1", new DateOnly(2026, 1, 1),
        [
            new(IndicatorKey.A1, "a1", IndicatorKind.Share, 100, new("Người bị bạo lực được phát hiện và tiếp cận ít nhất một dịch vụ phù hợp", "Persons found who were reached by at least one suitable service"),
                new("Số người đã nhận dịch vụ ÷ (số người được phát hiện − số người được mời nhưng tự từ chối)", "Persons who got a service ÷ (persons found − offered and freely declined)"), Source("a"))
            {
                // Whoever is found needs help now and not in 2030: each year is held against the whole.
                Baseline = 100,
            },
            new(IndicatorKey.A2, "a2", IndicatorKind.Number, 5, new("Nơi tạm lánh tại cộng đồng được chuẩn hóa", "Standardised community shelters"),
                new("Nơi đang hoạt động, đạt bảng kiểm của Tỉnh, được rà soát trong 12 tháng", "In use, passed the province's checklist, reviewed within 12 months"), Source("a")),
            new(IndicatorKey.B, "b", IndicatorKind.Done, 1, new("Văn bản phối hợp liên ngành", "Coordination document between agencies"),
                new("Có văn bản còn hiệu lực, nêu cơ quan chủ trì, phối hợp và trách nhiệm", "A document in force that names lead, partners and duties"), Source("b")),
            new(IndicatorKey.C, "c", IndicatorKind.Share, 100, new("Ấp, khóm có tiếp nhận trực tuyến hoặc ứng dụng công nghệ thông tin", "Hamlets that run online intake or IT"),
                new("Số ấp có hình thức, người phụ trách được hướng dẫn và ngày triển khai ÷ tổng số ấp; không tính theo số tin báo", "Hamlets with a form of intake, a trained person and a date ÷ all hamlets; never from numbers of reports"), Source("c")),
            new(IndicatorKey.D1, "d1", IndicatorKind.Share, 100, new("Cơ sở giáo dục xây dựng và thực hiện quy trình", "Schools that have and use a procedure"),
                new("Số trường đã ban hành và đang thực hiện quy trình ÷ tổng số trường", "Schools that issued and apply a procedure ÷ all schools"), Source("d")),
            new(IndicatorKey.D2, "d2", IndicatorKind.Share, 100, new("Doanh nghiệp có quy định phòng, chống quấy rối tại nơi làm việc", "Enterprises with an anti-harassment rule"),
                new("Số doanh nghiệp có quy định ÷ số doanh nghiệp đang hoạt động theo danh sách có ngày; hộ kinh doanh tính riêng", "Enterprises with a rule ÷ operating enterprises of the dated list; household businesses apart"), Source("d")),
            new(IndicatorKey.Dd, "đ", IndicatorKind.Share, 80, new("Cán bộ, cộng tác viên được tập huấn", "Staff and collaborators who were trained"),
                new("Số người đang ở vị trí cuối kỳ đã hoàn thành ít nhất một lớp từ năm 2026 ÷ số người đang ở vị trí", "Persons in post at the period's end with at least one course since 2026 ÷ persons in post"), Source("đ")),
        ]),
    ];

    /// <summary>The table in force on this day; before the first, the first.</summary>
    public static IndicatorTable On(DateOnly day) => Versions.LastOrDefault(v => v.From <= day) ?? Versions[0];

    public static IndicatorTable Of(string version) => Versions.First(v => v.Version == version);

    private static Words Source(string letter) => new(Plan.Vi.Replace("{0}", letter, StringComparison.Ordinal), Plan.En.Replace("{0}", letter, StringComparison.Ordinal));
}
