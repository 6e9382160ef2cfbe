using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Container <c>reports</c>: <c>area/period/version-random/name</c>, and below <c>shareable/</c> in the same way the files for everybody: exact
/// figures never stand on a path that begins so. Files are written under a name that nobody knows yet; only
/// the ledger row makes them the report, so half a report is never offered. What no row names is cleared away later.
/// </summary>
internal sealed class ReportFiles(StorageClients storage, TimeProvider time)
{
    public const string Shareable = "shareable/";

    /// <summary>A builder that is slower than this is dead.</summary>
    private static readonly TimeSpan Orphaned = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<ReportFile>> WriteAsync(LedgerEntry entry, ReportDocument document, CancellationToken ct)
    {
        var folder = $"{Folder(entry)}{entry.Version + 1:0000}-{Guid.NewGuid():N}/";
        // The name says neither what the report is about nor for whom.
        var name = $"bao-cao-{entry.Period}-{entry.Area}{(document.Report.Provisional ? "-tam-tinh" : "")}";
        var files = ReportFormats.Write(document).Select(file => PutAsync(folder, file.Format, Name(name, file.Format), file.Content, ct));
        var shareable = document.Shareable is { } forAll ? ReportFormats.WriteShareable(forAll) : [];
        return await Task.WhenAll(files.Concat(shareable.Select(file => PutAsync(Shareable + folder, file.Format, Name(name, file.Format), file.Content, ct))));
    }

    public async Task<BinaryData> ReadAsync(ReportFile file, CancellationToken ct)
    {
        var blob = await storage.Container(StorageNames.Reports).GetBlobClient(file.Blob).DownloadContentAsync(ct);
        return Convert.ToHexStringLower(SHA256.HashData(blob.Value.Content)) == file.Sha256
            ? blob.Value.Content
            : throw new InvalidDataException("A report file is not the one that was built.");
    }

    /// <summary>Files of a build that lost or was broken off.</summary>
    public async Task RemoveAsync(IReadOnlyList<ReportFile> files, CancellationToken ct)
    {
        foreach (var file in files) await storage.Container(StorageNames.Reports).DeleteBlobIfExistsAsync(file.Blob, DeleteSnapshotsOption.None, null, ct);
    }

    /// <summary>Removes what no ledger row names any more: broken-off builds and versions that a newer one replaced.</summary>
    public async Task ClearAsync(LedgerEntry entry, CancellationToken ct)
    {
        var container = storage.Container(StorageNames.Reports);
        var kept = entry.KeptFiles.Select(f => f.Blob).ToHashSet(StringComparer.Ordinal);
        string[] folders = entry.KeptFiles.Any(f => ReportFormats.IsShareable(f.Format)) ? [Folder(entry), Shareable + Folder(entry)] : [Folder(entry)];
        foreach (var folder in folders)
            await ClearAsync(container, folder, kept, ct);
    }

    private async Task ClearAsync(BlobContainerClient container, string folder, HashSet<string> kept, CancellationToken ct)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, ct))
            if (!kept.Contains(blob.Name) && blob.Properties.CreatedOn < time.GetUtcNow() - Orphaned)
                await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.None, null, ct);
    }

    private static string Name(string name, string format) => $"{name}{(format == ReportFormats.Draft ? "-du-thao" : ReportFormats.IsShareable(format) ? "-pho-bien" : "")}.{ReportFormats.Extension(format)}";

    private async Task<ReportFile> PutAsync(string folder, string format, string name, byte[] content, CancellationToken ct)
    {
        var blob = folder + name;
        await storage.Container(StorageNames.Reports).GetBlobClient(blob).UploadAsync(new BinaryData(content), overwrite: false, ct);
        return new ReportFile(format, name, blob, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static string Folder(LedgerEntry entry) => $"{entry.Area}/{entry.Period}/";
}
