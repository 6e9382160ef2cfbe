using System.Text.RegularExpressions;
using Gbv.Browser.Tests.Browser;
using Gbv.LocalHost.Mail;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Staff;

/// <summary>Somebody who works in their e-mail: waits for a mail, opens it in the browser, follows the link and types the code.</summary>
internal sealed partial class Mailbox(AppFixture app, Visitor visitor)
{
    private MailMark mark = app.Mark();

    public Visitor Visitor => visitor;

    /// <summary>The next mail to this address since the mailbox was made; the reference in its subject.</summary>
    public async Task<LocalMail> ReceiveAsync(string address, string subject = "")
    {
        var mail = await app.MailAsync(m => m.To == address && m.Subject.Contains(subject, StringComparison.Ordinal), mark);
        mark = mark.Without(mail);
        return mail;
    }

    /// <summary>Opens the mail and its link: the neutral page.</summary>
    public async Task FollowAsync(LocalMail mail)
    {
        await visitor.GoAsync("/local/mail");
        // By its address: several people may have been sent the same words.
        await visitor.Page.Locator($"a[href='/local/mail/{mail.Id}']").ClickAsync();
        await visitor.FollowAsync("Mở liên kết / Open the link");
    }

    /// <summary>Asks for the code, reads it in the mailbox and types it.</summary>
    public async Task EnterAsync(LocalMail mail, Func<string, Task>? look = null)
    {
        await visitor.PressAsync("Nhận mã xác nhận");
        await visitor.ArriveAsync("Nhập mã xác nhận");
        if (look is not null) await look("code");
        var code = await ReceiveAsync(mail.To, "Mã xác nhận");
        await visitor.WriteAsync("Mã xác nhận", Code().Match(code.Text).Value);
        await visitor.PressAsync("Tiếp tục");
    }

    /// <summary>From the mail to the page behind it; whoever is still signed in needs no new code.</summary>
    public async Task OpenAsync(LocalMail mail)
    {
        await FollowAsync(mail);
        if (await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Nhận mã xác nhận" }).CountAsync() > 0) await EnterAsync(mail);
    }

    [GeneratedRegex(@"\d{3} \d{3}")]
    private static partial Regex Code();
}
