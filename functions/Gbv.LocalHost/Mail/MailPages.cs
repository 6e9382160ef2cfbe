using System.Globalization;
using System.Text;

namespace Gbv.LocalHost.Mail;

/// <summary><c>/local/mail</c>: the mailbox of everybody, for the person at this machine.</summary>
internal static class MailPages
{
    public static void MapMailPages(this IEndpointRouteBuilder web, LocalMailbox mailbox)
    {
        web.MapGet("/local/mail", () => List(mailbox.All));
        web.MapGet("/local/mail/{id}", (string id) => mailbox.Find(id) is { } mail ? One(mail) : Results.NotFound());
    }

    private static IResult List(IReadOnlyList<LocalMail> mails)
    {
        var rows = new StringBuilder();
        foreach (var mail in mails.Reverse())
            rows.Append(CultureInfo.InvariantCulture, $"""<tr><td>{LocalPage.Time(mail.At)}</td><td>{LocalPage.Text(mail.To)}</td><td><a href="/local/mail/{mail.Id}">{LocalPage.Text(mail.Subject)}</a></td></tr>""");
        return LocalPage.Show("Hộp thư trên máy này / Local mail", $"""
            <p>{mails.Count} thư / mails. <a href="/local/mail">Xem lại / Refresh</a></p>
            <table><thead><tr><th scope="col">Lúc / Time</th><th scope="col">Gửi đến / To</th><th scope="col">Tiêu đề / Subject</th></tr></thead><tbody>{rows}</tbody></table>
            """);
    }

    private static IResult One(LocalMail mail)
    {
        var link = mail.Link is { } uri ? $"""<p><a id="link" href="{LocalPage.Text(uri.AbsoluteUri)}">Mở liên kết / Open the link</a></p>""" : "";
        return LocalPage.Show(mail.Subject, $"""
            <p><a href="/local/mail">Mọi thư / All mails</a></p>
            <dl><dt>Từ / From</dt><dd>{LocalPage.Text(mail.FromName)} &lt;{LocalPage.Text(mail.From)}&gt;</dd><dt>Gửi đến / To</dt><dd>{LocalPage.Text(mail.ToName)} &lt;{LocalPage.Text(mail.To)}&gt;</dd><dt>Lúc / Time</dt><dd>{LocalPage.Time(mail.At)}</dd></dl>
            {link}
            <h2>Văn bản / Text</h2><pre id="text">{LocalPage.Text(mail.Text)}</pre>
            <h2>HTML</h2><iframe title="HTML" sandbox="allow-popups allow-top-navigation-by-user-activation" srcdoc="{LocalPage.Text(mail.Html)}"></iframe>
            """);
    }
}
