using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>The plan's own work: who does what until when (section V), each unit's yearly plan, and the money (section IV).</summary>
public static class PlanRegisters
{
    public static readonly Register Units = new("units", new("Đơn vị báo cáo", "Returning units"),
    [
        Text("code", "Mã đơn vị", "Unit code", required: true, max: 40, note: new("Chữ thường, số và gạch ngang, ví dụ van-hoa. Giữ nguyên qua các năm.", "Small letters, digits and hyphens, for example van-hoa. Keep it over the years.")),
        Text("name", "Tên đơn vị", "Name", required: true),
        One("kind", "Loại", "Kind", Lists.UnitKind, required: true, note: new("Quyết định phần số liệu mà đơn vị phải báo cáo.", "Decides which figures the unit returns.")),
        Reference("person", "Người gửi báo cáo (mã trong Danh bạ)", "Who returns (code in the directory)", "people", note: new("Không có người thì đơn vị không nhận được thư nhắc.", "Without a person the unit gets no reminder.")),
        Date("until", "Không còn báo cáo từ ngày", "Returns no more from"),
    ])
    {
        Key = ["code"],
        Rules = [CodeShape("code")],
        Note = new("Các đơn vị gửi báo cáo trước ngày 20/11: phòng, ban, Ban Chỉ huy Quân sự, trường, Mặt trận và đoàn thể, ấp.", "Units that return before 20 November."),
    };

    public static readonly Register Tasks = new("tasks", new("Nhiệm vụ (phần V)", "Tasks (section V)"),
    [
        Text("code", "Số hiệu", "Number", required: true, max: 20),
        Text("name", "Nhiệm vụ", "Task", required: true, max: 1000),
        Reference("lead", "Đơn vị chủ trì", "Lead", "units", required: true),
        Text("partners", "Đơn vị phối hợp", "Partners", max: 500),
        One("due", "Thời hạn", "Due", Lists.Due, required: true),
        Date("deadline", "Hạn (nếu là một ngày nhất định)", "Deadline (where it is a certain day)"),
        Text("result", "Kết quả, sản phẩm phải có", "Expected result", max: 500),
    ])
    {
        Key = ["code"],
        Rules =
        [
            new("deadline", (row, _) => row.Is("due", "date") && row.Date("deadline") is null,
                new("Thời hạn là một ngày nhất định nhưng chưa ghi ngày", "The task is due on a certain day, and the day is missing"), new("Ghi ngày, hoặc chọn thời hạn khác.", "Write the day, or choose another kind of deadline.")),
        ],
    };

    public static readonly Register Progress = new("task-progress", new("Kết quả nhiệm vụ từng năm", "Results of tasks by year"),
    [
        Year(),
        Reference("task", "Số hiệu nhiệm vụ", "Task", "tasks", required: true),
        One("status", "Tình trạng", "Status", Lists.Progress, required: true),
        Text("result", "Kết quả", "Result", max: 1000),
        Date("done", "Ngày xong", "Done on"),
    ])
    {
        Key = ["year", "task"],
        NameColumn = "task",
        Rules =
        [
            NotInFuture("done", "Ngày xong", "The day on which it was done"),
            new("result", (row, _) => row.Is("status", "done") && row.Text("result") is null, new("Nhiệm vụ ghi là đã xong nhưng chưa có kết quả", "The task is done and has no result"), new("Ghi ngắn kết quả hoặc số văn bản.", "Write the result or the number of the document.")),
        ],
    };

    public static readonly Register UnitPlans = new("unit-plans", new("Kế hoạch năm của đơn vị", "Yearly plans of units"),
    [
        Year(),
        Reference("unit", "Đơn vị", "Unit", "units", required: true),
        Text("number", "Số, ký hiệu", "Number", required: true, max: 60),
        Date("issued", "Ngày ban hành", "Issued on", required: true),
        Text("content", "Nội dung chính", "Main content", max: 1000),
    ])
    {
        Key = ["year", "unit"],
        NameColumn = "unit",
        Rules = [NotInFuture("issued", "Ngày ban hành", "The day of issue")],
    };

    public static readonly Register Budget = new("budget", new("Kinh phí", "Budget"),
    [
        Year(),
        One("source", "Nguồn", "Source", Lists.Money, required: true),
        Text("name", "Nội dung chi", "Purpose", required: true),
        Amount("estimate", "Dự toán (đồng)", "Estimate (VND)", required: true),
        Amount("appraised", "Thẩm định (đồng)", "Appraised (VND)"),
        Amount("approved", "Phê duyệt (đồng)", "Approved (VND)"),
        Amount("settled", "Quyết toán (đồng)", "Settled (VND)"),
    ])
    {
        Key = ["year", "source", "name"],
        Rules = [NoMoreThan("approved", ["settled"], "Quyết toán lớn hơn số được phê duyệt", "More was settled than was approved")],
    };

    internal static RegisterRule CodeShape(string column) => new(
        column, (row, _) => row.Text(column) is { } code && !code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
        new("Mã có ký tự khác chữ thường, số và gạch ngang", "The code has other characters than small letters, digits and hyphens"),
        new("Viết lại mã không dấu, không khoảng trắng, ví dụ tram-y-te.", "Write it like tram-y-te."));

    private static RegisterColumn Amount(string code, string vi, string en, bool required = false) => Number(code, vi, en, required, 0, 1_000_000_000_000);
}
