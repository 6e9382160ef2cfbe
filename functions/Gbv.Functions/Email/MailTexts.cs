using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Email;

/// <summary>
/// Words of every mail (journey "Mails"). A mail holds its reference, a deadline, a link, the addressee's name and the duty
/// number, and nothing that tells somebody looking over a shoulder what it is about (design §5).
/// </summary>
public sealed class MailTexts
{
    // Vietnamese letters stay letters; only what HTML needs is escaped.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Texts t;

    /// <summary>Official mail is Vietnamese unless asked otherwise.</summary>
    public MailTexts(string language = Texts.Vietnamese) => t = Texts.For(language);

    public Mail Item(ItemMail m)
    {
        var deadline = Time(m.Deadline);
        var subject = m.ForTriage ? "email.coordinator.subject" : m.Urgency == Urgency.Normal ? "email.item.subject" : "email.item.subject-urgent";
        return Compose(m.To, m.Area, m.Ref, t[subject, m.Ref, deadline], [
            t[m.ForTriage ? "email.coordinator.body" : "email.item.body", m.Ref, deadline],
            .. LinkLines(m.Link),
            Duty(t[m.ForTriage ? "email.coordinator.absent" : "email.item.decline"], m.Area, needsNumber: m.ForTriage),
            t["email.closing"],
        ], m.Link);
    }

    public Mail Reminder(ReminderMail m) => Compose(m.To, m.Area, m.Ref, t["email.reminder.subject", m.Ref], [
        t["email.reminder.body", m.Ref, Time(m.Deadline)],
        .. LinkLines(m.Link),
        Duty(t["email.item.decline"], m.Area),
        t["email.closing"],
    ], m.Link);

    /// <summary>Something that the holder of an item relies on has changed, for example how the person may be reached.</summary>
    public Mail Update(UpdateMail m) => Compose(m.To, m.Area, m.Ref, t["email.update.subject", m.Ref], [
        t["email.update.body", m.Ref],
        .. LinkLines(m.Link),
        Duty("", m.Area),
        t["email.closing"],
    ], m.Link);

    /// <summary>Sent while somebody waits at the page; its delivery is no state of the item, so it carries no reference for events.</summary>
    public Mail Code(CodeMail m) => Compose(m.To, m.Area, "", t["email.code.subject", m.Ref], [
        t["email.code.body", $"{m.Code[..3]} {m.Code[3..]}"],
    ]);

    public Mail Withdrawal(WithdrawalMail m) => Compose(m.To, m.Area, m.Ref, t["email.withdrawal.subject", m.Ref], [
        t["email.withdrawal.body"],
        Duty("", m.Area),
        t["email.closing"],
    ]);

    public Mail Notice(NoticeMail m) => Compose(m.To, m.Area, m.Ref, t["email.notice.subject", m.Ref], [
        t["email.notice.body", m.Ref, t["email.notice.urgency." + m.Urgency.Code()]],
        Duty(t["email.notice.no-reply"], m.Area),
        t["email.closing"],
    ]);

    public Mail Report(ReportMail m) => Compose(m.To, m.Area, m.Ref, t["email.report.subject", m.Period, m.Ref], [
        t["email.report.body", m.Period],
        t["email.report.open", m.Link.AbsoluteUri],
        t["email.code-follows"],
        t["email.personal"],
        t["email.closing"],
    ], m.Link);

    /// <summary>
    /// To a reporter who asked for it: that there is something to read, and nothing else: no name, commune, office, link or number
    /// (journey "Mails").
    /// </summary>
    public static Mail ForReporter(string to, string reference, string language)
    {
        var texts = new MailTexts(language);
        return texts.Whole(to, "", texts.t["email.reporter.from"], reference, texts.t["email.reporter.subject"], [texts.t["email.reporter.body"]], null);
    }

    /// <summary>A mail whose words belong to another capability: greeting, its lines, nothing else. They keep to the same rule.</summary>
    public Mail Plain(DirectoryEntry to, Area area, string reference, string subject, IEnumerable<string> lines, Uri? link) => Compose(to, area, reference, subject, lines, link);

    private string[] LinkLines(Uri link) => [t["email.open", link.AbsoluteUri], t["email.code-follows"], t["email.personal"]];

    /// <summary>A sentence with the duty number behind it; a sentence that asks to ring it falls away with the number.</summary>
    private string Duty(string sentence, Area area, bool needsNumber = false) => string.IsNullOrWhiteSpace(area.DutyNumber)
        ? needsNumber ? "" : sentence
        : $"{sentence} {t["email.duty", area.DutyNumber]}".Trim();

    private string Time(DateTimeOffset instant)
    {
        var local = instant.ToVietnam();
        return t["email.time", local.ToString("HH:mm", CultureInfo.InvariantCulture), local.ToString("dd/MM", CultureInfo.InvariantCulture)];
    }

    private Mail Compose(DirectoryEntry to, Area area, string reference, string subject, IEnumerable<string> lines, Uri? link = null) =>
        Whole(to.Email, to.Name, t["email.from", area.Name], reference, subject, [t["email.greeting", to.Name], .. lines.Where(l => l.Length > 0)], link);

    private Mail Whole(string to, string name, string from, string reference, string subject, string[] all, Uri? link)
    {
        var text = string.Join("\n\n", all) + "\n";
        var html = $"<!doctype html><html lang=\"{t.Language}\"><head><meta charset=\"utf-8\"><title>{Html.Encode(subject)}</title></head><body>"
            + string.Concat(all.Select(l => $"<p>{Paragraph(l, link)}</p>")) + "</body></html>";
        return new Mail(to, name, from, subject, text, html, reference);
    }

    private static string Paragraph(string line, Uri? link)
    {
        var html = Html.Encode(line);
        if (link is null) return html;
        var address = Html.Encode(link.AbsoluteUri);
        return html.Replace(address, $"<a href=\"{address}\">{address}</a>", StringComparison.Ordinal);
    }
}
