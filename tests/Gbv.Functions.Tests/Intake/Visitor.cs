using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Gbv.Functions.Tests.Intake;

/// <summary>Somebody with a browser without scripts: reads a page, fills in its form, presses a button.</summary>
internal sealed class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All })
    {
        BaseAddress = address,
    };

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpResponseMessage Answer { get; private set; } = null!;

    public string Html { get; private set; } = "";

    public string Heading => Page.QuerySelector("h1")!.TextContent.Trim();

    public string Text => Page.Body!.TextContent;

    public string Step => Page.QuerySelector<IHtmlInputElement>("input[name=step]")!.Value;

    public async Task<Visitor> OpenAsync(string path)
    {
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));
        return this;
    }

    public Visitor Choose(string name, string value)
    {
        Page.QuerySelectorAll<IHtmlInputElement>($"input[name={name}]").Single(i => i.Value == value).IsChecked = true;
        return this;
    }

    public Visitor Untick(string name, string value)
    {
        Page.QuerySelectorAll<IHtmlInputElement>($"input[name={name}]").Single(i => i.Value == value).IsChecked = false;
        return this;
    }

    public Visitor Fill(string name, string value)
    {
        switch (Page.QuerySelector($"[name={name}]"))
        {
            case IHtmlInputElement input: input.Value = value; break;
            case IHtmlTextAreaElement area: area.Value = value; break;
            case IHtmlSelectElement select: select.Value = value; break;
            default: throw new InvalidOperationException($"There is no field {name} on '{Heading}'.");
        }

        return this;
    }

    /// <summary>Presses the button with this value of <c>go</c>.</summary>
    public async Task<Visitor> PressAsync(string go)
    {
        await SendAsync(Request(go));
        return this;
    }

    public Task<Visitor> NextAsync() => PressAsync("next");

    /// <summary>What the present page would send, so that a test can send it twice or later.</summary>
    public HttpRequestMessage Request(string go)
    {
        var button = Page.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => b.Value == go && b.ClassName != "sr")
            ?? throw new InvalidOperationException($"There is no button '{go}' on '{Heading}'.");
        var form = button.Form ?? throw new InvalidOperationException("The button belongs to no form.");
        List<KeyValuePair<string, string>> fields = [.. form.Elements.SelectMany(Sent)];
        if (button.Name is { Length: > 0 } name) fields.Add(new(name, button.Value));
        return new(HttpMethod.Post, form.GetAttribute("action")) { Content = new FormUrlEncodedContent(fields) };
    }

    /// <summary>What the page with the file form would send.</summary>
    /// <param name="inbox">Something else in place of the open inbox.</param>
    public HttpRequestMessage Upload(byte[] content, string name = "IMG_0001.jpg", string? inbox = null, string type = "image/jpeg")
    {
        var form = (IHtmlFormElement)Page.GetElementById("upload")!;
        var body = new MultipartFormDataContent();
        foreach (var input in form.Elements.OfType<IHtmlInputElement>())
        {
            if (input.Type == "file") body.Add(new ByteArrayContent(content) { Headers = { { "Content-Type", type } } }, input.Name!, name);
            else body.Add(new StringContent(input.Name == "inbox" && inbox is not null ? inbox : input.Value), input.Name!);
        }

        return new(HttpMethod.Post, form.GetAttribute("action")) { Content = body };
    }

    public async Task SendAsync(HttpRequestMessage request)
    {
        Answer = await client.SendAsync(request);
        Html = await Answer.Content.ReadAsStringAsync();
        Page = await new HtmlParser().ParseDocumentAsync(Html);
        if (Answer.Content.Headers.ContentType?.MediaType == "text/html") PageRules.Check(this);
    }

    public string? Value(string name) => Page.QuerySelector($"[name={name}]") switch
    {
        IHtmlInputElement { Type: "radio" or "checkbox" } => Page.QuerySelectorAll<IHtmlInputElement>($"input[name={name}]").FirstOrDefault(i => i.IsChecked)?.Value,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };

    public bool Has(string name, string? value = null) =>
        Page.QuerySelectorAll($"[name={name}]").Any(e => value is null || e.GetAttribute("value") == value);

    public void Dispose() => client.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Sent(IElement element) => element switch
    {
        IHtmlInputElement { Name.Length: > 0, Type: "radio" or "checkbox" } input => input.IsChecked ? [new(input.Name!, input.Value)] : [],
        IHtmlInputElement { Name.Length: > 0 } input => [new(input.Name!, input.Value)],
        IHtmlTextAreaElement { Name.Length: > 0 } area => [new(area.Name!, area.Value)],
        IHtmlSelectElement { Name.Length: > 0 } select => [new(select.Name!, select.Value ?? "")],
        _ => [],
    };
}
