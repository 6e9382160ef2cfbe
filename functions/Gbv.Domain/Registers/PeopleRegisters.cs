using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>Staff and their courses. Of staff there is a name, a unit and the time in post: enough to count each person once, and no more.</summary>
public static class PeopleRegisters
{
    /// <summary>Courses count from the beginning of the programme (plan, section II).</summary>
    public static readonly DateOnly ProgrammeStart = new(2026, 1, 1);

    public static readonly Register Staff = new("staff", new("Cán bộ, cộng tác viên", "Staff"),
    [
        Text("code", "Mã số", "Code", required: true, max: 20, note: new("Số do đơn vị đặt, mỗi người một số, giữ nguyên qua các năm. Không dùng số căn cước.", "A number of the unit's own, one a person, kept over the years. Never an identity number.")),
        Text("name", "Họ và tên", "Name", required: true, personal: true),
        Text("unit", "Đơn vị", "Unit", required: true),
        One("group", "Nhóm", "Group", Lists.StaffGroup, required: true),
        YesNo("socialWorker", "Làm công tác xã hội", "Does social work", required: true),
        Date("from", "Ở vị trí từ ngày", "In post since", required: true),
        Date("until", "Đến ngày", "Until"),
    ])
    {
        Key = ["code"],
        Rules =
        [
            Ordered("from", "until", "Ngày kết thúc trước ngày bắt đầu", "It ended before it began"),
            new("code", (row, _) => row.Text("code") is { Length: 9 or 12 } code && code.All(char.IsAsciiDigit), new("Mã số giống số căn cước hoặc chứng minh nhân dân", "The code looks like an identity number"), new("Dùng số thứ tự của đơn vị, ví dụ VH-03.", "Use a number of your own, for example VH-03.")),
        ],
        InScope = (row, scope) => row.By("from", scope.AsOf) && !row.By("until", scope.AsOf),
        Missing = (row, scope) => Courses.Of(row, scope).Any() ? [] : [new Words("chưa qua lớp tập huấn nào từ 2026", "no course since 2026")],
    };

    public static readonly Register CourseList = new("courses", new("Lớp tập huấn, bồi dưỡng", "Courses"),
    [
        Text("code", "Mã lớp", "Code", required: true, max: 20),
        Text("name", "Tên lớp", "Title", required: true, max: 300),
        Several("topics", "Nội dung", "Topics", Lists.CourseTopic, required: true),
        Date("from", "Từ ngày", "From", required: true),
        Date("to", "Đến ngày", "To", required: true),
        Text("organiser", "Đơn vị tổ chức", "Organiser", required: true),
        Number("hours", "Số tiết", "Hours", max: 1000),
        YesNo("counts", "Được tính là lớp tập huấn của Chương trình", "Counts as a course of the programme", required: true),
    ])
    {
        Key = ["code"],
        Rules = [Ordered("from", "to", "Ngày kết thúc trước ngày bắt đầu", "It ended before it began")],
    };

    public static readonly Register Attendance = new("attendance", new("Người dự lớp", "Attendance"),
    [
        Reference("course", "Mã lớp", "Course", "courses", required: true),
        Reference("person", "Mã số người dự", "Staff code", "staff", required: true),
        YesNo("completed", "Hoàn thành", "Completed", required: true),
    ])
    {
        Key = ["course", "person"],
        NameColumn = "person",
    };

    /// <summary>Who was trained, in one place for list and indicator.</summary>
    internal static class Courses
    {
        /// <summary>The qualifying courses that the person completed by the end of the period.</summary>
        public static IEnumerable<RegisterRow> Of(RegisterRow person, RegisterScope scope) => scope.All.Referring(Attendance, "person", person)
            .Where(a => a.Is("completed"))
            .Select(a => scope.All.Find(CourseList, a.Text("course")))
            .OfType<RegisterRow>()
            .Where(c => c.Is("counts") && c.Date("to") is { } end && end >= ProgrammeStart && end <= scope.AsOf);
    }
}
