using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>Where help is given, by which agreement, and who looks at it: service points, shelters, documents, inspections.</summary>
public static class ServiceRegisters
{
    public static readonly CodeList PointServices = List("register.point-service",
        ("medical", "Chăm sóc y tế", "Medical care"), ("psychological", "Hỗ trợ tâm lý", "Psychological support"), ("legal", "Tư vấn pháp lý", "Legal advice"), ("social-work", "Công tác xã hội", "Social work"));

    public static readonly CodeList FitFor = List("register.fit-for",
        ("disability", "Phụ nữ khuyết tật", "Women with disabilities"), ("minority", "Dân tộc thiểu số", "Ethnic minorities"), ("migrant", "Lao động di cư", "Migrant workers"));

    /// <summary>What is said where a shelter's name would give its place away.</summary>
    internal static readonly (Words What, Words Fix) NameIsAddress =
        (new("Tên gọi có vẻ là địa chỉ", "The name looks like an address"),
        new("Bỏ số nhà, đường, ấp, tổ, khóm; dùng tên gọi như Nơi 1.", "Leave out house number, street and hamlet; use a name such as Place 1."));

    public static readonly Register Points = new("service-points", new("Cơ sở cung cấp dịch vụ", "Service points"),
    [
        Text("name", "Tên cơ sở", "Name", required: true),
        One("kind", "Loại", "Kind", Lists.PointKind, required: true),
        Several("services", "Dịch vụ", "Services", PointServices, required: true),
        Several("fit", "Phù hợp với", "Fit for", FitFor),
        Date("since", "Hoạt động từ", "Since"),
        Date("until", "Ngừng từ", "Until"),
    ])
    {
        Key = ["name"],
        Note = new("Không ghi nơi tạm lánh ở đây.", "Shelters do not belong here."),
        Rules = [Ordered("since", "until", "Ngày ngừng trước ngày bắt đầu", "It ended before it began")],
    };

    public static readonly Register Shelters = new("shelters", new("Nơi tạm lánh", "Shelters"),
    [
        Text("name", "Tên gọi (không phải địa chỉ)", "Name (not the address)", required: true, max: 60, note: new("TUYỆT ĐỐI KHÔNG ghi địa chỉ, tên đường, số nhà, tên ấp, tên chủ nhà. Dùng tên gọi như Nơi 1.", "NEVER an address, street, hamlet or owner. Use a name such as Place 1.")),
        YesNo("inUse", "Đang hoạt động", "In use", required: true),
        Date("since", "Hoạt động từ", "In use since"),
        Number("places", "Sức chứa (người)", "Places", max: 200),
        YesNo("passed", "Đạt chuẩn theo bảng kiểm của Tỉnh", "Passed the province's checklist"),
        Date("passedOn", "Ngày kiểm tra đạt chuẩn", "Passed on"),
        Text("inspector", "Người kiểm tra", "Inspector", personal: true),
        Date("reviewed", "Ngày rà soát gần nhất", "Last reviewed on"),
        Several("fit", "Phù hợp với", "Fit for", FitFor),
    ])
    {
        Key = ["name"],
        Note = new("Địa chỉ nơi tạm lánh không bao giờ nằm trong tệp này: địa chỉ được cất riêng, niêm phong.", "A shelter's address is never in this file: it lies apart, sealed."),
        Rules =
        [
            NotInFuture("passedOn", "Ngày kiểm tra", "The day of the check"), NotInFuture("reviewed", "Ngày rà soát", "The day of the review"),
            Needs("passedOn", "passed", "Đạt chuẩn nhưng chưa ghi ngày kiểm tra", "It passed, and the day is missing"),
            Needs("inspector", "passed", "Đạt chuẩn nhưng chưa ghi người kiểm tra", "It passed, and the inspector is missing"),
            new("name", (row, _) => LooksLikeAddress(row.Text("name")), NameIsAddress.What, NameIsAddress.Fix),
        ],
        InScope = (row, scope) => row.Is("inUse") && !(row.Date("since") > scope.AsOf),
        Missing = ShelterMissing,
    };

