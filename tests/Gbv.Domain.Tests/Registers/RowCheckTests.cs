using Gbv.Domain.Registers;
using static Gbv.Domain.Tests.Registers.Rows;

namespace Gbv.Domain.Tests.Registers;

public sealed class RowCheckTests
{
    [Fact]
    public void Complete_rows_have_no_fault() =>
        Assert.All([Shelter(), Document(), Hamlet(), School(), Enterprise(), Person(), Course(), Attended(), PaperCase()], row => Assert.Empty(Faults(row)));

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        { "shelters", "name", "", "bắt buộc" },
        { "shelters", "inUse", "maybe", "Có hoặc Không" },
        { "shelters", "places", "ba", "số nguyên" },
        { "shelters", "places", "3.5", "số nguyên" },
        { "shelters", "places", "900", "từ 0 đến 200" },
        { "shelters", "passedOn", "2026-02-30", "ngày hợp lệ" },
        { "shelters", "passedOn", "1926-06-01", "Năm 1926 nằm ngoài khoảng 1990–2035" },
        { "shelters", "passedOn", "2026-12-01", "là ngày chưa đến" },
        { "shelters", "passedOn", "", "chưa ghi ngày kiểm tra" },
        { "shelters", "name", "12/3 đường Trần Phú", "địa chỉ" },
        { "shelters", "name", "Nhà ấp Một", "địa chỉ" },
        { "shelters", "name", "Một cái tên dài hơn sáu mươi ký tự để không ai nhớ nổi nó là gì cả", "Dài hơn 60" },
        { "hamlets", "forms", "online;fax", "không có trong danh sách" },
        { "hamlets", "since", "", "từ ngày nào" },
        { "schools", "number", "", "chưa ghi số" },
        { "enterprises", "tax", "15", "Mã số thuế" },
        { "staff", "code", "086123456789", "căn cước" },
        { "staff", "until", "2024-01-01", "trước ngày bắt đầu" },
        { "attendance", "person", "XX-99", "không có ở trang" },
        { "paper-cases", "served", "2026-03-01", "trước ngày tiếp nhận" },
        { "paper-cases", "services", "health", "ngày đầu tiên" },
        { "documents", "issued", "2027-01-01", "chưa đến" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Each_mistake_is_named_with_what_to_do(string register, string column, string value, string said)
    {
        var row = new[] { Shelter(), Document(), Hamlet(), School(), Enterprise(), Person(), Course(), Attended(), PaperCase() }.Single(r => r.Register.Code == register);

        var faults = Faults(row.With((column, value)));

        Assert.Contains(faults, f => f.What.Vi.Contains(said, StringComparison.Ordinal) && f.Fix.Vi.Length > 5 && f.Fix.En.Length > 5);
    }

    [Fact]
    public void Accents_case_and_spaces_do_not_make_another_row() =>
        Assert.Equal(Hamlet("Ấp Mỹ Phú").Id, Hamlet("  ấp  MỸ phú ").Id);

    [Fact]
    public void The_same_key_in_two_registers_is_not_the_same_row() => Assert.NotEqual(Hamlet("A").Id, School("A").Id);

    [Fact]
    public void A_withdrawn_row_counts_nowhere() => Assert.False(In(Hamlet().With((Register.Void, "yes"))).Has(PlaceRegisters.Hamlets));

    private static IReadOnlyList<RegisterFault> Faults(RegisterRow row) =>
        RowCheck.Faults(row, (register, key) => (register, key) is ("staff", "VH-01") or ("courses", "L1"), Today);
}
