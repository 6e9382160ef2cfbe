using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Links;

/// <summary>What a mail's reference stands for: the case (or, for a report, the period), its item and the person written to.</summary>
public sealed record MailRefTarget(string CaseOrPeriod, string Item, string PersonId)
{
    /// <summary>Null for mails about a report.</summary>
    public CaseId? CaseId => CaseOrPeriod.Length == 32 && CaseOrPeriod.All(char.IsAsciiHexDigitLower) ? new CaseId(CaseOrPeriod) : null;
}

/// <summary>
/// Table <c>mailrefs</c>: PartitionKey = reference, RowKey = <c>ref</c>. Six Crockford characters, random, so that a reference
/// says nothing, unique because inserting decides. Point reads only.
/// </summary>
public sealed class MailRefs(StorageClients storage)
{
    // Crockford's alphabet: no I, L, O, U, so that a reference can be read out over the telephone.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string Row = "ref";

    private TableClient Table => storage.Table(StorageNames.MailRefs);

    /// <summary>A new reference that nobody else has.</summary>
    public async Task<string> CreateAsync(MailRefTarget target, CancellationToken ct)
    {
        while (true)
        {
            var reference = New();
            if (await RegisterAsync(reference, target, ct)) return reference;
        }
    }

    /// <summary>Takes this reference for the target; true also when the target has it already, false when another has.</summary>
    public async Task<bool> RegisterAsync(string reference, MailRefTarget target, CancellationToken ct)
    {
        try
        {
            await Table.AddEntityAsync(new TableEntity(reference, Row) { ["Case"] = target.CaseOrPeriod, ["Item"] = target.Item, ["Person"] = target.PersonId }, ct);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(reference, ct) == target;
        }
    }

    /// <summary>The case is gone: delivery events about it mean nothing any more. A reference that another case has stays.</summary>
    public async Task RemoveAsync(string reference, CaseId owner, CancellationToken ct)
    {
        if ((await FindAsync(reference, ct))?.CaseId == owner) await Table.DeleteEntityAsync(reference, Row, cancellationToken: ct);
    }

    /// <summary>What the reference stands for, or null for one that we never gave.</summary>
    public async Task<MailRefTarget?> FindAsync(string reference, CancellationToken ct)
    {
        if (reference.Length != 6 || !reference.All(Alphabet.Contains)) return null;
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(reference, Row, cancellationToken: ct);
        return row.HasValue ? new MailRefTarget(row.Value!.GetString("Case"), row.Value.GetString("Item"), row.Value.GetString("Person")) : null;
    }

    /// <summary>
    /// A reference at random; it counts only once it is registered. There are 32^6 of them, about 10^9: among 40,000 it is more likely than
    /// not that two cases drew the same, so whoever registers must be ready to draw again.
    /// </summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 6);
}
