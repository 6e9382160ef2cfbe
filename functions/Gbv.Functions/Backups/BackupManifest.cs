using System.Text;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>
/// File <c>manifest.json</c>, written last: without it a backup is not finished and is not restored. Two lines: the content, and its MAC
/// under the back role's event key.
/// </summary>
internal sealed record BackupManifest
{
    public const string Name = "manifest.json";
    private const string Mark = "manifest of a backup";

    public required string Backup { get; init; }

    /// <summary>Whatever was accepted before is in it.</summary>
    public required DateTimeOffset Begun { get; init; }
    public required DateTimeOffset Finished { get; init; }
    public required int Files { get; init; }

    /// <summary>Hash of the last file, and so of all.</summary>
    public required string Last { get; init; }

    /// <summary>Rows and files by part.</summary>
    public required IReadOnlyDictionary<string, int> Items { get; init; }
    public required int Cases { get; init; }

    /// <summary>Cases that were not as they were written; they are in it as they lay there.</summary>
    public required int Wrong { get; init; }

    /// <summary>
    /// The keys that were in use, by name and generation, each as a check value that tells nothing of the key: the vaults keep the keys,
    /// and whoever restores is told which are missing.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; }

    public byte[] Write(KeyRing keys)
    {
        var content = Json.Text(this);
        return Encoding.UTF8.GetBytes($"{content}\n{Convert.ToHexStringLower(keys.Mac(KeyName.BackEvent, Mark, content))}\n");
    }

    /// <summary>Null where it is not as the back role wrote it.</summary>
    public static BackupManifest? TryRead(byte[] file, KeyRing keys)
    {
        if (Encoding.UTF8.GetString(file).Split('\n') is not [var content, { Length: 64 } mac, ""] || !mac.All(char.IsAsciiHexDigitLower)) return null;
        return keys.IsMac(KeyName.BackEvent, Convert.FromHexString(mac), Mark, content) ? Json.Read<BackupManifest>(content) : null;
    }
}
