using System.Security.Cryptography;
using System.Text.Json;
using Gbv.Functions.Sealing;

namespace Gbv.LocalHost.Platform;

/// <summary>The keys of this machine: made on the first run, kept in the data folder, given to the handler as settings.</summary>
internal sealed class LocalKeys(IReadOnlyDictionary<string, string> settings, string webhookPrivateKey)
{
    private const string WebhookPrivateKey = "webhook-private-key";

    /// <summary>Keys that only the public role holds (design §2); the back role can never derive a receipt.</summary>
    private static readonly string[] PublicOnly = ["Keys:Receipt", "Keys:Proof", "Keys:RingPublic"];

    private static readonly string[] BackOnly = ["Keys:BackEvent", "Keys:Link", "Keys:Fact", "Keys:Rounding", "Keys:RingBack"];

    public static async Task<LocalKeys> LoadAsync(string folder, int? receiptRounds, CancellationToken ct)
    {
        var file = Path.Combine(folder, "keys.json");
        if (!File.Exists(file)) await CreateAsync(file, receiptRounds, ct);
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllBytesAsync(file, ct))!;
        all.Remove(WebhookPrivateKey, out var webhook);
        return new LocalKeys(all, webhook!);
    }

    /// <summary>The key with which the local inbox signs its events.</summary>
    public ECDsa Webhook()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(webhookPrivateKey), out _);
        return key;
    }

    public string WebhookPublicKey()
    {
        using var key = Webhook();
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }

    public IEnumerable<KeyValuePair<string, string>> For(string role) => settings.Where(x => role switch
    {
        "public" => !Starts(x.Key, BackOnly) && !x.Key.EndsWith(":PrivateKey", StringComparison.Ordinal),
        "back" => !Starts(x.Key, PublicOnly),
        _ => true,
    });

    private static bool Starts(string key, string[] prefixes) => prefixes.Any(x => key.StartsWith(x, StringComparison.Ordinal));

    private static async Task CreateAsync(string file, int? receiptRounds, CancellationToken ct)
    {
        using var webhook = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = receiptRounds is { } rounds ? KeySet.Generate(rounds) : KeySet.Generate();
        var all = new Dictionary<string, string>(keys) { [WebhookPrivateKey] = Convert.ToBase64String(webhook.ExportPkcs8PrivateKey()) };
        // Written beside and moved, so that a first run that is cut off leaves no half of a file.
        var half = file + ".new";
        await using (var stream = Open(half)) await JsonSerializer.SerializeAsync(stream, all, cancellationToken: ct);
        File.Move(half, file, overwrite: true);
    }

    private static FileStream Open(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }
}
