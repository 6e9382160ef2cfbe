using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace;

/// <summary>
/// Container <c>audit-heads</c>: a file a day, named after it. Files are added and never changed; in Azure neither the role of the back
/// app nor the container allows more. The table <c>heads</c> knows the hash of each, so that a file that is gone shows.
/// </summary>
internal sealed class HeadFiles(StorageClients storage, HeadStore heads, KeyRing keys)
{
    private BlobContainerClient Container => storage.Container(StorageNames.AuditHeads);

    /// <summary>The newest files, oldest first, and whatever is wrong with their chain.</summary>
    /// <param name="since">Null reads all.</param>
    public async Task<HeadChain> ReadAsync(DateOnly? since, CancellationToken ct)
    {
        var known = await heads.FilesAsync(ct);
        List<DateOnly> days = [];
        await foreach (var blob in Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, ct))
            if (DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(blob.Name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) days.Add(day);

        List<Finding> findings = [.. known.Keys.Except(days).Order().Select(d => new Finding(FindingKind.FileMissing, null, d))];
        List<HeadFile> files = [];
        (DateOnly Day, string Hash)? last = null;
        foreach (var day in days.Order().Where(d => since is null || d >= since))
        {
            var bytes = (await Container.GetBlobClient(Name(day)).DownloadContentAsync(ct)).Value.Content.ToArray();
            var hash = HeadFile.Hash(bytes);
            var file = HeadFile.TryRead(bytes, keys);
            var expected = last?.Hash ?? (days.Min() == day ? "" : known.GetValueOrDefault(days.Where(d => d < day).Max()));
            // The newest may have been written a moment before its row.
            if (file is null || file.Day != day || file.Previous != expected || (known.TryGetValue(day, out var noted) ? noted != hash : day != days.Max()))
                findings.Add(new(FindingKind.FileBroken, null, day));
            if (file is not null) files.Add(file);
            last = (day, hash);
        }

        return new HeadChain(files, last, findings);
    }

    /// <summary>Adds the file of a day; where another instance was first, its file stands.</summary>
    public async Task AddAsync(HeadFile file, CancellationToken ct)
    {
        var bytes = file.Write(keys);
        var blob = Container.GetBlobClient(Name(file.Day));
        try
        {
            await blob.UploadAsync(new BinaryData(bytes), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, ct);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            bytes = (await blob.DownloadContentAsync(ct)).Value.Content.ToArray();
        }

        await heads.PutFileAsync(file.Day, HeadFile.Hash(bytes), ct);
    }

    private static string Name(DateOnly day) => HeadStore.Day(day) + ".jsonl";
}

/// <summary>Files that were read, and the day and hash of the newest.</summary>
internal sealed record HeadChain(IReadOnlyList<HeadFile> Files, (DateOnly Day, string Hash)? Last, IReadOnlyList<Finding> Findings);
