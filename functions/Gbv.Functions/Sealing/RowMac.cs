using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;

namespace Gbv.Functions.Sealing;

/// <summary>
/// The MAC that each row of a case carries, over partition, row key and all properties in a canonical order. Whatever the public
/// role writes carries its own MAC; the back role, which has both keys, adds its own, and only that counts for what the back
/// role alone may say.
/// </summary>
public sealed class RowMac(KeyRing keys)
{
    public const string PublicProperty = "MacP";
    public const string BackProperty = "MacB";

    private const int DigestSize = 15;

    public void Sign(TableEntity row)
    {
        row.Remove(PublicProperty);
        row.Remove(BackProperty);
        var content = Canonical(row);
        row[PublicProperty] = keys.Mac(KeyName.PublicEvent, content);
        if (keys.Has(KeyName.BackEvent)) row[BackProperty] = keys.Mac(KeyName.BackEvent, content);
    }

    /// <summary>Whether the row is as one of our roles wrote it; the public role can check only its own kind of MAC.</summary>
    public bool IsGenuine(TableEntity row)
    {
        var content = Canonical(row);
        return keys.Has(KeyName.BackEvent) && row.GetBinary(BackProperty) is { } back
            ? Same(back, keys.Mac(KeyName.BackEvent, content))
            : row.GetBinary(PublicProperty) is { } open && Same(open, keys.Mac(KeyName.PublicEvent, content));
    }

    /// <summary>Whether the back role wrote this row. Events that only staff or the system cause must be so.</summary>
    public bool IsByBack(TableEntity row) =>
        row.GetBinary(BackProperty) is { } back && Same(back, keys.Mac(KeyName.BackEvent, Canonical(row)));

    /// <summary>What an event remembers of a row: the same canonical form, hashed without a key: the event is signed.</summary>
    public static string Digest(TableEntity row) =>
        Convert.ToBase64String(KeyRing.Mac([], Canonical(row)).AsSpan(0, DigestSize));

    private static bool Same(byte[] a, byte[] b) => CryptographicOperations.FixedTimeEquals(a, b);

    private static string[] Canonical(TableEntity row)
    {
        List<string> parts = [row.PartitionKey, row.RowKey];
        foreach (var (name, value) in row.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (value is null || name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" or PublicProperty or BackProperty) continue;
            parts.Add(name);
            parts.Add(value switch
            {
                string s => "s" + s,
                byte[] b => "b" + Convert.ToBase64String(b),
                BinaryData b => "b" + Convert.ToBase64String(b.ToArray()),
                bool b => b ? "t" : "f",
                int i => "i" + i.ToString(CultureInfo.InvariantCulture),
                long l => "l" + l.ToString(CultureInfo.InvariantCulture),
                DateTimeOffset d => "d" + d.UtcTicks.ToString(CultureInfo.InvariantCulture),
                _ => throw new NotSupportedException($"A row of a case has no {value.GetType().Name}."),
            });
        }

        return [.. parts];
    }
}
