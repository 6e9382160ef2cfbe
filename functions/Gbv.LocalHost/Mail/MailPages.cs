using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gbv.Domain.Shared;

namespace Gbv.LocalHost.Mail;

/// <summary><c>/local/mail</c>: the mailbox of everybody, for the person at this machine.</summary>
internal static class MailPages
{
    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; vertical-align: top }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ccc; padding: 1rem; font: inherit } iframe { width: 100%; height: 28rem; border: 1px solid #ccc }
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static void MapMailPages(this IEndpointRouteBuilder web, LocalMailbox mailbox)
    {
        web.MapGet("/local/mail", () => Html(List(mailbox.All)));
        web.MapGet("/local/mail/{id}", (string id) => mailbox.Find(id) is { } mail ? Html(One(mail)) : Results.NotFound());
    }

    private static IResult Html(string page) => Results.Text(page, "text/html", Encoding.UTF8);

    private static string List(IReadOnlyList<LocalMail> mails)
    {
        var rows = new StringBuilder();
        foreach (var mail in mails.Reverse())
            rows.Append(CultureInfo.InvariantCulture, $"""<tr><td>{Time(mail)}</td><td>{Text(mail.To)}</td><td><a href="/local/mail/{mail.Id}">{Text(mail.Subject)}</a></td></tr>""");
        return Page("Hộp thư trên máy này / Local mail", $"""
            <p>{mails.Count} thư / mails. <a href="/local/mail">Xem lại / Refresh</a></p>
            <table><thead><tr><th scope="col">Lúc / Time</th><th scope="col">Gửi đến / To</th><th scope="col">Tiêu đề / Subject</th></tr></thead><tbody>{rows}</tbody></table>
            """);
    }

    private static string One(LocalMail mail)
    {
        var link = mail.Link is { } uri ? $"""<p><a id="link" href="{Text(uri.AbsoluteUri)}">Mở liên kết / Open the link</a></p>""" : "";
        return Page(mail.Subject, $"""
            <p><a href="/local/mail">Mọi thư / All mails</a></p>
            <dl><dt>Từ / From</dt><dd>{Text(mail.FromName)} &lt;{Text(mail.From)}&gt;</dd><dt>Gửi đến / To</dt><dd>{Text(mail.ToName)} &lt;{Text(mail.To)}&gt;</dd><dt>Lúc / Time</dt><dd>{Time(mail)}</dd></dl>
            {link}
            <h2>Văn bản / Text</h2><pre id="text">{Text(mail.Text)}</pre>
            <h2>HTML</h2><iframe title="HTML" sandbox="allow-popups allow-top-navigation-by-user-activation" srcdoc="{Text(mail.Html)}"></iframe>
            """);
    }

    private static string Page(string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Text(title)}</title><style>{Style}</style></head>
        <body><main><h1>{Text(title)}</h1>{body}</main></body></html>
        """;

    private static string Text(string text) => Encoder.Encode(text);

    private static string Time(LocalMail mail) => mail.At.ToVietnam().ToString("HH:mm:ss dd/MM/yyyy", CultureInfo.InvariantCulture);
}
