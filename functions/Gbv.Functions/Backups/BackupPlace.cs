using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>Where one backup lies: a flat list of files, each written whole or not at all.</summary>
internal abstract class BackupPlace
{
    /// <summary>Names in the order in which they were written.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(CancellationToken ct);

    /// <summary>Null where there is none.</summary>
    public abstract Task<byte[]?> ReadAsync(string name, CancellationToken ct);

    public abstract Task WriteAsync(string name, byte[] content, CancellationToken ct);

    /// <summary>
    /// A folder, or the address of a container with or without a folder in it, or <c>@file</c> with such an address in it: an address that
    /// opens by itself (a shared access signature) does not belong on a command line, where others see it.
    /// </summary>
    /// <returns>Null where it is neither.</returns>
    public static BackupPlace? TryParse(string text, StorageClients storage)
    {
        if (text is ['@', .. var file])
        {
            if (!File.Exists(file)) return null;
            text = File.ReadAllText(file).Trim();
        }

        if (!text.Contains("://", StringComparison.Ordinal)) return text.Length == 0 || text.StartsWith('-') ? null : new FolderPlace(text);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) return null;

        // A clear line only to this very machine.
        if (address.Scheme == "http" && !address.IsLoopback) return null;
        var parts = new BlobUriBuilder(address);
        if (parts.BlobContainerName.Length == 0) return null;
        var folder = parts.BlobName;
        parts.BlobName = "";
        return new ContainerPlace(storage.ContainerElsewhere(parts.ToUri(), opensByItself: address.Query.Length > 0), folder.Length == 0 ? "" : folder.TrimEnd('/') + "/");
    }
}

/// <summary>A folder on this machine, readable by whoever made it alone.</summary>
internal sealed class FolderPlace(string folder) : BackupPlace
{
    private const string Half = ".half";

    public override Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>(System.IO.Directory.Exists(folder)
        ? [.. System.IO.Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(f => !f.EndsWith(Half, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
        : []);

    public override async Task<byte[]?> ReadAsync(string name, CancellationToken ct) =>
        File.Exists(Path.Combine(folder, name)) ? await File.ReadAllBytesAsync(Path.Combine(folder, name), ct) : null;

    public override async Task WriteAsync(string name, byte[] content, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(folder);
        else System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, name);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(path + Half, options))
        {
            await file.WriteAsync(content, ct);
            // On the disk, not only handed to the system: a name without its content would look like damage.
            file.Flush(flushToDisk: true);
        }

        File.Move(path + Half, path, overwrite: true);
    }
}

/// <summary>A container of another account.</summary>
internal sealed class ContainerPlace(BlobContainerClient container, string folder) : BackupPlace
{
    public override async Task<IReadOnlyList<string>> ListAsync(CancellationToken ct)
    {
        List<string> names = [];
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder, ct)) names.Add(blob.Name[folder.Length..]);
        return names;
    }

    public override async Task<byte[]?> ReadAsync(string name, CancellationToken ct)
    {
        try
        {
            return (await container.GetBlobClient(folder + name).DownloadContentAsync(ct)).Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404 && e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    public override Task WriteAsync(string name, byte[] content, CancellationToken ct) =>
        container.GetBlobClient(folder + name).UploadAsync(new BinaryData(content), overwrite: true, ct);
}

/// <summary>For a trial: what lies in a place is seen, and nothing is written to it.</summary>
internal sealed class UnwrittenPlace(BackupPlace place) : BackupPlace
{
    public override Task<IReadOnlyList<string>> ListAsync(CancellationToken ct) => place.ListAsync(ct);

    public override Task<byte[]?> ReadAsync(string name, CancellationToken ct) => place.ReadAsync(name, ct);

    public override Task WriteAsync(string name, byte[] content, CancellationToken ct) => Task.CompletedTask;
}
