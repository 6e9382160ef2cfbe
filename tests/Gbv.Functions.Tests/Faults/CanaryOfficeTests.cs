using System.Text;
using Azure.Data.Tables;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Returns;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Registers;
using Gbv.Functions.Tests.Responders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// A marker in each personal field of copies, notices, legal holds, registers and returns: what is about a person who told lies open
/// nowhere; what the office must have open (who works where, what a unit writes in its yearly return) lies in its own table and nowhere else.
/// </summary>
public sealed class CanaryOfficeTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_notices_and_the_reasons_of_holds_lie_open_nowhere_and_a_notice_holds_nothing()
    {
        var markers = new Markers();
        await using var app = await StaffApp.CreateAsync(azurite.NewAccount());
        var (receipt, id) = await app.SubmitAsync(AReport.OfAPerson with
        {
            Narrative = markers.Words("narrative"),
            Place = markers.Words("place"),
            Contact = new() { Channel = ContactChannel.Phone, Address = markers.Phone("phone"), NameToUse = markers.Words("name"), SecretWord = markers.Words("word") },
        });
        await app.WorkAsync(id);

        var address = markers.Core("notice") + "@example.net";
        await app.Get<FollowUpService>().SendMessageAsync(receipt, markers.Words("message"), "form-1", Cancel);
        await app.Get<FollowUpService>().AddAsync(receipt, markers.Words("addition"), "form-2", Cancel);
        Assert.Equal(ReporterResult.Done, await app.Get<RequestService>().AskAsync(receipt, "form-3", RequestKind.Notice, new() { NoticeTo = address }, Cancel));
        await app.WorkAsync(id);
        Assert.Equal(ReporterResult.Done, await app.Get<RequestService>().AskAsync(receipt, "form-4", RequestKind.Copy, null, Cancel));
        var open = await OpenAsync(app);
        await app.WorkAsync(id);

        using var coordinator = app.Open();
        await coordinator.SignInAsync(await app.LinkAsync(id, (await app.ReadAsync(id)).Items[^1]));
        await coordinator.PressAsync("accept");
        await coordinator.PressAsync("hold", ("hold-reason", markers.Words("hold")));
        await app.WorkAsync(id);
        await coordinator.PressAsync("message", ("message-text", markers.Words("answer")));
        await app.WorkAsync(id);
        Assert.Contains(app.Mails.Sent, m => m.To == address);
        open.AddRange(await OpenAsync(app));

        var path = coordinator.Page.QuerySelector("form[action^='/r/']")!.GetAttribute("action")!;
        await coordinator.PressAsync("copy-fetch", ("copy-format", "vi"), ("copy-why", "to-check"));
        var copy = coordinator.Html;
        await coordinator.GetAsync(path);
        await coordinator.PressAsync("copy-handed", ("copy-sure", "yes"), ("copy-how", markers.Words("handed")));
        Assert.Empty((await app.ReadAsync(id)).Case.Requests);
        open.AddRange(await OpenAsync(app));

        var scanner = new CanaryScanner(markers.All);
        Assert.Equal([], open.SelectMany(o => scanner.Scan(o.Content).Select(m => $"{markers.PlaceOf(m)} in {o.Place}")));

        // The one place where the address must stand is the mail's own.
        foreach (var mail in app.Mails.Sent) Assert.Empty(scanner.Scan($"{mail.Subject} {mail.Text} {mail.Ref} {(mail.To == address ? "" : mail.To)}"));

        // The scanner sees: the copy holds what was told and not the word, and so does its place in storage once it is opened.
        Assert.Equal(["addition", "message", "name", "narrative", "notice", "phone", "place"], scanner.Scan(copy).Select(markers.PlaceOf).Order(StringComparer.Ordinal));
    }

    private const string PublicPage = "everybody reads on a page where help is";

    private const string Plan = "a report tells how far the plan's tasks are, who leads them, which unit has a plan of the year, and what went digital";
    private const string AsInTheLetter = "as in the letter";

    /// <summary>
    /// Where what the office keeps openly stands beside its own table, and why; nothing else may, and each of these must be seen. A unit's
    /// narrative is in no report file: the draft that the coordinator gets is for a person to write from.
    /// </summary>
    private static readonly Dictionary<string, string> ByDesign = new()
    {
        ["mail: people: name"] = "a mail greets the official to whom it goes",
        ["mail: units: name"] = "a reminder says for which unit a return is owed",
        ["official report .docx: digital: name"] = Plan,
        ["official report .docx: task-progress: result"] = Plan,
        ["official report .docx: tasks: name"] = Plan,
        ["official report .docx: tasks: partners"] = Plan,
        ["official report .docx: unit-plans: number"] = Plan,
        ["official report .docx: units: name"] = Plan,
        ["official report .html: digital: name"] = AsInTheLetter,
        ["official report .html: task-progress: result"] = AsInTheLetter,
        ["official report .html: tasks: name"] = AsInTheLetter,
        ["official report .html: tasks: partners"] = AsInTheLetter,
        ["official report .html: unit-plans: number"] = AsInTheLetter,
        ["official report .html: units: name"] = AsInTheLetter,
        ["official report .xlsx: digital: name"] = AsInTheLetter,
        ["official report .xlsx: task-progress: result"] = AsInTheLetter,
        ["official report .xlsx: tasks: name"] = AsInTheLetter,
        ["official report .xlsx: tasks: partners"] = AsInTheLetter,
        ["official report .xlsx: unit-plans: number"] = AsInTheLetter,
        ["official report .xlsx: units: name"] = AsInTheLetter,
        ["table directory: help-points: access"] = PublicPage,
        ["table directory: help-points: address"] = PublicPage,
        ["table directory: help-points: cost"] = PublicPage,
        ["table directory: help-points: hours"] = PublicPage,
        ["table directory: help-points: languages"] = PublicPage,
        ["table directory: help-points: name"] = PublicPage,
        ["table directory: people: name"] = "the router reads there who is to be written to",
        ["table directory: people: unit"] = "shown before the code",
    };

    [Fact]
    public async Task What_registers_and_returns_hold_stands_in_their_table_and_in_official_reports_only_where_it_belongs()
    {
        var markers = new Markers();
        var log = new KeptLog();
        await using var app = await StaffApp.CreateAsync(azurite.NewAccount(), "back",
            services => services.AddRegisters().AddReturns().AddTransient<CheckReturns>().AddSingleton<ILoggerProvider>(log));
        var workbook = WorkbookWriter.Write(RegisterWorld.Area, Marked(markers), app.Time.GetUtcNow().VietnamDate(), RegisterWorld.T);
        var brought = await app.Get<WorkbookImport>().RunAsync(new MemoryStream(workbook), "operator", only: null, save: true, RegisterWorld.T, Cancel);
        Assert.Equal([], brought.Sheets.SelectMany(sheet => sheet.Faults.Select(f => $"{sheet.Sheet}: {f}")));
        var shelter = (await app.Get<RegisterStore>().ReadAsync(RegisterWorld.CaiNhum, ServiceRegisters.Shelters, Cancel))[0];
        await app.Get<ShelterAddresses>().KeepAsync(RegisterWorld.CaiNhum, shelter, markers.Words("shelter: address"), "operator", Cancel);
        Assert.NotNull(await app.Get<ReturnStore>().TryWriteAsync(RegisterWorld.CaiNhum, ReturnCycle.Yearly(2027), new ReturnState
        {
            Unit = "cong-an",
            Values = new[] { ReturnForms.Results, ReturnForms.Difficulties, ReturnForms.Proposals, ReturnForms.Documents }.ToDictionary(text => text, text => markers.Words("return: " + text)),
            SavedBy = markers.Words("return: saved by"),
        }, submitted: false, Cancel));

        app.Time.SetUtcNow(new DateTimeOffset(2027, 10, 20, 3, 0, 0, TimeSpan.Zero));
        await app.Get<CheckReturns>().RunAsync(Cancel);
        foreach (var (period, area) in new[] { ("2026", RegisterWorld.CaiNhum), ("programme-2026", RegisterWorld.CaiNhum), ("2026", CommuneCode.Province) })
            await app.Get<ReportMaker>().MakeAsync(Period.Parse(period), area, Cancel);

        var open = await OpenAsync(app);
        open.Add(("log", Encoding.UTF8.GetBytes(string.Join('\n', log.Lines))));
        open.AddRange(app.Mails.Sent.Select(mail => ("mail", Encoding.UTF8.GetBytes($"{mail.Subject} {mail.Text}"))));
        var scanner = new CanaryScanner(markers.All);
        var seen = open.SelectMany(o => scanner.Scan(o.Content).Select(m => (o.Place, Marker: markers.PlaceOf(m)))).ToList();

        Assert.Contains(open, o => o.Place.StartsWith("blob reports/shareable/", StringComparison.Ordinal));
        Assert.NotEmpty(log.Lines);
        Assert.Equal(
            markers.All.Select(markers.PlaceOf).Where(m => m != "shelter: address").Order(StringComparer.Ordinal),
            seen.Where(f => f.Place == "table registers").Select(f => f.Marker).Order(StringComparer.Ordinal));
        string[] elsewhere = [.. seen.Where(f => f.Place != "table registers").Select(f => $"{KindOf(f.Place)}: {f.Marker}").Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(string.Join('\n', ByDesign.Keys.Order(StringComparer.Ordinal)), string.Join('\n', elsewhere));
    }

    private static string KindOf(string place) =>
        place.StartsWith("blob reports/shareable/", StringComparison.Ordinal) ? "shareable report"
        : place.StartsWith("blob reports/", StringComparison.Ordinal) ? "official report " + Path.GetExtension(place)
        : place;

    /// <summary>The sample commune's workbook with a marker in each free text of the first row of each register, also in those that are empty in the sample.</summary>
    private static List<RegisterRow> Marked(Markers markers) =>
    [
        .. RegisterWorld.Rows().GroupBy(row => row.Register).SelectMany(rows => rows.Select((row, index) =>
            index == 0 ? new RegisterRow(row.Register, row.Register.Columns.ToDictionary(c => c.Code, c => IsFree(row.Register, c) ? Cell(markers, row, c) : row.Text(c.Code) ?? "")) : row)),
    ];

    /// <summary>Any text but what others refer to and what has a form of its own.</summary>
    private static bool IsFree(Register register, RegisterColumn column) =>
        column.Kind == ColumnKind.Text && register != DirectoryRegisters.Area && column.Code is not ("code" or "tax" or "email" or "mobile" or "phone")
        && !(register.Key.Contains(column.Code) && RegisterCatalogue.All.SelectMany(r => r.Columns).Any(c => c.References == register.Code));

    private static string Cell(Markers markers, RegisterRow row, RegisterColumn column)
    {
        var marker = markers.Core($"{row.Register.Code}: {column.Code}");
        var text = $"{row.Text(column.Code)} {marker}".Trim();
        return text.Length <= column.MaxLength ? text : marker;
    }

    /// <summary>All tables, queues and containers as whoever holds the account's key sees them.</summary>
    private static async Task<List<(string Place, byte[] Content)>> OpenAsync(StaffApp app)
    {
        var storage = app.Get<StorageClients>();
        List<(string, byte[])> places = [];
        foreach (var name in StorageNames.Tables)
        {
            using var content = new MemoryStream();
            await foreach (var row in storage.Table(name).QueryAsync<TableEntity>(cancellationToken: Cancel))
                foreach (var (property, value) in row)
                    content.Write(value is byte[] bytes ? bytes : value is BinaryData data ? data.ToArray() : Encoding.UTF8.GetBytes($"\n{property}={value}\n"));
            places.Add(("table " + name, content.ToArray()));
        }

        foreach (var name in StorageNames.Queues)
            places.Add(("queue " + name, [.. (await storage.Queue(name).PeekMessagesAsync(32, Cancel)).Value.SelectMany(m => m.Body.ToArray())]));
        foreach (var name in StorageNames.Containers)
            await foreach (var blob in storage.Container(name).GetBlobsAsync(cancellationToken: Cancel))
                places.Add(($"blob {name}/{blob.Name}", (await storage.Container(name).GetBlobClient(blob.Name).DownloadContentAsync(Cancel)).Value.Content.ToArray()));
        return places;
    }
}
