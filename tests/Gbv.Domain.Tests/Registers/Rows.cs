using Gbv.Domain.Registers;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Tests.Registers;

/// <summary>Register rows for tests, complete until a test takes something away.</summary>
internal static class Rows
{
    public static readonly CommuneCode CaiNhum = new("cai-nhum");
    public static readonly DateOnly Today = new(2026, 11, 19);

    public static RegisterRow Of(Register register, params (string Column, string Value)[] values) => new(register, values.ToDictionary(v => v.Column, v => v.Value));

    /// <summary>The same row with other values; an empty one takes the value away.</summary>
    public static RegisterRow With(this RegisterRow row, params (string Column, string Value)[] values)
    {
        var all = row.Values.ToDictionary();
        foreach (var (column, value) in values) all[column] = value;
        return new(row.Register, all);
    }

    public static RegisterRow Shelter(string name = "Nơi 1") => Of(ServiceRegisters.Shelters,
        ("name", name), ("inUse", "yes"), ("since", "2026-03-01"), ("passed", "yes"), ("passedOn", "2026-04-01"), ("inspector", "Đoàn kiểm tra"), ("reviewed", "2026-10-01"));

    public static RegisterRow Document(string number = "12/QC-UBND") => Of(ServiceRegisters.Documents,
        ("number", number), ("issued", "2026-08-01"), ("name", "Quy chế phối hợp"), ("kind", "coordination"), ("lead", "Phòng Văn hóa – Xã hội"), ("partners", "Công an, Trạm Y tế"), ("duties", "yes"));

    public static RegisterRow Hamlet(string name = "Ấp 1") => Of(PlaceRegisters.Hamlets,
        ("name", name), ("forms", "online"), ("since", "2026-05-01"), ("person", "Nguyễn Văn A"), ("trained", "2026-05-10"));

    public static RegisterRow School(string name = "Trường THCS A") => Of(PlaceRegisters.Schools,
        ("name", name), ("level", "lower-secondary"), ("number", "05/QT"), ("issued", "2026-09-05"), ("applied", "yes"));

    public static RegisterRow Enterprise(string tax = "1500000001") => Of(PlaceRegisters.Enterprises,
        ("tax", tax), ("name", "Công ty " + tax), ("kind", "enterprise"), ("operating", "yes"), ("listed", "2026-10-01"), ("rule", "own"), ("issued", "2026-06-01"));

    public static RegisterRow Person(string code = "VH-01") => Of(PeopleRegisters.Staff,
        ("code", code), ("name", "Cán bộ " + code), ("unit", "Phòng VHXH"), ("group", "civil-servant"), ("socialWorker", "no"), ("from", "2025-01-01"));

    public static RegisterRow Course(string code = "L1") => Of(PeopleRegisters.CourseList,
        ("code", code), ("name", "Lớp " + code), ("topics", "prevention"), ("from", "2026-06-01"), ("to", "2026-06-03"), ("organiser", "Sở Nội vụ"), ("counts", "yes"));

    public static RegisterRow Attended(string person = "VH-01", string course = "L1") => Of(PeopleRegisters.Attendance, ("course", course), ("person", person), ("completed", "yes"));

    public static RegisterRow PaperCase(int number = 1) => Of(WorkRegisters.PaperCases,
        ("number", number.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("received", "2026-04-01"), ("sex", "female"), ("age", "from25-to39"), ("type", "physical-assault"), ("online", "no"));

    public static CommuneRegisters In(params RegisterRow[] rows) => new(CaiNhum, "xã Cái Nhum", rows);
}
