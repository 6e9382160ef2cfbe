using Gbv.Functions.Reporting;
using Gbv.Functions.Tests.Hosting;

namespace Gbv.Functions.Tests.Faults;

/// <summary>One way in: an endpoint, and what is asked of it. Where words are sent along, the record shows in the end whose were taken.</summary>
internal sealed record Door(string Endpoint, string What, Func<Caller, string, HttpRequestMessage> Ask);

/// <summary>
/// Who gets what at which endpoint, as one table. The doors lead to one woman's case and to one report; each caller comes with all
/// that he has and knows every link by its address. An endpoint that is not listed makes the test fail, and so does a cell that is
/// not as it is meant.
/// </summary>
public sealed class CallerTableTests(Callers callers) : IClassFixture<Callers>
{
    /// <summary>
    /// n her words, c her safe contact, m what the coordinator wrote to her, s her status, f the report's figures, w may write, + served, - nothing.
    /// "Other role" is the same knock, with everything that its right caller has, at the other role's program.
    /// </summary>
    private const string Table = """
        endpoint                                    what             nobody wrong-receipt other-receipt third-party other-responder other-commune responder coordinator owner other-role
        GET,HEAD /statistics                        open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /statistics/report.schema.json     open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /statistics/{year}/{area?}         open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /statistics/{year}/{area}/{format} open             f+     f+            f+            f+          f+              f+            f+        f+          f+    -
        GET,HEAD /r/{link}                          referral         -      -             -             -           -               -             c         -           -     -
        GET,HEAD /r/{link}                          expired-referral -      -             -             -           -               -             -         -           -     -
        GET,HEAD /r/{link}                          triage           -      -             -             -           -               -             -         ncm         -     -
        GET,HEAD /r/{link}                          report           -      -             -             -           -               -             -         f           -     -
        POST /r/{link}                              referral         -      -             -             -           -               -             w         -           -     -
        POST /r/{link}                              expired-referral -      -             -             -           -               -             -         -           -     -
        POST /r/{link}                              triage           -      -             -             -           -               -             -         w           -     -
        POST /r/{link}                              report           -      -             -             -           -               -             -         f           -     -
        POST /follow-up                             code             -      -             -             -           -               -             -         -           ms    -
        POST /follow-up                             inbox            -      -             -             -           -               -             -         -           ms    -
        POST /follow-up                             file             -      -             -             -           -               -             -         -           ms    -
        POST /api/reports/status                    receipt          -      -             -             -           -               -             -         -           s     -
        POST /api/reports/                          no-client-key    -      -             -             -           -               -             -         -           -     -
        POST /hooks/sendgrid                        unsigned         -      -             -             -           -               -             -         -           -     -
        * /CarryOutCase                             call             -      -             -             -           -               -             -         -           -     -
        * /BuildReport                              call             -      -             -             -           -               -             -         -           -     -
        * /CarryOutCaseFromBus                      call             -      -             -             -           -               -             -         -           -     -
        * /BuildReportFromBus                       call             -      -             -             -           -               -             -         -           -     -
        * /CheckDue                                 call             -      -             -             -           -               -             -         -           -     -
        * /CheckReports                             call             -      -             -             -           -               -             -         -           -     -
        * /CheckRetention                           call             -      -             -             -           -               -             -         -           -     -
        * /CheckReturns                             call             -      -             -             -           -               -             -         -           -     -
        * /CheckTrace                               call             -      -             -             -           -               -             -         -           -     -
        * /Sweep                                    call             -      -             -             -           -               -             -         -           -     -
        GET,HEAD /                                  open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /x/{slug}                          open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /help                              open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /safe/{page}                       open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /verify                            open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /follow-up                         open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /.well-known/gpc.json              open             +      +             +             +           +               +             +         +           +     -
        GET /openapi/{documentName}.json            open             +      +             +             +           +               +             +         +           +     -
        GET,HEAD /assets/{*rest}                    open             +      +             +             +           +               +             +         +           +     +
        GET,HEAD /favicon.ico                       open             +      +             +             +           +               +             +         +           +     +
        GET,HEAD /health/live                       open             +      +             +             +           +               +             +         +           +     +
        GET,HEAD /health/ready                      open             +      +             +             +           +               +             +         +           +     +
        POST /                                      open             +      +             +             +           +               +             +         +           +     -
        POST /verify                                open             +      +             +             +           +               +             +         +           +     -
        """;

