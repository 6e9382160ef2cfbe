using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gbv.Functions.Intake.Api;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Tests.Faults;

/// <summary>What is sent to each endpoint. One that is not listed here makes the test fail.</summary>
internal sealed class Attacks(HostileTarget target)
{
    private const int OneMegabyte = 1024 * 1024;

    private static readonly int[] Missing = [400, 404, 414];
    private static readonly JsonNode Report = JsonNode.Parse(Json.Text(ApiDocument.ExampleReport))!;
    private static readonly JsonNode Status = JsonNode.Parse("""{"receipt":"1234 5678 9012 3456"}""")!;
    private static readonly JsonNode Delivery = JsonNode.Parse("""[{"event":"bounce","ref":"ABC123","timestamp":1795000000,"sg_event_id":"x"},{"event":"delivered","ref":"ZZZZZZ"}]""")!;
    private static readonly JsonNode Message = JsonNode.Parse(HostPayloads.Queue("CarryOutCase", "{\"K\":\"case\",\"A\":\"x\",\"M\":\"AA==\"}"u8.ToArray()))!;
    private static readonly JsonNode BusMessage = JsonNode.Parse(HostPayloads.Bus("CarryOutCaseFromBus", "{\"K\":\"case\",\"A\":\"x\",\"M\":\"AA==\"}"u8.ToArray()))!;
    private static readonly string[] Fields =
        [.. typeof(Names).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!), "step", "go", "lang", "commune", "state", "from", "change", "website", "proof"];

    private static readonly string[] Steps =
        ["home", "danger", "receipt", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "w1", "w2", "w3", "w4", "w5", "w6", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "zz"];

    private static readonly string[] Buttons =
        ["next", "back", "short", "person", "witness", "professional", "danger", "proof", "edit:p3", "edit:zz", "lang:en", "lang:km", "lang:zz", "next", "next", "open", "leave", "zz"];

    private const string FollowUpPath = "/follow-up";

    /// <summary>How files begin that are taken, that are not, and that are two things at once.</summary>
    private static readonly byte[][] Begins = [[], [0xFF, 0xD8, 0xFF, 0xE0], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [.. "RIFFxxxxWEBPVP8 "u8], [.. "GIF89a"u8], [.. "%PDF-1.7"u8], [.. "PK\u0003\u0004"u8], [.. "<svg onload=xq7()>"u8]];

    private static readonly string[] StaffFields =
    [
        "attempt-time", "attempt-result", "attempt-text", "progress-text", "measure-kind", "measure-date", "measure-number", "measure-days", "measure-asked-by", "measure-unable", "measure-hamlet", "measure-result", "outcome-services", "outcome-more", "outcome-text", "impossible-reason",
        "impossible-text", "decline-reason", "incident", "i1-day", "i1-rape", "i1-forms", "i1-age", "i1-gbv", "consent-yes", "consent-no", "consent-police", "consent-who", "consent-how", "consent-at-date", "consent-at-time", "urgency", "urgency-reason",
        "call-whom", "call-at-date", "call-at-time", "call-note", "message-text", "incident-day", "incident-note", "withdraw-item", "withdraw-reason", "close-reason", "close-note", "close-stop", "refer-approver", "refer-reason", "refer-health",
        "contact-channel", "contact-address", "contact-seen", "contact-message", "contact-name", "contact-word", "contact-how", "format", "name", "other", "code", "held", "token", "action",
    ];

    // Those that end an item or leave the session would leave nothing to attack.
    private static readonly string[] StaffActions =
        ["progress", "attempt", "measure", "complete", "not-possible", "decline", "classify", "refer", "consent", "urgency", "call", "contact", "message", "chairman", "incident", "withdraw", "close", "reopen", "download", "shell-name", "shell-code", "zz", ""];

    /// <summary>By what the program says of its endpoints: methods and route.</summary>
    public IReadOnlyDictionary<string, Func<Hostile, Attack>> ByEndpoint => new Dictionary<string, Func<Hostile, Attack>>
    {
        ["GET,HEAD /"] = h => Read(h, "/"),
        ["GET,HEAD /x/{slug}"] = h => Read(h, "/x/" + Hostile.Escape(h.Text())),
        ["GET,HEAD /help"] = h => Read(h, "/help"),
        ["GET,HEAD /safe/{page}"] = h => Read(h, h.Chance(0.5) ? "/safe/plan" : "/safe/" + h.Encoded()),
        ["GET,HEAD /verify"] = h => Read(h, "/verify"),
        ["GET,HEAD /statistics"] = h => Read(h, "/statistics"),
        ["GET,HEAD /statistics/report.schema.json"] = h => Read(h, "/statistics/report.schema.json"),
        ["GET,HEAD /statistics/{year}/{area?}"] = h => Read(h, h.Chance(0.5) ? "/statistics/2026/cai-nhum" : $"/statistics/{h.Encoded()}/{h.Encoded()}"),
        ["GET,HEAD /statistics/{year}/{area}/{format}"] = h => Read(h, h.Chance(0.5) ? "/statistics/2026/cai-nhum/json" : $"/statistics/2026/cai-nhum/{h.Encoded()}"),
        ["GET,HEAD " + FollowUpPath] = h => Read(h, FollowUpPath),
        ["GET,HEAD /assets/{*rest}"] = h => Read(h, h.Chance(0.5) ? "/assets/site.css" : "/assets/" + h.Encoded()),
        ["GET,HEAD /favicon.ico"] = h => Read(h, "/favicon.ico"),
        ["GET,HEAD /.well-known/gpc.json"] = h => Read(h, "/.well-known/gpc.json"),
        ["GET,HEAD /health/live"] = h => Read(h, "/health/live"),
        ["GET,HEAD /health/ready"] = h => Read(h, "/health/ready"),
        ["GET /openapi/{documentName}.json"] = h => Read(h, h.Chance(0.3) ? "/openapi/v1.json" : $"/openapi/{Uri.EscapeDataString(h.Text())}.json"),
        ["GET,HEAD /r/{link}"] = Link,
        ["POST /"] = Step,
        ["POST /verify"] = h => Page(h, "/verify", ["number", "lang", "go"], ("number", h.Chance(0.2) ? target.Proof : h.Text())),
        ["POST " + FollowUpPath] = FollowUp,
        ["POST /r/{link}"] = Staff,
        ["POST /api/reports/"] = h => Api(h, "/api/reports", Report, [400, 415, 422], [201, 400, 409, 422]),
        ["POST /api/reports/status"] = h => Api(h, "/api/reports/status", Status, [400, 404, 415], [400, 404]),
        ["POST /hooks/sendgrid"] = Hook,
        ["* /CarryOutCase"] = h => Trigger(h, "/CarryOutCase", h.Json(Message)),
        ["* /BuildReport"] = h => Trigger(h, "/BuildReport", h.Json(Message)),
        ["* /CarryOutCaseFromBus"] = h => Trigger(h, "/CarryOutCaseFromBus", h.Json(BusMessage)),
        ["* /BuildReportFromBus"] = h => Trigger(h, "/BuildReportFromBus", h.Json(BusMessage)),
        ["* /CheckDue"] = h => Trigger(h, "/CheckDue", h.Json(JsonNode.Parse(HostPayloads.Timer)!)),
        ["* /CheckReports"] = h => Trigger(h, "/CheckReports", h.Json(JsonNode.Parse(HostPayloads.Timer)!)),
        ["* /CheckRetention"] = h => Trigger(h, "/CheckRetention", h.Json(JsonNode.Parse(HostPayloads.Timer)!)),
        ["* /CheckReturns"] = h => Trigger(h, "/CheckReturns", h.Json(JsonNode.Parse(HostPayloads.Timer)!)),
        ["* /CheckTrace"] = h => Trigger(h, "/CheckTrace", h.Json(JsonNode.Parse(HostPayloads.Timer)!)),
        ["* /Sweep"] = h => Trigger(h, "/Sweep", h.Json(JsonNode.Parse(HostPayloads.Timer)!)),
    };

    /// <summary>Most of what is sent goes where most can be typed.</summary>
    public static int Weight(string endpoint) => endpoint switch
    {
        "POST /" => 12,
        "POST /api/reports/" => 10,
        "POST /r/{link}" => 6,
        "POST /follow-up" or "POST /api/reports/status" or "POST /hooks/sendgrid" => 4,
        "* /Sweep" or "* /CheckDue" or "* /CheckReports" or "* /CheckRetention" or "* /CheckReturns" or "* /CheckTrace" => 1,
        _ => 2,
    };

    private static Attack Read(Hostile h, string path) => h.Next(6) switch
    {
        0 => new("path", "GET", h.Path(path)) { Headers = [.. h.Headers()] },
        1 => new("method", h.Of(["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "CONNECTS", "XQ7"]), path) { Expected = Missing },
        2 => new("query", "GET", $"{path}?{h.Of(["lang", "x", "e", "documentName"])}={h.Encoded()}&{h.Encoded()}={h.Encoded()}") { Headers = [.. h.Headers()] },
        3 => new("head", "HEAD", path) { Headers = [.. h.Headers()] },
        4 => new("body", "GET", path) { Body = h.Bytes(h.Next(2000)), Headers = [.. h.Headers()] },
        _ => new("length", "GET", path) { Headers = ["Content-Length: " + h.Number()], MayBeCut = true },
    };

    /// <summary>What can be wrong with every form in the same way.</summary>
    private static Attack Page(Hostile h, string path, IReadOnlyList<string> names, params (string Name, string Value)[] known)
    {
        var form = h.Form(names, known);
        return h.Next(30) switch
        {
            0 => Attack.Post("other site", path, form, h.Of(["Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example.org", "Origin: null"])) with { Expected = [403] },
            1 => Attack.Post("type", path, form.Length > 0 ? form : "x") with { ContentType = h.Of(["application/json", "text/plain", "application/xml", "x"]), Expected = [415] },
            2 => Attack.Post("ten thousand keys", path, string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"k{i.ToString(CultureInfo.InvariantCulture)}=x"))) with { Expected = [413] },
            3 => Attack.Post("long key", path, new string('k', 50_000) + "=x") with { Expected = [413] },
            4 when form.Length < OneMegabyte - 200 && h.Chance(0.5) => Attack.Post("a megabyte in a field", path, $"{form}&{h.Of(names)}={new string('m', OneMegabyte - form.Length - 100)}"),
            4 => Attack.Post("more than a megabyte", path, $"{h.Of(names)}={new string('m', OneMegabyte + h.Next(OneMegabyte))}") with { Expected = [413], MayBeCut = true },
            5 => Attack.Post("charset", path, form) with { ContentType = Attack.FormType + "; charset=" + h.Of(["utf-7", "utf-16", "x", "\"", "iso-8859-1"]), Expected = [415] },
            6 => Attack.Post("bytes", path, form) with { Body = h.Bytes(1 + h.Next(3000)) },
            7 => Attack.Post("method", path, form) with { Method = h.Of(["PUT", "DELETE", "PATCH", "PROPFIND"]), Expected = Missing },
            8 => Attack.Post("chunks that are none", path, form) with { Chunked = true, Headers = ["Transfer-Encoding: gzip"], MayBeCut = true },
            10 => Attack.Post("no form with a file", path, form.Length > 0 ? form : "x") with { ContentType = h.Of(["multipart/form-data; boundary=x", "multipart/form-data"]), Expected = [path == FollowUpPath ? 400 : 415] },
            9 => Attack.Post("two lengths", path, form) with { Headers = ["Content-Length: 5", "Content-Length: 6"], MayBeCut = true, Expected = [400] },
            _ => Attack.Post("form", path + (h.Chance(0.1) ? "?" + h.Encoded() : ""), form, [.. h.Headers().Where(x => !x.StartsWith("Expect", StringComparison.Ordinal))]) with { Chunked = h.Chance(0.1) },
        };
    }

    private Attack Step(Hostile h)
    {
        var state = h.Of(target.States);
        if (h.Chance(0.3)) state = h.Next(4) switch { 0 => h.Text(), 1 => state[..h.Next(state.Length)], 2 => state + "A", _ => state[..20] + "-_" + state[22..] };
        var button = h.Chance(0.04) ? "send" : h.Of(Buttons);
        return Page(h, "/", Fields, ("state", state), ("step", h.Of(Steps)), ("go", button), (h.Of(Fields), h.Text()));
    }

    private Attack FollowUp(Hostile h) => h.Next(8) switch
    {
        0 => File(h),
        < 4 => Page(h, FollowUpPath, ["code", "text", "go", "lang", "commune", "inbox"], ("code", h.Chance(0.3) ? target.Receipt : h.Text())),
        _ => Page(h, FollowUpPath, ["text", "go", "lang", "commune"], ("inbox", h.Chance(0.7) ? target.Inbox : h.Text()), ("go", h.Of(["send", "next", "leave", "zz"])), ("text", h.Text())),
    };

    /// <summary>A form with a file whose parts, names and bytes are what no browser sends.</summary>
    private Attack File(Hostile h)
    {
        var boundary = h.Of(["x", "----q7", new string('b', 70), new string('b', 71), "\"a b\""]);
        using var body = new MemoryStream();
        void Line(string text) => body.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
        void Part(string head, ReadOnlySpan<byte> content)
        {
            Line("--" + boundary.Trim('"'));
            Line(h.Chance(0.9) ? head : h.Text());
            if (h.Chance(0.95)) Line("");
            body.Write(content);
            Line("");
        }

        Part("Content-Disposition: form-data; name=\"inbox\"", Encoding.UTF8.GetBytes(h.Chance(0.7) ? target.Inbox : h.Text()));
        for (var i = h.Next(14); i > 0; i--) Part($"Content-Disposition: form-data; name=\"{h.Of(["lang", "commune", "inbox", "go", "zz"])}\"", Encoding.UTF8.GetBytes(h.Text()));
        if (h.Chance(0.9)) Part($"Content-Disposition: form-data; name=\"file\"; filename=\"{h.Text()}\"{h.Of(["", "\r\nContent-Type: image/jpeg", "\r\nX: " + new string('x', 20_000)])}", h.Of(Begins).Concat(h.Bytes(h.Next(300_000))).ToArray());
        if (h.Chance(0.8)) Line($"--{boundary.Trim('"')}--");
        return new("form with a file", "POST", FollowUpPath) { ContentType = "multipart/form-data; boundary=" + boundary, Body = body.ToArray(), Chunked = h.Chance(0.2), MayBeCut = true };
    }

    private Attack Link(Hostile h)
    {
        var door = h.Of(target.Doors);
        return h.Next(4) switch
        {
            0 => new("no link", "GET", "/r/" + Uri.EscapeDataString(h.Text().Replace('.', 'x') + "x")) { Expected = Missing },
            1 => new("changed link", "GET", door.Path[..^3] + h.Of(["AAA", "%00a", "___", "..x", "aa", "aaaa"])) { Expected = Missing },
            2 => new("without a session", "GET", door.Path + "?lang=" + h.Encoded()) { Headers = [.. h.Headers()] },
            _ => new("with a session", "GET", door.Path + "?" + h.Encoded()) { Headers = ["Cookie: " + door.Cookies] },
        };
    }

    private Attack Staff(Hostile h)
    {
        var door = h.Of(target.Doors);
        var action = h.Of(StaffActions);
        (string, string)[] known = [("token", h.Chance(0.85) ? door.Token : h.Text()), ("action", action), .. Plausible(h, action)];
        var attack = Page(h, door.Path, StaffFields.Except(["token", "action"]).ToList(), known);
        return h.Chance(0.85) ? attack with { Headers = [.. attack.Headers.Where(x => !x.StartsWith("Cookie", StringComparison.Ordinal)), "Cookie: " + door.Cookies] } : attack;
    }

    /// <summary>Right codes beside the hostile texts, so that they are read at all.</summary>
    private static IEnumerable<(string, string)> Plausible(Hostile h, string action) => action switch
    {
        "progress" => [("progress-text", h.Text())],
        "attempt" => [("attempt-result", h.Of(["no-answer", "somebody-else", "zz"])), ("attempt-text", h.Text()), ("attempt-time", h.Chance(0.5) ? "" : h.Text())],
        "call" => [("call-whom", h.Of(["staff", "reached"])), ("call-at-date", h.Of(["2026-11-24", "0001-01-01", "9999-12-31", h.Text()])), ("call-at-time", h.Of(["00:00", "23:59", h.Text()])), ("call-note", h.Text())],
        "consent" => [("consent-who", "person"), ("consent-yes", "legal-aid"), ("consent-how", h.Text()), ("consent-at-date", h.Of(["0001-01-01", "2020-01-01"])), ("consent-at-time", "00:00")],
        "contact" => [("contact-channel", "trusted-person"), ("contact-address", h.Text()), ("contact-name", h.Text()), ("contact-word", h.Text()), ("contact-how", h.Text())],
        "message" => [("message-text", h.Text())],
        "classify" => [("i1-rape", h.Of(["yes", "no", "zz"])), ("i1-day", h.Of(["0001-01-01", "9999-12-31", h.Text()])), ("i1-marital", h.Of(["widowed", "zz"]))],
        _ => [],
    };

    private static Attack Api(Hostile h, string path, JsonNode example, int[] refused, int[] judged)
    {
        List<string> headers = ["Authorization: Bearer " + HostileTarget.ApiKey, "Idempotency-Key: " + new Guid(h.Bytes(16))];
        Attack attack = new("json", "POST", path) { ContentType = "application/json", Headers = headers };
        return h.Next(20) switch
        {
            0 when example == Report => attack with { Name = "no key", Headers = h.Chance(0.5) ? [] : ["Authorization: " + h.Of(["Bearer", "Bearer x", "Basic x", "Bearer " + HostileTarget.ApiKey + "x"])], Body = h.Json(example), Expected = [401] },
            1 when example == Report => attack with { Name = "no idempotency key", Headers = [headers[0], "Idempotency-Key: " + h.Of(["", "x", "1", new string('9', 2000)])], Body = h.Json(example), Expected = [400] },
            2 => attack with { Name = "type", ContentType = h.Of(["text/plain", "application/xml", Attack.FormType, "application/jsonx", "x"]), Body = h.Json(example), Expected = [415] },
            3 => attack with { Name = "too large", Body = Encoding.UTF8.GetBytes($"{{\"narrative\":\"{new string('n', ApiBody.Limit + h.Next(OneMegabyte))}\"}}"), Chunked = h.Chance(0.5), Expected = [413], MayBeCut = true },
            4 => attack with { Name = "more than a megabyte", Body = Encoding.UTF8.GetBytes($"{{\"narrative\":\"{new string('n', OneMegabyte + h.Next(OneMegabyte))}\"}}"), Expected = [413], MayBeCut = true },
            5 => attack with { Name = "method", Method = h.Of(["GET", "PUT", "DELETE", "PATCH"]), Body = h.Json(example), Expected = Missing },
            6 => attack with { Name = "path", Target = h.Path(path), Body = h.Json(example) },
            7 => attack with { Name = "deep", Body = Encoding.UTF8.GetBytes($"{{\"contact\":{string.Concat(Enumerable.Repeat("{\"x\":", 3000))}1{new string('}', 3001)}"), Expected = refused },
            8 => attack with { Name = "packed", Headers = [.. headers, "Content-Encoding: gzip"], Body = h.Bytes(500), Expected = refused },
            _ => attack with { Body = h.Json(example), Expected = judged },
        };
    }

    private Attack Hook(Hostile h)
    {
        var body = h.Json(Delivery);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Attack attack = new("event", "POST", "/hooks/sendgrid") { ContentType = "application/json", Body = body };
        return h.Next(5) switch
        {
            0 => attack with { Name = "unsigned event", Headers = [.. h.Headers().Where(x => !x.StartsWith("Expect", StringComparison.Ordinal))], Expected = [400, 403] },
            1 => attack with { Name = "event with a wrong signature", Headers = Signature(now, h.Of([Convert.ToBase64String(h.Bytes(70)), "x", new string('A', 4000), ""])), Expected = [403] },
            2 => attack with { Name = "event of another time", Headers = Signature(h.Of(["0", "-1", "99999999999", "9223372036854775807", "x", ""]), Sign(body, now)), Expected = [403] },
            3 => attack with { Name = "large event", Body = new byte[OneMegabyte + 1 + h.Next(1000)], Headers = Signature(now, "x"), Expected = [413], MayBeCut = true },
            _ => attack with { Name = "signed event", Headers = Signature(now, Sign(body, now)), Expected = [204, 400] },
        };
    }

    private static string[] Signature(string at, string signature) =>
        ["X-Twilio-Email-Event-Webhook-Timestamp: " + at, "X-Twilio-Email-Event-Webhook-Signature: " + signature];

    private string Sign(byte[] body, string at)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(at), .. body];
        lock (target.Webhook) return Convert.ToBase64String(target.Webhook.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>As a visitor would come by there, and as the host does but with a payload that is none.</summary>
    private static Attack Trigger(Hostile h, string path, byte[] body)
    {
        Attack attack = new("trigger", "POST", path) { ContentType = "application/json", Body = body };
        return h.Next(4) switch
        {
            0 => attack with { Name = "trigger with a length", Expected = [404] },
            1 => attack with { Name = "trigger with a visitor's header", Chunked = true, Headers = [h.Of(["X-Forwarded-For: 1.2.3.4", "X-Forwarded-Host: x", "x-ms-invocation-id: x"])], Expected = [404] },
            2 => attack with { Name = "trigger by another method", Method = h.Of(["GET", "PUT", "DELETE"]), Chunked = true, Expected = [404] },
            _ => attack with { Name = "trigger from the host", Chunked = true, Expected = [200, 400] },
        };
    }
}
