using System.Buffers;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Gbv.Functions.Attachments;

/// <summary>
/// A file in memory that is lent and given back: one is cleaned after the other, and as many arrays of megabytes as there are files would
/// stand about until the collector comes.
/// </summary>
internal sealed class LentFile : IDisposable
{
    private byte[] buffer;
    private int length;

    private LentFile(int length) => (buffer, this.length) = (ArrayPool<byte>.Shared.Rent(length), length);

    public ReadOnlyMemory<byte> Content => buffer.AsMemory(0, length);

    public Span<byte> Span => buffer.AsSpan(0, length);

    /// <summary>Null where there is none.</summary>
    public static async Task<LentFile?> DownloadAsync(BlobClient blob, CancellationToken ct)
    {
        try
        {
            using BlobDownloadStreamingResult answer = await blob.DownloadStreamingAsync(cancellationToken: ct);
            var file = new LentFile(checked((int)answer.Details.ContentLength));
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
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        (buffer, length) = ([], 0);
    }
}
