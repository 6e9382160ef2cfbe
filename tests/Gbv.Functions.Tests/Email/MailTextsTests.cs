using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Email;

namespace Gbv.Functions.Tests.Email;

public sealed class MailTextsTests
{
    /// <summary>All that may differ from mail to mail.</summary>
    private sealed record Values(string Name, string Ref, Uri Link, DateTimeOffset Deadline, string Duty, string Code, string Area);

    private static readonly Values One = new(
        "Nguyễn Thị An", "7K3QZ9", new Uri("https://thong-tin.example.org/r/abc_DEF-123"), new(2026, 11, 24, 7, 30, 0, TimeSpan.Zero), "0270 111 222", "482913", "xã Cái Nhum");

    private static readonly Values Two = new(
        "Trần Văn Bình", "00YYXX", new Uri("https://thong-tin.example.org/r/zzz"), new(2027, 2, 3, 20, 5, 0, TimeSpan.Zero), "0903 9", "000001", "phường Long Châu");

    private static readonly string[] Kinds = ["item", "urgent", "coordinator", "reminder", "code", "withdrawal", "notice", "report"];
    private static readonly string[] Languages = ["vi", "en"];

    public static TheoryData<string, string> All =>
        [.. from kind in Kinds from language in Languages select (kind, language)];

    [Theory, MemberData(nameof(All))]
    public void A_mail_holds_nothing_but_reference_deadline_link_name_and_duty_number(string kind, string language)
    {
        var first = Write(kind, language, One);
        var second = Write(kind, language, Two);

        Assert.Equal(Without(first.Subject + first.Text, One), Without(second.Subject + second.Text, Two));
        Assert.Equal(Without(first.Html, One), Without(second.Html, Two));
    }

    [Theory, MemberData(nameof(All))]
    public void A_mail_says_nothing_of_its_subject(string kind, string language)
    {
        var mail = Write(kind, language, One);

        Assert.DoesNotMatch("(?i)bạo lực|nạn nhân|xâm hại|phụ nữ|trẻ em|công an|violence|abuse|victim|police|child", mail.Subject + mail.Text + mail.Html + mail.FromName);
    }

    [Theory, MemberData(nameof(All))]
    public void The_html_part_is_plain_and_says_the_same(string kind, string language)
    {
        var mail = Write(kind, language, One);

        Assert.DoesNotMatch("(?i)<(table|img|style|script|link)|style=|class=", mail.Html);
        Assert.All(mail.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.Trim().Split(": http")[0], mail.Html, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("vi", "Thông báo", "Bạn có thông báo mới", "Bạn có một thông báo. Vào trang bạn đã dùng để xem.\n")]
    [InlineData("en", "Notice", "There is something new for you", "There is something new for you. Go to the page you used to see it.\n")]
    public void The_mail_to_a_reporter_says_that_there_is_something_to_read_and_nothing_else(string language, string from, string subject, string text)
    {
        var mail = MailTexts.ForReporter("hoa@example.net", "7K3QZ9", language);

        Assert.Equal((from, subject, text, ""), (mail.FromName, mail.Subject, mail.Text, mail.ToName));
        Assert.DoesNotMatch("(?i)7K3QZ9|http|cái nhum|hoa@", mail.Subject + mail.Text + mail.Html + mail.FromName);
    }

    [Fact]
    public void The_responders_mail_is_the_agreed_one()
    {
        var mail = Write("item", "vi", One);

        Assert.Equal("Bộ phận điều phối xã Cái Nhum", mail.FromName);
        Assert.Equal("Đề nghị phản hồi phiếu 7K3QZ9 trước 14:30 ngày 24/11", mail.Subject);
        Assert.Equal(
            """
            Kính gửi anh/chị Nguyễn Thị An,

            Đơn vị anh/chị có phiếu phối hợp số 7K3QZ9 cần phản hồi trước 14:30 ngày 24/11.

            Mở phiếu: https://thong-tin.example.org/r/abc_DEF-123

            Khi mở, anh/chị sẽ nhận mã xác nhận qua e-mail này.

            Liên kết chỉ dành cho anh/chị, đề nghị không chuyển tiếp. Không trả lời nội dung công việc qua e-mail.

            Nếu không xử lý được, đề nghị bấm Từ chối để phiếu được chuyển ngay cho người khác. Số trực: 0270 111 222.

            Trân trọng.

            """, mail.Text);
        Assert.Contains("<a href=\"https://thong-tin.example.org/r/abc_DEF-123\">", mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urgent", "Đề nghị phản hồi sớm phiếu 7K3QZ9, trước 14:30 ngày 24/11")]
    [InlineData("coordinator", "Phiếu mới 7K3QZ9, đề nghị xem trước 14:30 ngày 24/11")]
    [InlineData("reminder", "Nhắc: phiếu 7K3QZ9 đang chờ phản hồi")]
    [InlineData("code", "Mã xác nhận phiếu 7K3QZ9")]
    [InlineData("withdrawal", "Phiếu 7K3QZ9 đã kết thúc")]
    public void Subjects_are_the_agreed_ones(string kind, string subject) => Assert.Equal(subject, Write(kind, "vi", One).Subject);

    [Fact]
    public void The_code_is_written_in_two_groups_and_awaits_no_delivery_event()
    {
        var mail = Write("code", "vi", One);

        Assert.Contains("Mã: 482 913, dùng trong 10 phút. Không đọc mã cho bất kỳ ai.", mail.Text, StringComparison.Ordinal);
        Assert.Empty(mail.Ref);
    }

    [Fact]
    public void Without_a_duty_number_its_line_is_not_there()
    {
        var mail = Write("item", "vi", One with { Duty = "" });

        Assert.DoesNotContain("Số trực", mail.Text, StringComparison.Ordinal);
        Assert.Contains("bấm Từ chối", mail.Text, StringComparison.Ordinal);
    }

    private static Mail Write(string kind, string language, Values v)
    {
        var texts = new MailTexts(language);
        var area = new Area { Code = new CommuneCode("cai-nhum"), Name = v.Area, DutyNumber = v.Duty };
        var person = new DirectoryEntry
        {
            Id = "p1",
            Commune = area.Code,
            Name = v.Name,
            Unit = "Trạm Y tế",
            Office = Office.HealthStation,
            Email = "p1@example.org",
        };
        return kind switch
        {
            "item" => texts.Item(new(person, area, v.Ref, v.Link, v.Deadline, Urgency.Normal)),
            "urgent" => texts.Item(new(person, area, v.Ref, v.Link, v.Deadline, Urgency.Immediate)),
            "coordinator" => texts.Item(new(person, area, v.Ref, v.Link, v.Deadline, Urgency.High, ForTriage: true)),
            "reminder" => texts.Reminder(new(person, area, v.Ref, v.Link, v.Deadline)),
            "code" => texts.Code(new(person, area, v.Ref, v.Code)),
            "withdrawal" => texts.Withdrawal(new(person, area, v.Ref)),
            "notice" => texts.Notice(new(person, area, v.Ref, Urgency.High)),
            _ => texts.Report(new(person, area, v.Ref, v.Link, "tháng 10/2026")),
        };
    }

    private static string Without(string text, Values v)
    {
        var local = v.Deadline.ToVietnam();
        foreach (var value in new[]
        {
            v.Link.AbsoluteUri, v.Name, v.Ref, v.Duty, v.Area, $"{v.Code[..3]} {v.Code[3..]}",
            local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), local.ToString("dd/MM", System.Globalization.CultureInfo.InvariantCulture),
        })
            text = text.Replace(value, "…", StringComparison.Ordinal);
        return text;
    }
}
