using System.Security.Cryptography;
using Gbv.Functions.Sealing;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Backups;

/// <summary>Which keys this role has, without the keys: a few bytes that a key makes and that lead nobody back to it.</summary>
internal sealed class KeyInventory(KeyRing keys, IOptions<KeyOptions> options)
{
    private const int CheckSize = 6;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Of()
    {
        var all = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in Enum.GetValues<KeyName>().Where(keys.Has))
            all[name.ToString()] = [.. keys.Macs(name, "check value of a key").Select(Short)];
        foreach (var (generation, pair) in options.Value.Office)
            if (pair.PublicKey is { Length: > 0 } open) all["Office:" + generation] = [Short(SHA256.HashData(Convert.FromBase64String(open)))];
        return all;
    }

    /// <summary>Names of keys that a backup was made with and that this role does not have now.</summary>
    public IReadOnlyList<string> MissingFor(BackupManifest manifest)
    {
        var mine = Of();
        return [.. manifest.Keys.Where(k => k.Value.Except(mine.GetValueOrDefault(k.Key) ?? []).Any()).Select(k => "Keys:" + k.Key)];
    }

    private static string Short(byte[] value) => Convert.ToHexStringLower(value.AsSpan(0, CheckSize));
}