    private IReadOnlyList<Door> Doors =>
    [
        // First, because CheckReports takes away a year that no ledger knows of.
        Open("GET,HEAD /statistics", "statistics"), Open("GET,HEAD /statistics/report.schema.json", "statistics/report.schema.json"),
        Open("GET,HEAD /statistics/{year}/{area?}", "statistics/2026/cai-nhum"), Open("GET,HEAD /statistics/{year}/{area}/{format}", "statistics/2026/cai-nhum/csv"),
        Opens("referral", () => callers.ReferralLink),
        Opens("expired-referral", () => callers.ExpiredLink),
        Opens("triage", () => callers.TriageLink),
        Opens("report", () => callers.ReportLink),
        Posts("referral", () => callers.ReferralLink, w => [("action", "progress"), ("progress-text", w)]),
        Posts("expired-referral", () => callers.ExpiredLink, w => [("action", "progress"), ("progress-text", w)]),
        Posts("triage", () => callers.TriageLink, w => [("action", "message"), ("message-text", w)]),
        Posts("report", () => callers.ReportLink, _ => [("action", ReportItemPage.Download), (ReportItemPage.FormatField, "csv")]),
        new("POST /follow-up", "code", (c, _) => Knock.Form(Public("follow-up"), c, ("code", c.Receipt ?? ""))),
        new("POST /follow-up", "inbox", (c, _) => Knock.Form(Public("follow-up"), c, ("inbox", c.Inbox ?? ""), ("go", "refresh"))),
        new("POST /follow-up", "file", (c, _) => Knock.File(Public("follow-up"), c, ("inbox", c.Inbox ?? ""))),
        new("POST /api/reports/status", "receipt", (c, _) => Knock.Json(Public("api/reports/status"), c, $$"""{"receipt":"{{c.Receipt}}"}""")),
        new("POST /api/reports/", "no-client-key", (c, _) => Knock.Json(Public("api/reports"), c, """{"journey":"person","commune":"cai-nhum"}""")),
        new("POST /hooks/sendgrid", "unsigned", (c, _) => Knock.Json(Back("hooks/sendgrid"), c, """[{"event":"bounce","ref":"ABC123","timestamp":1795000000,"sg_event_id":"x"}]""")),
        .. new[] { "CarryOutCase", "BuildReport" }.Select(f => new Door("* /" + f, "call", (c, _) => Knock.Json(Back(f), c, HostPayloads.Queue(f, "{}"u8.ToArray())))),
        .. new[] { "CarryOutCaseFromBus", "BuildReportFromBus" }.Select(f => new Door("* /" + f, "call", (c, _) => Knock.Json(Back(f), c, HostPayloads.Bus(f, "{}"u8.ToArray())))),
        .. new[] { "CheckDue", "CheckReports", "CheckRetention", "CheckReturns", "CheckTrace", "Sweep" }.Select(f => new Door("* /" + f, "call", (c, _) => Knock.Json(Back(f), c, HostPayloads.Timer))),
        Open("GET,HEAD /", ""), Open("GET,HEAD /x/{slug}", "x/cai-nhum"), Open("GET,HEAD /help", "help"), Open("GET,HEAD /safe/{page}", "safe/plan"),
        Open("GET,HEAD /verify", "verify"), Open("GET,HEAD /follow-up", "follow-up"), Open("GET,HEAD /.well-known/gpc.json", ".well-known/gpc.json"),
        Open("GET /openapi/{documentName}.json", "openapi/v1.json"), Open("GET,HEAD /assets/{*rest}", "assets/site.css"), Open("GET,HEAD /favicon.ico", "favicon.ico"),
        Open("GET,HEAD /health/live", "health/live"), Open("GET,HEAD /health/ready", "health/ready"),
        new("POST /", "open", (c, _) => Knock.Form(Public(""), c, ("go", "person"))),
        new("POST /verify", "open", (c, _) => Knock.Form(Public("verify"), c, ("number", "1234"))),
    ];

