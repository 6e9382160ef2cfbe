using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Gbv.Domain.Shared;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Erasing;

/// <summary>
/// What was erased, so that a restore of older tables does not bring it back: container <c>audit-heads</c>, an empty file
/// <c>erased/&lt;hash of the case id&gt;</c> for each. It lies outside of what is restored, is added to and never changed, and holds
/// nothing personal: from the hash nobody finds the case, only whoever has the case finds the hash. When it was is the file's own time.
/// </summary>
internal sealed class ErasureLedger(StorageClients storage)
{
    private const string Prefix = "erased/";

    private BlobContainerClient Container => storage.Container(StorageNames.AuditHeads);

    /// <summary>Done again it does no harm.</summary>
    public async Task AddAsync(CaseId id, CancellationToken ct)
    {
        try
        {
            await Container.GetBlobClient(Prefix + Hash(id)).UploadAsync(
                BinaryData.Empty, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, ct);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It stands there already.
        }
    }

    public async Task<ErasedCases> ReadAsync(CancellationToken ct)
    {
        HashSet<string> hashes = new(StringComparer.Ordinal);
        await foreach (var blob in Container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Prefix, ct)) hashes.Add(blob.Name[Prefix.Length..]);
        return new ErasedCases(hashes);
    }

    /// <summary>A case id has 128 bits that nobody chose: it can't be guessed from its hash.</summary>
    internal static string Hash(CaseId id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("erased " + id.Value)));
}

/// <summary>The cases that were erased, as far as one can ask for a case that one has.</summary>
internal sealed class ErasedCases(HashSet<string> hashes)
{
    public int Count => hashes.Count;

    public bool Contains(CaseId id) => hashes.Contains(ErasureLedger.Hash(id));
}
