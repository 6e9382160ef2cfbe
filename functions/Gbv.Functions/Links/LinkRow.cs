using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Links;

/// <summary>Life of a link; whether it has expired is asked of its time.</summary>
public enum LinkState
{
    Active,

    /// <summary>Somebody else, or a newer link, has the item now.</summary>
    Superseded,

    /// <summary>The item was withdrawn: stop.</summary>
    Withdrawn,
}

/// <summary>For whom a link is and what it opens. <paramref name="Item"/> and <paramref name="CaseOrPeriod"/> stay on the server.</summary>
public sealed record LinkTarget(string CaseOrPeriod, string Item, string PersonId, CommuneCode Commune, string MailRef, DateTimeOffset Expiry)
{
    /// <summary>Null for a report's link.</summary>
    public CaseId? CaseId => CaseOrPeriod.Length == 32 && CaseOrPeriod.All(char.IsAsciiHexDigitLower) ? new CaseId(CaseOrPeriod) : null;
}

/// <summary>
/// Row of table <c>links</c>: PartitionKey = SHA-256 of the random part (hexadecimal), RowKey = <c>link</c>. Read by point only.
/// </summary>
internal sealed class LinkRow
{
    public const string RowKey = "link";

    public required string PartitionKey { get; init; }
    public required LinkTarget Target { get; init; }
    public LinkState State { get; init; }

    /// <summary>Codes that were sent, one a browser.</summary>
    public IReadOnlyList<BrowserCode> Codes { get; init; } = [];

    public ETag ETag { get; init; }

    public static LinkRow Read(TableEntity row) => new()
    {
        PartitionKey = row.PartitionKey,
        Target = new LinkTarget(
            row.GetString("Case"), row.GetString("Item"), row.GetString("Person"), new CommuneCode(row.GetString("Commune")),
            row.GetString("Ref"), row.GetDateTimeOffset("Expiry") ?? DateTimeOffset.MinValue),
        State = Gbv.Domain.Shared.Codes.Parse<LinkState>(row.GetString("State")) ?? LinkState.Withdrawn,
        Codes = row.GetString("Codes") is { } codes ? JsonSerializer.Deserialize<BrowserCode[]>(codes) ?? [] : [],
        ETag = row.ETag,
    };

    public TableEntity Write() => new(PartitionKey, RowKey)
    {
        ["Case"] = Target.CaseOrPeriod,
        ["Item"] = Target.Item,
        ["Person"] = Target.PersonId,
        ["Commune"] = Target.Commune.Value,
        ["Ref"] = Target.MailRef,
        ["Expiry"] = Target.Expiry,
        ["State"] = State.Code(),
        ["Codes"] = JsonSerializer.Serialize(Codes),
    };

    public LinkRow With(LinkState? state = null, IReadOnlyList<BrowserCode>? codes = null, DateTimeOffset? expiry = null) => new()
    {
        PartitionKey = PartitionKey,
        Target = Target with { Expiry = expiry ?? Target.Expiry },
        State = state ?? State,
        Codes = codes ?? Codes,
        ETag = ETag,
    };
}

/// <summary>A code sent for one browser: only its keyed hash, its end, the wrong tries, and when codes were sent within the hour.</summary>
internal sealed record BrowserCode(string Browser, string Hash, DateTimeOffset Until, int Tries, IReadOnlyList<DateTimeOffset> Sent);
