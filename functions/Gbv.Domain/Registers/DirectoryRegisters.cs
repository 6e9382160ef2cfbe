using System.Text.RegularExpressions;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>The directory of a commune, or of the province, as three sheets of its workbook: the area, the named persons who answer (domain §1), and the places that help.</summary>
public static partial class DirectoryRegisters
{
    public static readonly Register Area = new("area", new("Địa bàn", "Area"),
    [
        Text("code", "Mã địa bàn", "Area code", required: true, max: 40),
        Text("name", "Tên đầy đủ, ví dụ xã Cái Nhum, tỉnh Vĩnh Long", "Full name, for example xã Cái Nhum, tỉnh Vĩnh Long", required: true, max: 80),
        Text("duty", "Số trực ngày đêm", "Number on duty day and night", max: 20),
    ])
    {
        Key = ["code"],
        Home = RegisterHome.Directory,
        Rules = [Phone("duty")],
    };

    public static readonly Register People = new("people", new("Danh bạ", "Directory"),
    [
        Text("code", "Mã người", "Person code", required: true, max: 60, note: new("Chữ thường, số và gạch ngang, ví dụ tram-y-te-1. Người mới được ghi ở dòng mới với mã mới; dòng của người cũ giữ nguyên mã và ghi ngày thôi phụ trách.", "Small letters, digits and hyphens, for example tram-y-te-1. A new person gets a new row with a new code; the row of the one before keeps its code and gets the day of leaving.")),
        Text("name", "Họ và tên", "Name", required: true, personal: true),
        Text("unit", "Đơn vị (tên trung tính, hiện trên trang trước khi nhập mã)", "Unit (neutral name, shown before the code)", required: true),
        One("office", "Cơ quan (để loại trừ)", "Office (for exclusion)", CodeList.Of<Office>(), required: true, note: new("Văn phòng, điều phối, bảo vệ trẻ em, công tác xã hội, trợ giúp pháp lý, Chủ tịch đều thuộc UBND.", "Coordinator, child protection, social work, legal aid and chairman all belong to the commune's office.")),
        Several("roles", "Vai trò", "Roles", CodeList.Of<DirectoryRole>()),
        Several("services", "Dịch vụ phụ trách", "Services", CodeList.Of<Service>()),
        Text("email", "E-mail công vụ", "Official e-mail", required: true, max: 120, personal: true),
        Text("mobile", "Di động", "Mobile", max: 20, personal: true),
        Reference("backup", "Người thay (mã người)", "Backup (person code)", "people"),
        YesNo("shared", "Hộp thư dùng chung", "Shared mailbox"),
        YesNo("leave", "Đang nghỉ", "On leave"),
        Date("until", "Không còn phụ trách từ ngày", "No longer in charge from"),
        Several("reports", "Nhận báo cáo kỳ nào", "Which reports", CodeList.Of<PeriodKind>(), note: new("Chỉ cho nơi nhận báo cáo; để trống nếu nhận mọi kỳ.", "For a report recipient only; leave it empty for those of every kind.")),
    ])
    {
        Key = ["code"],
        Home = RegisterHome.Directory,
        Rules =
        [
            PlanRegisters.CodeShape("code"), Phone("mobile"),
            new("email", (row, _) => row.Text("email") is { } email && !IsAddress(email), new("Không phải địa chỉ e-mail", "Not an e-mail address"), new("Ghi đúng một địa chỉ, ví dụ ten@xa.gov.vn.", "Write one address, for example ten@xa.gov.vn.")),
            new("backup", (row, _) => row.Text("backup") is { } backup && RegisterRow.KeyOf([backup]) == row.Key, new("Người thay là chính người đó", "The backup is the same person"), new("Chọn một người khác.", "Choose somebody else.")),
            NotInFuture("until", "Ngày thôi phụ trách", "The day of leaving"),
        ],
    };

    /// <summary>What <c>/help</c> shows. A shelter has a name and a number here and no address.</summary>
    public static readonly Register Help = new("help-points", new("Nơi giúp đỡ", "Places that help"),
    [
        Text("code", "Mã nơi giúp đỡ", "Place code", required: true, max: 60, note: new("Chữ thường, số và gạch ngang, ví dụ tram-y-te.", "Small letters, digits and hyphens, for example tram-y-te.")),
        Text("name", "Tên, như người dân vẫn gọi", "Name, as people call it", required: true),
        One("service", "Dịch vụ", "Service", CodeList.Of<Service>(), required: true),
        Text("phone", "Số điện thoại", "Telephone", max: 20),
        Text("address", "Địa chỉ", "Address", note: new("Nơi tạm lánh: TUYỆT ĐỐI để trống.", "For a shelter: NEVER.")),
        Text("hours", "Giờ làm việc", "Hours"),
        Text("cost", "Chi phí", "Cost", note: new("Ví dụ: Miễn phí.", "For example: free.")),
        Text("access", "Cho người khuyết tật, người có con nhỏ", "For people with disabilities or small children"),
        Text("languages", "Ngôn ngữ", "Languages", note: new("Ví dụ: Tiếng Việt, tiếng Khmer.", "For example: Vietnamese, Khmer.")),
        YesNo("women", "Có nhân viên nữ", "Women on the staff"),
        Date("until", "Ngừng từ ngày", "Closed from"),
    ])
    {
        Key = ["code"],
        Home = RegisterHome.Directory,
        Note = new("Mọi người đều đọc được trên trang “Nơi có thể giúp bạn”. Nơi tạm lánh chỉ ghi tên gọi và số điện thoại.", "Everybody reads this on the page of places that help. Of a shelter only a name and a number."),
        Rules =
        [
            PlanRegisters.CodeShape("code"), Phone("phone"),
            new("phone", (row, _) => row.Text("phone") is null && row.Text("address") is null, new("Không có số điện thoại, cũng không có địa chỉ", "Neither a telephone number nor an address"), new("Ghi ít nhất một cách để tìm đến.", "Write at least one way to get there.")),
            new("address", (row, _) => row.Is("service", "shelter") && row.Text("address") is not null, new("Địa chỉ nơi tạm lánh không được ghi ở đây", "The address of a shelter must not stand here"), new("Xóa địa chỉ, chỉ để số điện thoại.", "Remove the address and leave the number.")),
            new("name", (row, _) => row.Is("service", "shelter") && ServiceRegisters.LooksLikeAddress(row.Text("name")), ServiceRegisters.NameIsAddress.What, ServiceRegisters.NameIsAddress.Fix),
            NotInFuture("until", "Ngày ngừng", "The day of closing"),
        ],
    };

    private static RegisterRule Phone(string column) => new(
        column, (row, _) => row.Text(column) is { } number && (number[0] is not ('0' or '+' or '1' or '(') || number.Count(char.IsAsciiDigit) is < 3 or > 15 || number.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '.' or '+' or '-' or '(' or ')'))),
        new("Không phải số điện thoại", "Not a telephone number"), new("Ghi đủ số 0 ở đầu, dạng văn bản, ví dụ 0270 3000 000.", "Write it with its leading zero, as text, for example 0270 3000 000."));

    private static bool IsAddress(string text) => Address().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
