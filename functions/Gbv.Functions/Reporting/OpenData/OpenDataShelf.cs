using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>
/// Container <c>open-data</c>: <c>year/area/version/format</c>, and <c>index.json</c>, which alone makes a file be there for everybody: a copy
/// that was broken off is never shown. The public app may only read here, the back app alone writes.
/// </summary>
internal sealed class OpenDataShelf(StorageClients storage)
{
    public const string IndexName = "index.json";

    /// <summary>The index as it was read last; storage says whether it still holds.</summary>
    private volatile PublishedIndex? known;

    private BlobContainerClient Container => storage.Container(StorageNames.OpenData);

    public async Task<PublishedIndex> ReadAsync(CancellationToken ct)
    {
        var had = known;
        try
        {
            var conditions = new BlobRequestConditions { IfNoneMatch = had?.ETag };
            var answer = await Container.GetBlobClient(IndexName).DownloadContentAsync(new BlobDownloadOptions { Conditions = conditions }, ct);
            if (answer.GetRawResponse().Status == 304) return had!;
            return known = Json.Read<PublishedIndex>(answer.Value.Content.ToMemory().Span) with { ETag = answer.Value.Details.ETag };
        }
        catch (RequestFailedException e) when (e.Status == 304)
        {
            return had!;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Nothing was ever published, or the account has no such container yet.
            return PublishedIndex.Empty;
        }
    }

    /// <summary>False when somebody else changed the index first.</summary>
    public async Task<bool> TryWriteAsync(PublishedIndex index, CancellationToken ct)
    {
        try
        {
            var conditions = index.ETag is { } tag ? new BlobRequestConditions { IfMatch = tag } : new BlobRequestConditions { IfNoneMatch = ETag.All };
            await Container.GetBlobClient(IndexName).UploadAsync(new BinaryData(Json.Write(index)), new BlobUploadOptions { Conditions = conditions }, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>The file as it was released; null where it was taken away meanwhile.</summary>
    public async Task<BinaryData?> ReadAsync(PublishedEntry entry, PublishedFile file, CancellationToken ct)
    {
        try
        {
            var content = (await Container.GetBlobClient(entry.BlobOf(file)).DownloadContentAsync(ct)).Value.Content;
            return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256 ? content : throw new InvalidDataException("A published file is not the one that was released.");
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public Task PutAsync(string blob, BinaryData content, CancellationToken ct) => Container.GetBlobClient(blob).UploadAsync(content, overwrite: true, ct);

    public async Task RemoveAsync(IEnumerable<string> blobs, CancellationToken ct)
    {
        foreach (var blob in blobs) await Container.DeleteBlobIfExistsAsync(blob, DeleteSnapshotsOption.None, null, ct);
    }

    /// <summary>Everything that lies here but the index, and since when.</summary>
    public IAsyncEnumerable<(string Name, DateTimeOffset? Since)> ListAsync(CancellationToken ct) =>
        Container.GetBlobsAsync(cancellationToken: ct).OrNone(ct).Where(b => b.Name != IndexName).Select(b => (b.Name, b.Properties.LastModified));
}
