using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Gbv.Functions.Backups;

/// <summary>
/// A row of a table as one line of JSON: <c>{"t":table,"p":partition,"r":row,"v":{name:"letter and value"}}</c>. The letter is the type
/// that storage keeps, so that the row's MAC is the same before and after: s text, b bytes, t and f truth, i and l numbers of 32 and 64
/// bits, d a time in ticks, n a floating number, g an id.
/// </summary>
internal static class RowLine
{
    public static byte[] Write(string table, TableEntity row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("t", table);
            json.WriteString("p", row.PartitionKey);
            json.WriteString("r", row.RowKey);
            json.WriteStartObject("v");
            foreach (var (name, value) in row.OrderBy(v => v.Key, StringComparer.Ordinal))
                if (value is not null && name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")) json.WriteString(name, Text(value));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static (string Table, TableEntity Row) Read(JsonObject line)
    {
        var row = new TableEntity((string)line["p"]!, (string)line["r"]!);
        foreach (var (name, value) in line["v"]!.AsObject()) row[name] = Value((string)value!);
        return ((string)line["t"]!, row);
    }

    private static string Text(object value) => value switch
    {
        string s => "s" + s,
        byte[] b => "b" + Convert.ToBase64String(b),
        BinaryData b => "b" + Convert.ToBase64String(b),
        bool b => b ? "t" : "f",
        int i => "i" + i.ToString(CultureInfo.InvariantCulture),
        long l => "l" + l.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset d => "d" + d.UtcTicks.ToString(CultureInfo.InvariantCulture),
        double n => "n" + n.ToString("R", CultureInfo.InvariantCulture),
        Guid g => "g" + g,
        _ => throw new NotSupportedException($"A row holds a {value.GetType().Name}, which a copy would not bring back as it is."),
    };

    private static object Value(string text) => (text[0], text[1..]) switch
    {
        ('s', var s) => s,
        ('b', var b) => Convert.FromBase64String(b),
        ('t', _) => true,
        ('f', _) => false,
        ('i', var i) => int.Parse(i, CultureInfo.InvariantCulture),
        ('l', var l) => long.Parse(l, CultureInfo.InvariantCulture),
        ('d', var d) => new DateTimeOffset(long.Parse(d, CultureInfo.InvariantCulture), TimeSpan.Zero),
        ('n', var n) => double.Parse(n, CultureInfo.InvariantCulture),
        ('g', var g) => Guid.Parse(g),
        _ => throw new InvalidDataException($"There is no type '{text[0]}' of a value."),
    };
}
