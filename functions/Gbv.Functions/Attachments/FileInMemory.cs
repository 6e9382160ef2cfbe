using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Gbv.Functions.Attachments;

/// <summary>
/// A file that is whole in memory, no longer than it is needed and exactly as long as it is; a pool would keep twice that for each thread.
/// </summary>
internal sealed class FileInMemory : IDisposable
{
    private byte[] buffer;
    private int length;

    private FileInMemory(int length) => (buffer, this.length) = (GC.AllocateUninitializedArray<byte>(length), length);

    public ReadOnlyMemory<byte> Content => buffer.AsMemory(0, length);

    public Span<byte> Span => buffer.AsSpan(0, length);

    /// <summary>Null where there is none.</summary>
    public static async Task<FileInMemory?> DownloadAsync(BlobClient blob, CancellationToken ct)
    {
        try
        {
            using BlobDownloadStreamingResult answer = await blob.DownloadStreamingAsync(cancellationToken: ct);
            var file = new FileInMemory(checked((int)answer.Details.ContentLength));
            try
            {
                await answer.Content.ReadExactlyAsync(file.buffer.AsMemory(0, file.length), ct);
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Azure.RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    public void Shorten(int to) => length = to;

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(buffer);
        (buffer, length) = ([], 0);
    }
}
