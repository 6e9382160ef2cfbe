using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>The settings <c>Public:*</c>: where people reach the site, and where the quick exit leads.</summary>
internal sealed class PublicOptions
{
    /// <summary>Scheme and host that people see, for example https://example.org; links in mails begin with it.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>A harmless page of everyday use that the quick exit opens.</summary>
    public string ExitUrl { get; set; } = "https://www.google.com/search?q=thoi+tiet";

    public Uri Base => new(BaseUrl, UriKind.Absolute);

    internal sealed class Validator : IValidateOptions<PublicOptions>
    {
        public ValidateOptionsResult Validate(string? name, PublicOptions options)
        {
            if (!IsWeb(options.BaseUrl, out var site) || site!.AbsolutePath != "/" || site.Query.Length > 0)
                return ValidateOptionsResult.Fail("The setting Public:BaseUrl must be the site's address without a path, for example https://example.org. Set it to the address that people open.");
            if (!IsWeb(options.ExitUrl, out _))
                return ValidateOptionsResult.Fail("The setting Public:ExitUrl must be a full web address, for example a weather page. Set it or leave it out.");
            return ValidateOptionsResult.Success;
        }

        private static bool IsWeb(string text, out Uri? uri) =>
            Uri.TryCreate(text, UriKind.Absolute, out uri) && uri.Scheme is ("http" or "https");
    }
}
