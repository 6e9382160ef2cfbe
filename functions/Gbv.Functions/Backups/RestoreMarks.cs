using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>
/// How far a restore is: empty files <c>restored/&lt;backup&gt;/&lt;file&gt;</c> in the container <c>audit-heads</c>, where nothing is
/// ever taken away: so the trace also tells that, and when, the record was put back.
/// </summary>
internal sealed class RestoreMarks(StorageClients storage)
{
    private const string Prefix = "restored/";

    /// <summary>Everything is written, erased again and announced.</summary>
    public const int All = 0;

    private BlobContainerClient Container => storage.Container(StorageNames.AuditHeads);

    /// <summary>The files of this backup that are in.</summary>
    public async Task<HashSet<int>> ReadAsync(string backup, CancellationToken ct)
    {
        HashSet<int> done = [];
        var folder = $"{Prefix}{backup}/";
        try
        {
            await foreach (var blob in Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, ct))
                if (int.TryParse(blob.Name.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) done.Add(number);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // An account in which not even the containers are made.
        }

        return done;
    }

    public async Task AddAsync(string backup, int number, CancellationToken ct)
    {
        try
        {
            await Container.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{backup}/{number:D6}"))
                .UploadAsync(BinaryData.Empty, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, ct);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It stands there already.
        }
    }
}
