using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Intake.Api;

/// <summary>Settings <c>Api:Clients:&lt;n&gt;:*</c>: systems that may send reports. Of a key only its SHA-256 is known here.</summary>
internal sealed class ApiOptions
{
    public const string Section = "Api";

    public IList<ApiClient> Clients { get; } = [];

    /// <summary>Entries that say nothing are the sample's empty lines.</summary>
    public IEnumerable<ApiClient> Registered => Clients.Where(c => c.Name.Length > 0 || c.KeySha256.Length > 0);

    internal sealed class Validator : IValidateOptions<ApiOptions>
    {
        public ValidateOptionsResult Validate(string? name, ApiOptions options)
        {
            var clients = options.Registered.ToList();
            if (clients.Exists(c => string.IsNullOrWhiteSpace(c.Name)))
                return ValidateOptionsResult.Fail("Each Api:Clients entry needs a Name: give the client a short one.");
            if (clients.Find(c => c.KeySha256.Length != 64 || !c.KeySha256.All(char.IsAsciiHexDigit)) is { } wrong)
                return ValidateOptionsResult.Fail($"Api:Clients ({wrong.Name}): KeySha256 must be the SHA-256 of its key as 64 hexadecimal digits.");
            if (clients.Find(c => c.Channel.Length > 0 && Codes.Parse<Channel>(c.Channel) is null) is { } unknown)
                return ValidateOptionsResult.Fail($"Api:Clients ({unknown.Name}): Channel must be one of {string.Join(", ", Enum.GetValues<Channel>().Select(c => c.Code()))}.");
            return clients.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() == clients.Count
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Two Api:Clients have the same Name: the name tells their reports apart.");
        }
    }
}

/// <summary>A system that may send reports, and the channel its third-party reports count under.</summary>
internal sealed class ApiClient
{
    public string Name { get; set; } = "";
    public string KeySha256 { get; set; } = "";

    /// <summary>A code of the list of channels, for example <c>hotline-transfer</c>; empty is <c>api</c>.</summary>
    public string Channel { get; set; } = "";
}

/// <summary>Tells which client a key belongs to.</summary>
internal sealed class ApiClients(IOptions<ApiOptions> options)
{
    private const string Scheme = "Bearer ";

    public ApiClient? Find(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()));
        ApiClient? found = null;
        // Every client is compared, so that the time taken tells nothing.
        foreach (var client in options.Value.Registered)
            if (CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(client.KeySha256))) found = client;
        return found;
    }
}
