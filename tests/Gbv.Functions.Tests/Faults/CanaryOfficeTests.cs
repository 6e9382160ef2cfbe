using System.Text;
using Azure.Data.Tables;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Registers;
using Gbv.Functions.Returns;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

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
        var accepted = Assert.IsType<SubmissionResult.Accepted>(await app.Get<ReportIntake>().SubmitAsync(new(SubmissionId.New(), AReport.OfAPerson with
        {
            Narrative = markers.Words("narrative"),
            Place = markers.Words("place"),
            Contact = new() { Channel = ContactChannel.Phone, Address = markers.Phone("phone"), NameToUse = markers.Words("name"), SecretWord = markers.Words("word") },
        }, FromForm: true), Cancel));
        var id = (await app.Get<ReceiptKeys>().DeriveAsync(accepted.Receipt, false, Cancel)).Case;
        await app.WorkAsync(id);

        var address = markers.Core("notice") + "@example.net";
        await app.Get<FollowUpService>().SendMessageAsync(accepted.Receipt, markers.Words("message"), "form-1", Cancel);
        await app.Get<FollowUpService>().AddAsync(accepted.Receipt, markers.Words("addition"), "form-2", Cancel);
        Assert.Equal(ReporterResult.Done, await app.Get<RequestService>().AskAsync(accepted.Receipt, "form-3", RequestKind.Notice, new() { NoticeTo = address }, Cancel));
        await app.WorkAsync(id);
        Assert.Equal(ReporterResult.Done, await app.Get<RequestService>().AskAsync(accepted.Receipt, "form-4", RequestKind.Copy, null, Cancel));
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

    [Fact]
    public async Task What_units_write_in_their_returns_and_who_works_where_stays_in_its_table()
    {
        var markers = new Markers();
        await using var app = await StaffApp.CreateAsync(azurite.NewAccount(), "back", services => services.AddRegisters().AddReturns().AddTransient<CheckReturns>());
        await SampleRegisters.LoadAsync(app.Get<RegisterStore>(), Cancel);
        var saved = await app.Get<ReturnStore>().TryWriteAsync(new CommuneCode("cai-nhum"), ReturnCycle.Yearly(2027), new ReturnState
        {
            Unit = "cong-an",
            Values = new Dictionary<string, string> { ["results"] = markers.Words("results"), ["difficulties"] = markers.Words("difficulties") },
            SavedBy = markers.Words("saved by"),
        }, submitted: false, Cancel);
        Assert.True(saved);
        app.Time.SetUtcNow(new DateTimeOffset(2027, 10, 20, 3, 0, 0, TimeSpan.Zero));
        await app.Get<CheckReturns>().RunAsync(Cancel);
        Assert.NotEmpty(app.Mails.Sent);

        var scanner = new CanaryScanner(markers.All);
        var found = (await OpenAsync(app)).Where(o => scanner.Scan(o.Content).Count > 0).Select(o => o.Place);
        Assert.Equal(["table registers"], found);
        foreach (var mail in app.Mails.Sent) Assert.Empty(scanner.Scan($"{mail.To} {mail.Subject} {mail.Text}"));
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
