using Gbv.LocalHost.Mail;
using Gbv.LocalHost.Platform;

[assembly: AssemblyFixture(typeof(Gbv.Browser.Tests.Browser.AppFixture))]

namespace Gbv.Browser.Tests.Browser;

/// <summary>The whole product on this machine, as the run command starts it, with ports and a data folder of its own.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    /// <summary>How long a mail may take from the report to the mailbox (issue: 15 seconds).</summary>
    public static readonly TimeSpan MailLimit = TimeSpan.FromSeconds(15);

    private readonly string folder = Directory.CreateTempSubdirectory("gbv-browser-").FullName;
    private readonly Func<LocalPlatformOptions, LocalPlatformOptions> change;
    private LocalPlatform? platform;

    public AppFixture() : this(options => options)
    {
    }

    internal AppFixture(Func<LocalPlatformOptions, LocalPlatformOptions> change) => this.change = change;

    public LocalPlatform Platform => platform!;

    public string BaseUrl => Platform.BaseAddress.AbsoluteUri;

    public async ValueTask InitializeAsync() => platform = await LocalPlatform.StartAsync(
        change(new LocalPlatformOptions { Url = "http://localhost:0", DataFolder = folder, Azurite = AzuritePorts.Free }),
        TestContext.Current.CancellationToken);

    /// <summary>The next mail to somebody that came after the ones already there.</summary>
    public Task<LocalMail> MailAsync(Func<LocalMail, bool> fits, MailMark since) =>
        Platform.Mails.WaitForAsync(mail => !since.Ids.Contains(mail.Id) && fits(mail), MailLimit, TestContext.Current.CancellationToken);

    /// <summary>Whose mailbox a case has reached since then: everybody who was asked or told something (not codes, not reports).</summary>
    public IReadOnlyList<string> ToldSince(MailMark mark) =>
    [
        .. Platform.Mails.All
            .Where(mail => !mark.Ids.Contains(mail.Id) && !mail.Subject.StartsWith("Mã", StringComparison.Ordinal) && !mail.Subject.StartsWith("Báo cáo", StringComparison.Ordinal))
            .Select(mail => mail.To),
    ];

    /// <summary>Remembers what has arrived: tests share one mailbox, so each looks only at what came after it began.</summary>
    public MailMark Mark() => new(Platform.Mails.All.Select(mail => mail.Id).ToHashSet());

    public async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The mails that were there at one moment.</summary>
public sealed record MailMark(IReadOnlySet<string> Ids)
{
    /// <summary>The same moment, with one more mail taken out.</summary>
    public MailMark Without(LocalMail mail) => new(Ids.Append(mail.Id).ToHashSet());
}
