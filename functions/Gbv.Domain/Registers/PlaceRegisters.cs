using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>Hamlets, schools and enterprises: each list is a denominator of an indicator, so it is complete before it is good.</summary>
public static class PlaceRegisters
{
    public static readonly Register Hamlets = new("hamlets", new("Ấp, khóm", "Hamlets"),
    [
        Text("name", "Tên ấp, khóm", "Name", required: true, max: 80),
        Several("forms", "Hình thức đã triển khai", "Forms in use", Lists.HamletForm, note: new("Ghi hình thức thật sự đang dùng; số tin báo nhiều hay ít không tính vào đây.", "What is really in use; how many reports come in does not count here.")),
        Date("since", "Triển khai từ ngày", "In use since"),
        Text("person", "Người phụ trách đã được hướng dẫn", "Trained person", personal: true),
        Date("trained", "Ngày được hướng dẫn", "Trained on"),
        Date("until", "Không còn từ ngày (sáp nhập, đổi tên)", "No longer there from"),
    ])
    {
        Key = ["name"],
        Rules = [NotInFuture("since", "Ngày triển khai", "The day of introduction"), NotInFuture("trained", "Ngày được hướng dẫn", "The day of the training"), Needs("since", "forms", "Đã triển khai nhưng chưa ghi từ ngày nào", "It is in use, and the day is missing")],
        InScope = Exists,
        Missing = (row, scope) => ServiceRegisters.Lacks(row, ("forms", "hình thức tiếp nhận", "form of intake"), ("person", "người phụ trách", "trained person"))
            .Concat(row.By("since", scope.AsOf) ? [] : [new Words("ngày triển khai", "day of introduction")])
            .Concat(row.By("trained", scope.AsOf) ? [] : [new Words("ngày được hướng dẫn", "day of training")]),
    };

    public static readonly Register Schools = new("schools", new("Cơ sở giáo dục", "Schools"),
    [
        Text("name", "Tên trường", "Name", required: true),
        One("level", "Cấp học", "Level", Lists.SchoolLevel, required: true),
        Text("number", "Quy trình: số, ký hiệu", "Procedure: number", max: 60),
        Date("issued", "Quy trình: ngày ban hành", "Procedure: issued on"),
        YesNo("applied", "Quy trình đang được thực hiện", "Procedure is applied"),
        Text("grades", "Giáo dục giới tính kèm an toàn số: các khối lớp", "Sex education with digital safety: grades", max: 60),
        Number("hours", "Giáo dục giới tính kèm an toàn số: số tiết trong năm", "Sex education with digital safety: hours a year", max: 2000),
        Number("activities", "Số hoạt động ngoại khóa trong năm", "Extracurricular activities a year", max: 1000),
        YesNo("room", "Có phòng tư vấn học đường", "Counselling room"),
        YesNo("socialWork", "Có dịch vụ công tác xã hội", "Social work"),
        Date("until", "Không còn từ ngày", "No longer there from"),
    ])
    {
        Key = ["name"],
        Rules = [NotInFuture("issued", "Ngày ban hành", "The day of issue"), Needs("issued", "number", "Có số quy trình nhưng chưa ghi ngày ban hành", "The procedure has a number and no day"), Needs("number", "issued", "Có ngày ban hành nhưng chưa ghi số", "The procedure has a day and no number")],
        InScope = Exists,
        Missing = (row, scope) => ServiceRegisters.Lacks(row, ("number", "số quy trình", "number of the procedure"))
            .Concat(row.By("issued", scope.AsOf) ? [] : [new Words("ngày ban hành quy trình", "day of issue")])
            .Concat(row.Is("applied") ? [] : [new Words("chưa thực hiện quy trình", "procedure is not applied")]),
    };

    public static readonly Register Enterprises = new("enterprises", new("Doanh nghiệp, hộ kinh doanh", "Enterprises"),
    [
        Text("tax", "Mã số thuế", "Tax code", required: true, max: 14),
        Text("name", "Tên", "Name", required: true),
        One("kind", "Loại", "Kind", Lists.EmployerKind, required: true, note: new("Chỉ tiêu tính trên doanh nghiệp; hộ kinh doanh thống kê riêng.", "The indicator counts enterprises; household businesses stand apart.")),
        YesNo("operating", "Đang hoạt động", "Operating", required: true),
        Date("listed", "Theo danh sách ngày", "By the list of", required: true),
        Number("workers", "Số lao động", "Workers", max: 100_000),
        One("rule", "Quy định phòng, chống quấy rối", "Anti-harassment rule", Lists.RuleForm),
        Text("number", "Số, ký hiệu quy định", "Number of the rule", max: 60),
        Date("issued", "Ngày ban hành", "Issued on"),
    ])
    {
        Key = ["tax"],
        Rules =
        [
            NotInFuture("listed", "Ngày danh sách", "The day of the list"), NotInFuture("issued", "Ngày ban hành", "The day of issue"),
            Needs("issued", "rule", "Có quy định nhưng chưa ghi ngày ban hành", "There is a rule, and its day is missing"),
            new("tax", (row, _) => row.Text("tax") is { } tax && (tax.Count(char.IsAsciiDigit) is not (10 or 12 or 13) || tax.Any(c => !char.IsAsciiDigit(c) && c != '-')),
                new("Mã số thuế không đúng dạng", "The tax code has a wrong form"), new("Ghi 10 số, 12 số (hộ kinh doanh) hoặc 10 số - 3 số (chi nhánh), dạng văn bản.", "10 or 12 digits, or 10-3 for a branch.")),
        ],
        InScope = (row, scope) => row.Is("kind", "enterprise") && row.Is("operating") && row.By("listed", scope.AsOf),
        Missing = (row, scope) => ServiceRegisters.Lacks(row, ("rule", "quy định phòng, chống quấy rối", "anti-harassment rule"))
            .Concat(row.By("issued", scope.AsOf) ? [] : [new Words("ngày ban hành", "day of issue")]),
    };

    private static bool Exists(RegisterRow row, RegisterScope scope) => !row.By("until", scope.AsOf);
}
