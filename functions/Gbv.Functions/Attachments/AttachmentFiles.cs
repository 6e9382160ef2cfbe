using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Attachments;

/// <summary>
/// The files of cases for the back role. Containers <c>quarantine</c> (as they came) and <c>attachments</c> (cleaned), in both a blob
/// <c>&lt;case&gt;/&lt;id&gt;</c>, sealed: the first under the key that stands wrapped in the row <c>attachment:&lt;id&gt;</c>, the second under one
/// that follows from it, so that whoever cleans a file twice writes what the same row opens.
/// </summary>
public sealed class AttachmentFiles(StorageClients storage)
{
    private BlobContainerClient Quarantine => storage.Container(StorageNames.Quarantine);

    private BlobContainerClient Cleaned => storage.Container(StorageNames.Attachments);

    internal static string Name(CaseId id, string file) => $"{id.Value}/{file}";

    /// <summary>As it came; null where it is gone.</summary>
    /// <exception cref="TamperedException">It is not what the reporter sent.</exception>
    internal async Task<FileInMemory?> ReadQuarantinedAsync(CasePartition read, string file, CancellationToken ct)
    {
        if (await FileInMemory.DownloadAsync(Quarantine.GetBlobClient(Name(read.Id, file)), ct) is not { } lent) return null;
        try
        {
            lent.Shorten(FileSeal.OpenInPlace(read.AttachmentKey(file), read.Id, CaseRow.Attachment(file), lent.Span));
            return lent;
        }
        catch
        {
            lent.Dispose();
            throw;
        }
    }

    internal async Task WriteCleanedAsync(CasePartition read, string file, ReadOnlyMemory<byte> content, CancellationToken ct) =>
        await Cleaned.GetBlobClient(Name(read.Id, file)).UploadAsync(
            new BinaryData(FileSeal.Close(CleanedKey(read, file), read.Id, CaseRow.Attachment(file), content.Span)), overwrite: true, ct);

    /// <summary>What may be shown; null where it is gone.</summary>
    internal async Task<byte[]?> ReadCleanedAsync(CasePartition read, string file, CancellationToken ct)
    {
        using var content = await FileInMemory.DownloadAsync(Cleaned.GetBlobClient(Name(read.Id, file)), ct);
        return content is null ? null : FileSeal.Open(CleanedKey(read, file), read.Id, CaseRow.Attachment(file), content.Span);
    }

    internal async Task DeleteQuarantinedAsync(CaseId id, string file, CancellationToken ct) =>
        await Quarantine.DeleteBlobIfExistsAsync(Name(id, file), DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: ct);

    /// <summary>Done again it does no harm.</summary>
    internal async Task DeleteAsync(CaseId id, string file, CancellationToken ct)
    {
        await DeleteQuarantinedAsync(id, file, ct);
        await Cleaned.DeleteBlobIfExistsAsync(Name(id, file), DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: ct);
    }

    /// <summary>Everything of a case, also what no row tells of.</summary>
    internal async Task DeleteAllAsync(CaseId id, CancellationToken ct)
    {
        foreach (var container in new[] { Quarantine, Cleaned })
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, id.Value + "/", ct))
                await container.DeleteBlobIfExistsAsync(blob.Name, DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: ct);
    }

    private static byte[] CleanedKey(CasePartition read, string file) => KeyRing.Mac(read.AttachmentKey(file), "cleaned");
}