    [Fact]
    public async Task Every_endpoint_of_the_program_is_in_the_table()
    {
        var endpoints = await ProgramEndpoint.AllAsync();

        Assert.Equal(
            endpoints.Select(e => $"{string.Join(',', e.Methods)} {e.Route}").Order(StringComparer.Ordinal),
            Doors.Select(d => d.Endpoint).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_caller_gets_what_is_meant_for_him_at_each_endpoint_and_nothing_else()
    {
        List<(string Door, string Caller, string Words, string Got)> cells = [];
        foreach (var door in Doors)
        {
            foreach (var caller in callers.All) await AskAsync(door, caller, caller.Name.Replace(' ', '-'), otherRole: false);
            await AskAsync(door, Intended(door), "other-role", otherRole: true);
        }

        var written = string.Join('\n', await callers.WrittenAsync());
        var seen = cells.ToDictionary(c => (c.Door, c.Caller), c => written.Contains(c.Words, StringComparison.Ordinal) ? "w" : c.Got);
        Assert.Equal(Lines(Table), Lines(Shown(seen)));

        async Task AskAsync(Door door, Caller caller, string column, bool otherRole)
        {
            var words = $"written {Guid.NewGuid():N}";
            using var request = door.Ask(caller, words);
            if (otherRole) request.RequestUri = new Uri(request.RequestUri!.Port == callers.Public.Port ? callers.Back : callers.Public, request.RequestUri.PathAndQuery);
            cells.Add(($"{door.Endpoint}|{door.What}", column, words, Got(await Knock.SendAsync(request), door)));
        }
    }

    /// <summary>Whoever may do something there.</summary>
    private Caller Intended(Door door) => door.What switch
    {
        "referral" or "expired-referral" => callers.Responder,
        "triage" or "report" => callers.Coordinator,
        _ => callers.Owner,
    };

    private static string Got((int Status, string Answer) answer, Door door)
    {
        if (answer.Status >= 500) return answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var got = "";
        if (answer.Answer.Contains(Callers.Narrative, StringComparison.Ordinal)) got += "n";
        if (answer.Answer.Contains(Callers.Contact, StringComparison.Ordinal)) got += "c";
        if (answer.Answer.Contains(Callers.Message, StringComparison.Ordinal)) got += "m";
        if (door.What is "code" or "inbox" or "file" or "receipt" && answer.Status == 200 && IsHerStatus(answer.Answer)) got += "s";
        if (answer.Answer.Contains("value=\"download\"", StringComparison.Ordinal) || answer.Answer.Contains("Content-Disposition: attachment", StringComparison.Ordinal)) got += "f";
        if (door.What == "open" && answer.Status == 200) got += "+";
        return got.Length > 0 ? got : "-";
    }

    /// <summary>Hers is the only report here whose help is arranged.</summary>
    private static bool IsHerStatus(string answer) => answer.Contains("Đã có nơi giúp bạn", StringComparison.Ordinal) || answer.Contains("help-arranged", StringComparison.Ordinal);

    private string Shown(Dictionary<(string Door, string Caller), string> seen)
    {
        string[] columns = [.. callers.All.Select(c => c.Name.Replace(' ', '-')), "other-role"];
        return string.Join('\n', Doors.Select(d => $"{d.Endpoint} {d.What} {string.Join(' ', columns.Select(c => seen[($"{d.Endpoint}|{d.What}", c)]))}").Prepend($"endpoint what {string.Join(' ', columns)}"));
    }

    private static IEnumerable<string> Lines(string table) => table.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim());

    private Door Opens(string what, Func<string> link) => new("GET,HEAD /r/{link}", what, (c, _) => Knock.Get(Back(link()), c));

    private Door Posts(string what, Func<string> link, Func<string, (string, string)[]> fields) =>
        new("POST /r/{link}", what, (c, words) => Knock.Form(Back(link()), c, fields(words)));

    private Door Open(string endpoint, string path) => new(endpoint, "open", (c, _) => Knock.Get(Public(path), c));

    private Uri Public(string path) => new(callers.Public, path);

    private Uri Back(string path) => new(callers.Back, path);
}
