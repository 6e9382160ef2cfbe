using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>What was done in the year: communication, digital transformation, the health station's work, and cases from a paper book (codes only).</summary>
public static class WorkRegisters
{
    public static readonly Register Events = new("events", new("Truyền thông", "Communication events"),
    [
        Date("date", "Ngày", "Date", required: true),
        Text("name", "Tên hoạt động", "Title", required: true, max: 300),
        One("topic", "Chủ đề", "Topic", Lists.Topic, required: true),
        One("channel", "Hình thức", "Channel", Lists.EventChannel, required: true),
        One("audience", "Dành cho", "Audience", Lists.Audience, required: true),
        Reference("hamlet", "Ấp, khóm", "Hamlet", "hamlets"),
        Reference("unit", "Đơn vị thực hiện", "Unit", "units"),
        Number("reached", "Số người dự, tiếp cận", "People reached", required: true),
        Number("women", "Trong đó nữ", "Women among them"),
        Number("men", "Trong đó nam", "Men among them"),
    ])
    {
        Key = ["date", "name"],
        Rules = [NotInFuture("date", "Ngày tổ chức", "The day"), NoMoreThan("reached", ["women", "men"], "Nữ cộng nam lớn hơn tổng số người", "Women and men are more than all people")],
    };

    public static readonly Register Digital = new("digital", new("Chuyển đổi số", "Digital transformation"),
    [
        Text("name", "Ứng dụng, việc đã làm", "Application or step", required: true, max: 300),
        One("kind", "Dùng cho", "For", Lists.DigitalKind, required: true),
        Date("since", "Từ ngày", "Since", required: true),
        Text("unit", "Đơn vị", "Unit"),
        Date("until", "Đến ngày", "Until"),
    ])
    {
        Key = ["name"],
        Rules = [NotInFuture("since", "Ngày bắt đầu", "The first day"), Ordered("since", "until", "Ngày kết thúc trước ngày bắt đầu", "It ended before it began")],
    };

    public static readonly Register HealthCases = new("health-cases", new("Số ca tại Trạm Y tế", "Cases at the health station"),
    [
        Year(),
        Number("month", "Tháng", "Month", required: true, min: 1, max: 12),
        Number("received", "Tiếp nhận (người)", "Received (people)", required: true, max: 10_000),
        Number("women", "Trong đó nữ", "Women among them", max: 10_000),
        Number("children", "Trong đó dưới 16 tuổi", "Under 16 among them", max: 10_000),
        Number("treated", "Được điều trị (người)", "Treated (people)", required: true, max: 10_000),
        Number("referred", "Chuyển tuyến (người)", "Sent on (people)", max: 10_000),
    ])
    {
        Key = ["year", "month"],
        NameColumn = "month",
        Note = new("Chỉ ghi con số. Không ghi tên, địa chỉ hay điều gì nhận ra người bệnh.", "Numbers only. No name, address or anything by which a patient could be known."),
        Rules =
        [
            NoMoreThan("received", ["women"], "Số nữ lớn hơn tổng số", "More women than people"), NoMoreThan("received", ["children"], "Số dưới 16 tuổi lớn hơn tổng số", "More children than people"),
            NoMoreThan("received", ["treated"], "Số được điều trị lớn hơn số tiếp nhận", "More were treated than received"),
        ],
    };

    public static readonly Register PaperCases = new("paper-cases", new("Sổ giấy (chỉ mã)", "Paper book (codes only)"),
    [
        Number("number", "Số thứ tự trong sổ", "Number in the book", required: true, min: 1, max: 100_000),
        Date("received", "Ngày tiếp nhận", "Received on", required: true),
        One("sex", "Giới tính", "Sex", CodeList.Of<Sex>(), required: true),
        One("age", "Nhóm tuổi", "Age band", CodeList.Of<AgeBand>(), required: true),
        One("type", "Phân loại công tác xã hội", "Social-work type", CodeList.Of<CoreType>(), required: true),
        YesNo("domestic", "Trong gia đình", "In the family"),
        Several("forms", "Hình thức", "Forms", CodeList.Of<ViolenceForm>()),
        Several("services", "Dịch vụ đã nhận", "Services received", CodeList.Of<Service>()),
        Date("served", "Ngày dịch vụ đầu tiên", "First service on"),
        YesNo("declined", "Được mời nhưng tự từ chối", "Offered and freely declined"),
        YesNo("unreachable", "Không liên lạc được an toàn", "Not safely reachable"),
        YesNo("online", "Đã nhập trên hệ thống", "Also in the system", required: true, note: new("Có: đã có tin trên hệ thống, dòng này không cộng thêm.", "Yes: the system has it already, and this row is not added.")),
    ])
    {
        Key = ["received", "number"],
        NameColumn = "number",
        Note = new("Chỉ mã. Không ghi tên, địa chỉ, lời kể. Mỗi dòng là một người trong sổ giấy của năm.", "Codes only. No name, address or story. A row is a person in the year's paper book."),
        Rules =
        [
            NotInFuture("received", "Ngày tiếp nhận", "The day of receipt"), NotInFuture("served", "Ngày dịch vụ", "The day of the service"),
            Ordered("received", "served", "Dịch vụ trước ngày tiếp nhận", "The service came before the receipt"),
            Needs("served", "services", "Có dịch vụ nhưng chưa ghi ngày đầu tiên", "There was a service, and its day is missing"),
        ],
    };
}