    public static readonly Register Documents = new("documents", new("Văn bản phối hợp", "Coordination documents"),
    [
        Text("number", "Số, ký hiệu", "Number", required: true, max: 60),
        Date("issued", "Ngày ban hành", "Issued on", required: true),
        Text("name", "Trích yếu", "Title", required: true, max: 500),
        One("kind", "Loại", "Kind", Lists.DocumentKind, required: true),
        Text("lead", "Cơ quan chủ trì", "Lead agency"),
        Text("partners", "Cơ quan phối hợp", "Partner agencies", max: 500),
        YesNo("duties", "Phân định rõ trách nhiệm chủ trì, phối hợp", "Says who leads and who does what"),
        Date("until", "Hết hiệu lực từ", "No longer in force from"),
    ])
    {
        Key = ["number", "issued"],
        Rules = [NotInFuture("issued", "Ngày ban hành", "The day of issue"), Ordered("issued", "until", "Hết hiệu lực trước khi ban hành", "It ended before it was issued")],
        InScope = (row, scope) => row.Is("kind", "coordination") && row.By("issued", scope.AsOf) && !row.By("until", scope.AsOf),
        Missing = (row, _) => Lacks(row, ("lead", "cơ quan chủ trì", "lead agency"), ("partners", "cơ quan phối hợp", "partner agencies"))
            .Concat(row.Is("duties") ? [] : [new Words("phân định trách nhiệm", "who does what")]),
    };

    public static readonly Register Inspections = new("inspections", new("Kiểm tra, giám sát, phản biện", "Inspections and supervision"),
    [
        Date("date", "Ngày", "Date", required: true),
        One("kind", "Hình thức", "Kind", Lists.InspectionKind, required: true),
        Text("name", "Đơn vị được kiểm tra, giám sát", "Unit inspected", required: true),
        Text("lead", "Đơn vị chủ trì", "Lead", required: true),
        Text("findings", "Kết luận, kiến nghị", "Findings", max: 1000),
        YesNo("followedUp", "Đã thực hiện kiến nghị", "Followed up"),
    ])
    {
        Key = ["date", "kind", "name"],
        Rules = [NotInFuture("date", "Ngày kiểm tra", "The day of the inspection")],
    };

    /// <summary>What of these columns is empty, by name.</summary>
    internal static IEnumerable<Words> Lacks(RegisterRow row, params (string Column, string Vi, string En)[] columns) =>
        columns.Where(c => row.Text(c.Column) is null).Select(c => new Words(c.Vi, c.En));

    private static IEnumerable<Words> ShelterMissing(RegisterRow row, RegisterScope scope)
    {
        if (!row.Is("passed") || !row.By("passedOn", scope.AsOf)) yield return new("chưa đạt bảng kiểm của Tỉnh", "has not passed the province's checklist");
        else if (row.Text("inspector") is null) yield return new("chưa ghi người kiểm tra", "the inspector is missing");

        // A place that passed is reviewed from then on: its check is its first review.
        var last = new[] { row.Date("reviewed"), row.Date("passedOn") }.Where(d => d <= scope.AsOf).Max();
        if (last is null || last.Value.AddMonths(12) < scope.AsOf) yield return new("chưa rà soát trong 12 tháng", "was not reviewed within 12 months");
    }

    internal static bool LooksLikeAddress(string? name)
    {
        if (name is null) return false;
        var words = RegisterRow.KeyOf([name]).Split(' ');
        string[] places = ["duong", "hem", "so", "nha", "ap", "khom", "to", "quoc", "lo", "kenh", "cau", "cho"];
        return words.Zip(words.Skip(1)).Any(w => places.Contains(w.First) && (w.Second.Any(char.IsAsciiDigit) || w.First is "duong" or "hem" or "ap" or "khom")) || words[0].Contains('/');
    }
}
