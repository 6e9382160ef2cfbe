using System.Buffers;
using Azure.Storage.Blobs.Specialized;
using Gbv.Domain.Attachments;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Attachments;

/// <summary>What became of a file on its way in.</summary>
public enum Arrival { Stored, Empty, TooLarge, WrongKind }

/// <summary>
/// Takes a file from a reporter: sealed part by part as it streams, each part a block of the blob. Nothing is kept in memory but the part in
/// hand, nothing is written to a disk, and nobody of the public role can read it back. Where it is not committed no blob comes to be.
/// </summary>
public sealed class Quarantine(StorageClients storage)
{
    /// <summary>Reads no more than it may and tells what came; the rest of a file that is refused stays unread.</summary>
    public async Task<Arrival> StoreAsync(CaseId id, string file, byte[] key, Stream content, CancellationToken cancellation)
    {
        var blob = storage.Container(StorageNames.Quarantine).GetBlockBlobClient(AttachmentFiles.Name(id, file));
        var buffer = ArrayPool<byte>.Shared.Rent(FileSeal.HeaderSize + FileSeal.PartSize + FileSeal.TagSize + 1);
        try
        {
            return await StoreAsync(blob, FileSeal.Begin(key, id, CaseRow.Attachment(file), buffer), content, buffer, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<Arrival> StoreAsync(BlockBlobClient blob, FileSeal begun, Stream content, byte[] buffer, CancellationToken cancellation)
    {
        using var seal = begun;
        var part = buffer.AsMemory(FileSeal.HeaderSize);
        List<string> blocks = [];
        for (var (total, ahead, last) = (0, 0, false); !last;)
        {
            // One byte more than a part tells whether it is the last.
            var read = ahead + await content.ReadAtLeastAsync(part[ahead..(FileSeal.PartSize + 1)], FileSeal.PartSize + 1 - ahead, throwOnEndOfStream: false, cancellation);
            last = read <= FileSeal.PartSize;
            var length = Math.Min(read, FileSeal.PartSize);
            total += length;
            if (total == 0) return Arrival.Empty;
            if (total >= AttachmentRules.LargestFile && !(last && total == AttachmentRules.LargestFile)) return Arrival.TooLarge;
            if (blocks.Count == 0 && FileKinds.Of(part.Span[..length]) is null) return Arrival.WrongKind;

            var next = part.Span[length];
            var sealedLength = seal.CloseNext(part, length, last).Length;
            blocks.Add(await StageAsync(blob, blocks.Count, buffer, FileSeal.HeaderSize + sealedLength, cancellation));
            (part.Span[0], ahead) = (next, 1);
        }

        await blob.CommitBlockListAsync(blocks, cancellationToken: cancellation);
        return Arrival.Stored;
    }

    /// <summary>The first block begins with the header.</summary>
    private static async Task<string> StageAsync(BlockBlobClient blob, int number, byte[] buffer, int until, CancellationToken cancellation)
    {
        var from = number == 0 ? 0 : FileSeal.HeaderSize;
        using var block = new MemoryStream(buffer, from, until - from, writable: false);
        var name = Convert.ToBase64String(BitConverter.GetBytes(number));
        await blob.StageBlockAsync(name, block, cancellationToken: cancellation);
        return name;
    }
}
