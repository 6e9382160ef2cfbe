using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The shortest way through the whole program, over each kind of host: a call for help becomes a mail to the police post.</summary>
[Collection(PlatformCollection.Name)]
public sealed partial class ReportToMailTests(ProxyPlatform proxy, ForwardPlatform forward)
{
    private static readonly TimeSpan MailLimit = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ForwardingMode.Proxy)]
    [InlineData(ForwardingMode.Forward)]
    public async Task A_call_for_the_police_reaches_a_mailbox_within_fifteen_seconds(ForwardingMode mode)
    {
        var platform = (mode == ForwardingMode.Proxy ? proxy : (PlatformFixture)forward).Platform;

        var receipt = await CallForThePoliceAsync(platform);

        Assert.Matches(Receipt(), receipt);
        await platform.Mails.WaitForAsync(x => x.Subject.StartsWith("Đề nghị phản hồi sớm", StringComparison.Ordinal), MailLimit, Cancel);
    }

    /// <returns>The page with the receipt.</returns>
    internal static async Task<string> CallForThePoliceAsync(LocalPlatform platform)
    {
        using var client = new HttpClient { BaseAddress = platform.BaseAddress };
        var form = await PostAsync(client, [new("step", "home"), new("lang", "vi"), new("go", "danger")]);
        return await PostAsync(client, [.. Hidden(form), new("here", "Nhà sau chợ"), new("dangerarea", "cai-nhum"), new("go", "send")]);
    }

    private static async Task<string> PostAsync(HttpClient client, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("", UriKind.Relative), form, Cancel);
        Assert.True(answer.IsSuccessStatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static IEnumerable<KeyValuePair<string, string>> Hidden(string page) =>
        new HtmlParser().ParseDocument(page).QuerySelectorAll("#journey input[type=hidden]").OfType<IHtmlInputElement>().Select(x => KeyValuePair.Create(x.Name!, x.Value));

    [GeneratedRegex(@"\d{4} \d{4} \d{4} \d{4}")]
    private static partial Regex Receipt();
}
