using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Values nobody sends by mistake, in the forms in which they are sent. Whatever is drawn follows from the seed alone.</summary>
internal sealed class Hostile(Random random)
{
    /// <summary>What must never come back as it was sent: each would be markup or script where it stands.</summary>
    public static readonly string[] Markup =
        ["<script>xq7()</script>", "\"><img src=x onerror=xq7()>", "' autofocus onfocus=xq7() x='", "</textarea><svg onload=xq7()>"];

    private static readonly string[] Texts =
    [
        .. Markup, "\r\nX-Injected: xq7", "javascript:xq7()", "{{7*7}}${7*7}<%=7*7%>@(7*7)", "]]>--><![CDATA[",
        "=HYPERLINK(\"http://xq7\",\"x\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1",
        "' or PartitionKey ne '", "x' or 1 eq 1 or 'x", "'; drop table cases;--", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/CarryOutCase", "%2e%2e%2f", "%00", "\0", "a\0b",
        "\u202Etxt.exe\u202C", "\u2066\u2067\u2068\u2069", "مرحبا \u200Fبك", "x\u200By\u200Dz\uFEFF", "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307", "👩‍👩‍👧‍👦🏳️‍🌈", "\uE000\uFFFE\uFFFF", "\u0001\u0002\u001B[31m\u007F\u0085\u2028",
        "", " ", "\u00A0", "0", "-1", "1e309", "99999999999999999999999999", "NaN", "true", "null", "undefined", "[]", "{}", "0001-01-01", "9999-12-31", "2026-02-30", "24:60", "00:00", "23:59",
        "cai-nhum\n", "CAI-NHUM", "province", "1234 5678 9012 3456", "１２３４", "²", "٣",
    ];

    private static readonly string[] Broken = ["%ff%fe", "%c3%28", "%ed%a0%80", "%f8%88%80%80%80", "%c0%af", "%", "%z", "%u0041", "%e1%ba", "+%00+"];

    public int Next(int limit) => random.Next(limit);

    public bool Chance(double share) => random.NextDouble() < share;

