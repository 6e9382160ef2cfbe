using System.Text.RegularExpressions;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Links;
using Gbv.Functions.Tests.Responders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Gbv.Functions.Tests.Responders.StaffApp;

namespace Gbv.Functions.Tests.Links;

public sealed class AccessCodesTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly KeptLog log = new();
    private StaffApp app = null!;
    private DirectoryEntry person = null!;
    private int links;

    private AccessCodes Codes => app.Get<AccessCodes>();

    public async ValueTask InitializeAsync()
    {
        app = await CreateAsync(azurite.NewAccount(), change: services => services.AddSingleton<ILoggerProvider>(log));
        person = await app.PersonAsync("cai-nhum-health-1");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_code_opens_once_and_only_in_the_browser_that_asked()
    {
        var link = await LinkAsync();
        var code = await SendAsync(link, "browser-a");

        Assert.Equal(CodeCheck.Spent, await Codes.CheckAsync(link.Key, "browser-b", code, Cancel));
        Assert.Equal(CodeCheck.Right, await Codes.CheckAsync(link.Key, "browser-a", code, Cancel));
        Assert.Equal(CodeCheck.Spent, await Codes.CheckAsync(link.Key, "browser-a", code, Cancel));
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        var link = await LinkAsync();
        var code = await SendAsync(link, "a");

        app.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(CodeCheck.Spent, await Codes.CheckAsync(link.Key, "a", code, Cancel));
    }

    [Fact]
    public async Task Five_wrong_tries_spend_a_code_and_the_right_one_comes_too_late()
    {
        var link = await LinkAsync();
        var code = await SendAsync(link, "a");
        var wrong = code == "000000" ? "000001" : "000000";

        for (var i = 0; i < 4; i++) Assert.Equal(CodeCheck.Wrong, await Codes.CheckAsync(link.Key, "a", wrong, Cancel));
        Assert.Equal(CodeCheck.Spent, await Codes.CheckAsync(link.Key, "a", wrong, Cancel));

        Assert.Equal(CodeCheck.Spent, await Codes.CheckAsync(link.Key, "a", code, Cancel));
    }

    [Fact]
    public async Task Who_came_in_typed_a_wrong_code_or_asked_too_often_is_a_line_with_the_mails_reference_and_neither_name_nor_code()
    {
        var link = await LinkAsync();
        var code = await SendAsync(link, "a");
        var wrong = code == "000000" ? "000001" : "000000";

        await Codes.CheckAsync(link.Key, "a", wrong, Cancel);
        await Codes.CheckAsync(link.Key, "a", code, Cancel);
        for (var i = 0; i < AccessCodes.SendsPerBrowser; i++) await TrySendAsync(link, "a");

        var reference = link.Target.MailRef;
        Assert.Equal(
            [
                $"5002 A wrong code was typed behind the link of mail {reference}: 1 of 5 tries", $"5001 A code opened the link of mail {reference}",
                $"5003 No more codes are sent for now behind the link of mail {reference}",
            ],
            log.Lines.Where(line => line.StartsWith("500", StringComparison.Ordinal)));
        Assert.DoesNotContain(log.Lines, line => new[] { code, person.Email, person.Name }.Any(told => line.Contains(told, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tries_made_at_the_same_moment_count_each()
    {
        var link = await LinkAsync();
        var code = await SendAsync(link, "a");
        var wrong = code == "000000" ? "000001" : "000000";

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Codes.CheckAsync(link.Key, "a", wrong, Cancel)));

        Assert.Equal(4, answers.Count(a => a == CodeCheck.Wrong));
        Assert.Equal(CodeCheck.Spent, await Codes.CheckAsync(link.Key, "a", code, Cancel));
    }

    [Fact]
    public async Task A_new_code_replaces_the_one_before()
    {
        var link = await LinkAsync();
        var first = await SendAsync(link, "a");
        var second = await SendAsync(link, "a");

        if (first != second) Assert.Equal(CodeCheck.Wrong, await Codes.CheckAsync(link.Key, "a", first, Cancel));
        Assert.Equal(CodeCheck.Right, await Codes.CheckAsync(link.Key, "a", $" {second[..3]} {second[3..]}", Cancel));
    }

    [Fact]
    public async Task Three_codes_an_hour_for_a_link_and_browser()
    {
        var link = await LinkAsync();
        for (var i = 0; i < 3; i++) await SendAsync(link, "a");

        Assert.Equal(CodeSent.LimitReached, await TrySendAsync(link, "a"));
        Assert.Equal(CodeSent.Sent, await TrySendAsync(link, "b"));

        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSent.Sent, await TrySendAsync(link, "a"));
    }

    [Fact]
    public async Task Ten_codes_an_hour_for_a_person_whatever_the_link_and_browser()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(CodeSent.Sent, await TrySendAsync(await LinkAsync(), "browser-" + i));

        Assert.Equal(CodeSent.LimitReached, await TrySendAsync(await LinkAsync(), "another"));
        Assert.Equal(10, app.Mails.Sent.Count);

        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(CodeSent.Sent, await TrySendAsync(await LinkAsync(), "another"));
    }

    [Fact]
    public async Task Neither_code_nor_link_is_stored()
    {
        var link = await LinkAsync();
        var code = await SendAsync(link, "a");

        var stored = await app.Get<LinkStore>().ReadAsync(link.Key, Cancel);

        Assert.DoesNotContain(code, System.Text.Json.JsonSerializer.Serialize(stored!.Codes), StringComparison.Ordinal);
    }

    private Task<CodeSent> TrySendAsync(LinkOpening.Active link, string browser) =>
        Codes.SendAsync(link, person, new Area { Code = person.Commune, Name = "xã Cái Nhum" }, browser, Cancel);

    private async Task<string> SendAsync(LinkOpening.Active link, string browser)
    {
        Assert.Equal(CodeSent.Sent, await TrySendAsync(link, browser));
        return Regex.Match(app.Mails.Sent.Last().Text, @"(\d{3}) (\d{3}), ").Result("$1$2");
    }

    private async Task<LinkOpening.Active> LinkAsync()
    {
        var target = new LinkTarget(new string('a', 32), "001", person.Id, new CommuneCode("cai-nhum"), $"REF{++links:D3}", app.Time.GetUtcNow().AddDays(60));
        var url = await app.Get<LinkStore>().IssueAsync(target, Cancel);
        return Assert.IsType<LinkOpening.Active>(await app.Get<LinkStore>().OpenAsync(url.Segments[^1], Cancel));
    }
}
