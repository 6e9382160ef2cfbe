using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Gbv.Functions.Responders;

namespace Gbv.Functions.Tests.Responders;

/// <summary>A browser without scripts: cookies, forms, redirects.</summary>
internal sealed class Browser : IDisposable
{
    private readonly Func<string> newestCode;
    private readonly HttpClient http;

    /// <param name="newestCode">Reads the newest code from the person's mailbox.</param>
    public Browser(Uri address, Func<string> newestCode)
    {
        this.newestCode = newestCode;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = true, CookieContainer = Cookies, AllowAutoRedirect = true }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();
    public HttpStatusCode Status { get; private set; }
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>The answer as it came, and whether it is to be kept as a file.</summary>
    public string Html { get; private set; } = "";
    public string? Disposition { get; private set; }

    public string Text => Regex.Replace(Page.QuerySelector("main")!.TextContent, @"\s+", " ").Trim();
    public string Heading => Page.QuerySelector("h1")!.TextContent.Trim();

    public async Task<Browser> GetAsync(string path) => await ShowAsync(await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    /// <summary>Presses the button with this action, after filling its form.</summary>
    public async Task<Browser> PressAsync(string action, params (string Name, string Value)[] typed)
    {
        var button = Page.QuerySelectorAll<IHtmlButtonElement>($"button[name=action][value='{action}']").First();
        var form = (IHtmlFormElement)button.Closest("form")!;
        List<KeyValuePair<string, string>> fields = [.. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value))];
        fields.AddRange(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)));
        return await PostAsync(form.GetAttribute("action")!, [.. fields, KeyValuePair.Create("action", action)]);
    }

    public async Task<Browser> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await PostAsync(path, content);
    }

    /// <summary>Chooses a file in the page's upload form and sends it.</summary>
    public async Task<Browser> UploadAsync(byte[] file, Func<string, string>? token = null)
    {
        var form = Page.QuerySelectorAll<IHtmlFormElement>("form[enctype='multipart/form-data']").First();
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]")) content.Add(new StringContent(token is null ? input.Value : token(input.Value)), input.Name!);
        content.Add(new ByteArrayContent(file), "file", "so.xlsx");
        return await PostAsync(form.GetAttribute("action")!, content);
    }

    public async Task<Browser> PostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await ShowAsync(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>Presses a button that brings a file.</summary>
    public async Task<byte[]> FetchAsync(string action, params (string Name, string Value)[] typed)
    {
        var button = Page.QuerySelectorAll<IHtmlButtonElement>($"button[name=action][value='{action}']").First();
        var form = (IHtmlFormElement)button.Closest("form")!;
        using var content = new FormUrlEncodedContent([.. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value)), .. typed.Select(f => KeyValuePair.Create(f.Name, f.Value)), KeyValuePair.Create("action", action)]);
        using var answer = await http.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Opens the link, has the code sent and types it.</summary>
    public async Task<Browser> SignInAsync(string link)
    {
        await GetAsync(link);
        await PressAsync(ShellAction.Code);
        return await PressAsync(ShellAction.Check, ("code", NewestCode()));
    }

    public string NewestCode() => newestCode();

    /// <summary>The code in the text of a mail, if it has one.</summary>
    public static string? CodeIn(string text) => Regex.Match(text, @"\d{3} \d{3}(?=, )") is { Success: true } match ? match.Value : null;

    public bool Has(string action) => Page.QuerySelector($"button[name=action][value='{action}']") is not null;

    public void Dispose() => http.Dispose();

    private async Task<Browser> ShowAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Disposition = answer.Content.Headers.ContentDisposition?.ToString();
        Page = await new HtmlParser().ParseDocumentAsync(Html);
        answer.Dispose();
        return this;
    }
}