    public T Of<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public string Text() => random.Next(12) switch
    {
        0 => string.Concat(Enumerable.Repeat(Of(Texts), 1 + random.Next(40))),
        1 => new string(Of("aក\u0001ạ\uE000\u200B".ToCharArray()), 1 + random.Next(4200)),
        2 => string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 1 + random.Next(400))),
        3 => Of(Texts) + Of(Texts),
        _ => Of(Texts),
    };

    /// <summary>A value of a form or query, encoded rightly or wrongly.</summary>
    public string Encoded() => Chance(0.15) ? Of(Broken) + Uri.EscapeDataString(Of(Texts)) : Escape(Text());

    /// <summary>A form's body: some of the fields it has, with what they never hold.</summary>
    public string Form(IReadOnlyList<string> names, params (string Name, string Value)[] known)
    {
        List<string> pairs = [.. known.Select(k => $"{k.Name}={Escape(k.Value)}")];
        for (var i = random.Next(12); i > 0; i--) pairs.Add($"{(Chance(0.9) ? Of(names) : Encoded())}={Encoded()}");
        if (Chance(0.05)) pairs.AddRange(Enumerable.Repeat($"{Of(names)}={Encoded()}", 300));
        if (Chance(0.1)) pairs.Add(Of(["&&&", "=", "=x", "a", "[]", "a[b][c]=1", ";"]));
        return string.Join('&', pairs.OrderBy(_ => random.Next()));
    }

    /// <summary>JSON that is none, or not what was asked for.</summary>
    public byte[] Json(JsonNode example) => random.Next(14) switch
    {
        0 => Encoding.UTF8.GetBytes(new string('[', 1 + random.Next(20_000))),
        1 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 1 + random.Next(5000)))),
        2 => Encoding.Unicode.GetBytes(example.ToJsonString()),
        3 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(example.ToJsonString())],
        4 => Cut(Encoding.UTF8.GetBytes(example.ToJsonString())),
        5 => Spoilt(Encoding.UTF8.GetBytes(example.ToJsonString())),
        6 => Encoding.UTF8.GetBytes(Of(["", "null", "0", "\"x\"", "[]", "{}", "[null]", "nul", "{\"a\":1e99999}", "{'a':1}", "{/**/}", "{\"\\ud800\":\"\\ud800\"}", "{\"receipt\":\"\\ud800\"}", "{\"\\u0000\":1}"])),
        7 => Bytes(random.Next(300)),
        8 => Encoding.UTF8.GetBytes(example.ToJsonString().Replace(':', Of(":,;= ".ToCharArray()))),
        _ => Encoding.UTF8.GetBytes(Changed(example.DeepClone()).ToJsonString()),
    };

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>An address below this one that means another.</summary>
    public string Path(string below) => below.TrimEnd('/') + "/" + Of(
    [
        "..", "../CarryOutCase", "%2e%2e/CarryOutCase", "%252e%252e/Sweep", "..%5CBuildReport", "..%255cSweep", ".%00./", "%00", "%ff", "%c0%ae%c0%ae/", ";/../Sweep", "./././", "//", "///evil.example.org", "\\\\evil",
        "%0d%0aX-Injected:%20xq7", "%3Cscript%3Exq7()%3C/script%3E", "?%0d%0aX-Injected:xq7", "?x=" + Encoded(), "?lang=" + Encoded(), "?lang=en&lang=vi&x=cai-nhum&x=" + Encoded(), "?" + new string('a', 3000), new string('b', 2000),
        "AUX", "CON.txt", "site.css::$DATA", ".git/config", "web.config", "host.json", "CarryOutCase/function.json", "~", "*", "{x}", "<x>", "%", "%zz", "é", "\u00ff\u00fe",
    ]);

    /// <summary>Headers that a browser does not send.</summary>
    public IEnumerable<string> Headers()
    {
        for (var i = random.Next(3); i > 0; i--)
            yield return Of(
            [
                "Cookie: staff=" + Escape(Text()), "Cookie: staff=; browser=" + new string('a', 22), "Cookie: " + new string(';', 200), "Cookie: staff=CfDJ8" + new string('A', 400),
                "Accept-Encoding: gzip;q=x, *;q=9, br;;;", "Accept-Encoding: " + new string(',', 300), "Accept-Language: km, x;q=2", "Accept: */*;q=\"", "Range: bytes=0-,5-1,-", "If-None-Match: W/\"x\", *, \"",
                "If-Modified-Since: never", "X-Forwarded-For: <script>xq7()</script>", "X-Forwarded-Host: evil.example.org\"", "X-Forwarded-Proto: javascript", "Forwarded: for=;;", "X-HTTP-Method-Override: DELETE",
                "Authorization: Bearer", "Authorization: Bearer " + new string('x', 3000), "Authorization: Basic \u00ff\u00fe", "Idempotency-Key: {}", "Sec-Fetch-Site: same-origin", "Referer: javascript:xq7()", "User-Agent: \u00ff<script>xq7()</script>",
                "traceparent: 00-xx", "baggage: " + new string('k', 200) + "=v", "Expect: 100-continue", "Upgrade: h2c", "X-Twilio-Email-Event-Webhook-Timestamp: 99999999999999999999", "Content-Encoding: gzip",
            ]);
    }

    public static string Escape(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>Some values changed for others of another kind.</summary>
    private JsonNode Changed(JsonNode root)
    {
        for (var i = 1 + random.Next(4); i > 0; i--)
        {
            var parents = Parents(root).ToList();
            switch (Of(parents))
            {
                case JsonObject { Count: > 0 } o: o[Chance(0.85) ? Of([.. o.Select(p => p.Key)]) : Text()] = Value(); break;
                case JsonArray { Count: > 0 } a: a[random.Next(a.Count)] = Value(); break;
                case JsonArray a: a.Add(Value()); break;
                case JsonObject o: o["x"] = Value(); break;
            }
        }

        return root;
    }

    private JsonNode? Value() => random.Next(9) switch
    {
        0 => null,
        1 => random.Next(-5, 5),
        2 => 1e300,
        3 => true,
        4 => new JsonArray(1, "x", null),
        5 => new JsonObject { ["x"] = Text() },
        6 => new JsonArray([.. Enumerable.Range(0, 3000).Select(n => (JsonNode)n)]),
        _ => Text(),
    };

    private static IEnumerable<JsonNode> Parents(JsonNode node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(Parents).Prepend(o),
        JsonArray a => a.OfType<JsonNode>().SelectMany(Parents).Prepend(a),
        _ => [],
    };

    private byte[] Cut(byte[] bytes) => bytes[..random.Next(bytes.Length)];

    private byte[] Spoilt(byte[] bytes)
    {
        for (var i = 1 + random.Next(8); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    /// <summary>A header line's worth of digits, for lengths that are none.</summary>
    public string Number() => Of(["-1", "0x10", "1,2", "99999999999999999999", " ", "5; 6", random.Next().ToString(CultureInfo.InvariantCulture) + "e3"]);
}
