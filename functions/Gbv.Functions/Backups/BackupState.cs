using System.Text;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>What lies in a place already: every file was looked at, and each follows the one before it.</summary>
internal sealed record BackupState(IReadOnlyList<BackupHeader> Headers, string LastHash, BackupManifest? Manifest)
{
    public BackupHeader? Last => Headers.Count > 0 ? Headers[^1] : null;

    /// <exception cref="TamperedException">A file is not as it was written, is missing, or belongs to another backup.</exception>
    public static async Task<BackupState> ReadAsync(BackupPlace place, KeyRing keys, CancellationToken ct)
    {
        List<BackupHeader> headers = [];
        var hash = "";
        foreach (var name in (await place.ListAsync(ct)).Where(n => n.EndsWith(".gbv", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var file = await place.ReadAsync(name, ct) ?? throw new TamperedException(name);
            var header = BackupFile.Header(file, keys);
            if (name != BackupFile.Name(headers.Count + 1) || header.Number != headers.Count + 1 || header.Previous != hash || (headers.Count > 0 && header.Backup != headers[0].Backup))
                throw new TamperedException($"{name} does not follow the file before it");
            headers.Add(header);
            hash = BackupFile.Hash(file);
        }

        if (await place.ReadAsync(BackupManifest.Name, ct) is not { } bytes) return new(headers, hash, null);
        var manifest = BackupManifest.TryRead(bytes, keys) ?? throw new TamperedException($"{BackupManifest.Name}, or it was written under another event key of the back role");
        if (manifest.Files != headers.Count || manifest.Last != hash || (headers.Count > 0 && manifest.Backup != headers[0].Backup)) throw new TamperedException("the files are not those of the manifest");
        return new(headers, hash, manifest);
    }

    public IReadOnlyDictionary<string, int> Items => Headers.GroupBy(h => h.Part).ToDictionary(p => p.Key, p => p.Sum(h => h.Items));

    /// <summary>
    /// How far a part had come is a case id or another key: whoever finds the backup must not read it, and whoever goes on has no key that
    /// opens the backup.
    /// </summary>
    public static byte[] ClosePlace(KeyRing keys, string backup, string part, string[] place) =>
        Seal.Close(PlaceKey(keys, backup), new CaseId(backup), part, nameof(BackupHeader.Place), Encoding.UTF8.GetBytes(Json.Text(place)));

    public static string[] OpenPlace(KeyRing keys, BackupHeader header) =>
        Json.Read<string[]>(Seal.Open(PlaceKey(keys, header.Backup), new CaseId(header.Backup), header.Part, nameof(BackupHeader.Place), header.Place));

    private static byte[] PlaceKey(KeyRing keys, string backup) => keys.Mac(KeyName.BackEvent, "place in a backup", backup);
}
