using System.Globalization;
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

    /// <summary>A row's own key under the office's, and that key's generation.</summary>
    public const string WrapProperty = "Wrap";
    public const string GenerationProperty = "Generation";

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
            ? keys.IsMac(KeyName.BackEvent, back, content)
            : row.GetBinary(PublicProperty) is { } open && keys.IsMac(KeyName.PublicEvent, open, content);
    }

    /// <summary>Whether the back role wrote this row. Events that only staff or the system cause must be so.</summary>
    public bool IsByBack(TableEntity row) =>
        row.GetBinary(BackProperty) is { } back && keys.IsMac(KeyName.BackEvent, back, Canonical(row));

    /// <summary>Whether each MAC that the row carries is under the newest key.</summary>
    public bool IsNewest(TableEntity row)
    {
        var content = Canonical(row);
        return Carried(row).All(p => keys.Mac(p.Key, content).AsSpan().SequenceEqual(row.GetBinary(p.Property)));
    }

    /// <summary>
    /// Puts MACs under the newest keys in the place of those that the row carries, and never one more: a row that the public role wrote
    /// must not become one of the back role.
    /// </summary>
    /// <param name="was">The row as it was read: each of its MACs must hold.</param>
    public void Renew(TableEntity row, TableEntity was)
    {
        var (before, content) = (Canonical(was), Canonical(row));
        foreach (var (property, key) in Carried(was))
        {
            if (!keys.IsMac(key, was.GetBinary(property), before)) throw new TamperedException("row");
            row[property] = keys.Mac(key, content);
        }
    }

    private static IEnumerable<(string Property, KeyName Key)> Carried(TableEntity row)
    {
        if (row.ContainsKey(PublicProperty)) yield return (PublicProperty, KeyName.PublicEvent);
        if (row.ContainsKey(BackProperty)) yield return (BackProperty, KeyName.BackEvent);
    }

    /// <summary>What an event remembers of a row: the same canonical form, hashed without a key: the event is signed. A wrap is left out, because it is renewed when the office's key is.</summary>
    public static string Digest(TableEntity row) =>
        Convert.ToBase64String(KeyRing.Mac([], Canonical(row, WrapProperty, GenerationProperty)).AsSpan(0, DigestSize));

    private static string[] Canonical(TableEntity row, params string[] without)
    {
        List<string> parts = [row.PartitionKey, row.RowKey];
        foreach (var (name, value) in row.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (value is null || name is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag" or PublicProperty or BackProperty || without.Contains(name)) continue;
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
