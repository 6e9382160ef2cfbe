using System.Text;
using Gbv.Functions.Tests.Attachments;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Requests that a caller sends with all that she has.</summary>
internal static class Knock
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    public static HttpRequestMessage Get(Uri address, Caller caller) => With(new HttpRequestMessage(HttpMethod.Get, address), caller);

    public static HttpRequestMessage Form(Uri address, Caller caller, params (string Name, string Value)[] fields) => With(new HttpRequestMessage(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent(fields.Append(("token", caller.Token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
        Headers = { { "Sec-Fetch-Site", "same-origin" } },
    }, caller);

    /// <summary>A form with a picture.</summary>
    public static HttpRequestMessage File(Uri address, Caller caller, (string Name, string Value) field) => With(new HttpRequestMessage(HttpMethod.Post, address)
    {
        Content = new MultipartFormDataContent { { new StringContent(field.Value), field.Name }, { new ByteArrayContent(Pictures.Jpeg(8, 8)), "file", "a.jpg" } },
        Headers = { { "Sec-Fetch-Site", "same-origin" } },
    }, caller);

    public static HttpRequestMessage Json(Uri address, Caller caller, string body) =>
        With(new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") }, caller);

    /// <returns>The status, and all that came with it: heads and body.</returns>
    public static async Task<(int Status, string Answer)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private static HttpRequestMessage With(HttpRequestMessage request, Caller caller)
    {
        if (caller.Cookies.Length > 0) request.Headers.Add("Cookie", caller.Cookies);
        return request;
    }
}
