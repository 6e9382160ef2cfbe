using System.Buffers.Text;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Links;

/// <summary>
/// E-mailed links: <c>/r/</c> + base64url(16 bytes + 8 bytes of HMAC under the link key). The 16 bytes are themselves derived
/// from case, item and mail reference, so that a repeated mail carries the same link and no usable link is stored anywhere.
/// </summary>
internal sealed class LinkStore(StorageClients storage, KeyRing keys, IOptions<PublicOptions> address, TimeProvider time)
{
    private const int SecretLength = 16;
    private const int MacLength = 8;

    private TableClient Table => storage.Table(StorageNames.Links);

    /// <summary>
    /// The link of this mail; the first call makes it, later ones give the same for as long as they say: a reminder must open what
    /// it speaks of. What was ended on purpose stays ended.
    /// </summary>
    public async Task<Uri> IssueAsync(LinkTarget target, CancellationToken ct)
    {
        var secret = Secret(target.CaseOrPeriod, target.Item, target.MailRef);
        try
        {
            await Table.AddEntityAsync(new LinkRow { PartitionKey = Partition(secret), Target = target }.Write(), ct);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            await ChangeAsync(Partition(secret), row => row.Target.Expiry < target.Expiry ? row.With(expiry: target.Expiry) : null, ct);
        }

        return new Uri(address.Value.Base, "r/" + Base64Url.EncodeToString([.. secret, .. Mac(secret)]));
    }

    /// <summary>Checks the MAC before anything is read, then looks the link up: one point read.</summary>
    public async Task<LinkOpening> OpenAsync(string link, CancellationToken ct)
    {
        if (Genuine(link) is not { } secret || await ReadAsync(Partition(secret), ct) is not { } row) return new LinkOpening.Tampered();
        return row.State switch
        {
            LinkState.Superseded => new LinkOpening.Superseded(row.Target),
            LinkState.Withdrawn => new LinkOpening.Withdrawn(row.Target),
            _ when row.Target.Expiry <= time.GetUtcNow() => new LinkOpening.Expired(row.Target),
            _ => new LinkOpening.Active(row.Target, row.PartitionKey),
        };
    }

    /// <summary>Another person or a newer mail has the item: this mail's link opens nothing any more. A link never issued is none.</summary>
    public Task SupersedeAsync(string caseOrPeriod, string item, string mailRef, CancellationToken ct) =>
        CloseAsync(caseOrPeriod, item, mailRef, LinkState.Superseded, ct);

    /// <summary>The item was withdrawn: the link tells its holder to stop.</summary>
    public Task WithdrawAsync(string caseOrPeriod, string item, string mailRef, CancellationToken ct) =>
        CloseAsync(caseOrPeriod, item, mailRef, LinkState.Withdrawn, ct);

    internal async Task<LinkRow?> ReadAsync(string partition, CancellationToken ct)
    {
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(partition, LinkRow.RowKey, cancellationToken: ct);
        return row.HasValue ? LinkRow.Read(row.Value!) : null;
    }

    /// <summary>False when somebody else changed the row since it was read.</summary>
    internal async Task<bool> TryUpdateAsync(LinkRow row, CancellationToken ct)
    {
        try
        {
            await Table.UpdateEntityAsync(row.Write(), row.ETag, TableUpdateMode.Replace, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 412 or 404)
        {
            return false;
        }
    }

    /// <summary>Links that expired long ago, so that no row names a case after its time. Reads keys alone, over the whole table.</summary>
    public async Task RemoveExpiredAsync(DateTimeOffset before, CancellationToken ct)
    {
        await foreach (var row in Table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"Expiry lt {before}"), select: ["PartitionKey", "RowKey"], cancellationToken: ct))
            await Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: ct);
    }

    private async Task CloseAsync(string caseOrPeriod, string item, string mailRef, LinkState state, CancellationToken ct)
    {
        // Under an older key the same mail may have brought another link.
        foreach (var partition in keys.Macs(KeyName.Link, Parts(caseOrPeriod, item, mailRef)).Select(m => Partition(m[..SecretLength])))
            await ChangeAsync(partition, row => row.With(state, codes: []), ct);
    }

    /// <summary>Changes a link that is still open, or leaves it where <paramref name="change"/> gives null.</summary>
    /// <exception cref="TimeoutException">Others were faster each time; whoever asked tries again later.</exception>
    private async Task ChangeAsync(string partition, Func<LinkRow, LinkRow?> change, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Contention.Tries; attempt++)
        {
            if (await ReadAsync(partition, ct) is not { State: LinkState.Active } row || change(row) is not { } changed || await TryUpdateAsync(changed, ct)) return;
            await Contention.StepBackAsync(attempt, ct);
        }

        throw new TimeoutException("A link was changed by others each time.");
    }

    private byte[] Secret(string caseOrPeriod, string item, string mailRef) => keys.Mac(KeyName.Link, Parts(caseOrPeriod, item, mailRef))[..SecretLength];

    private static string[] Parts(string caseOrPeriod, string item, string mailRef) => ["link", caseOrPeriod, item, mailRef];

    private byte[] Mac(byte[] secret) => keys.Mac(KeyName.Link, MacParts(secret))[..MacLength];

    private static string[] MacParts(byte[] secret) => ["link-mac", Convert.ToHexString(secret)];

    private static string Partition(byte[] secret) => Convert.ToHexStringLower(SHA256.HashData(secret));

    private byte[]? Genuine(string link)
    {
        var bytes = new byte[SecretLength + MacLength];
        // Decoding throws at a character that is none of its own, and whitespace would be passed over.
        if (link.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(link)
            || !Base64Url.TryDecodeFromChars(link, bytes, out var length) || length != bytes.Length) return null;
        var secret = bytes[..SecretLength];
        return keys.Macs(KeyName.Link, MacParts(secret)).Any(mac => CryptographicOperations.FixedTimeEquals(mac.AsSpan(0, MacLength), bytes.AsSpan(SecretLength))) ? secret : null;
    }
}

/// <summary>What a link turned out to be. Unknown and tampered look the same.</summary>
internal abstract record LinkOpening
{
    private LinkOpening() { }

    public sealed record Active(LinkTarget Target, string Key) : LinkOpening;

    public sealed record Expired(LinkTarget Target) : LinkOpening;

    public sealed record Superseded(LinkTarget Target) : LinkOpening;

    public sealed record Withdrawn(LinkTarget Target) : LinkOpening;

    public sealed record Tampered : LinkOpening;
}
