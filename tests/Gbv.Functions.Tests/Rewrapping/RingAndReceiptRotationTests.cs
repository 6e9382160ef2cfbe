using Gbv.Domain.Directory;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Intake;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Rewrapping;

/// <summary>What guards forms and sessions, and what codes rest on, is changed while people use it; lost and compromised as docs/operations.md says.</summary>
public sealed class RingAndReceiptRotationTests(AzuriteFixture azurite)
{
    private static readonly IReadOnlyDictionary<string, string> Old = TestKeys.Shared;
    private static readonly IReadOnlyDictionary<string, string> Fresh = KeySet.Generate(receiptRounds: 1);
    private static readonly FakeTimeProvider Clock = new(Start);
    private static readonly ReceiptCode Code = ReceiptCode.From("1", 12345678901234);

    private static readonly DirectoryEntry Person = new()
    {
        Id = "p",
        Commune = new CommuneCode("cai-nhum"),
        Name = "Nguyễn Thị An",
        Unit = "Trạm Y tế",
        Office = Office.HealthStation,
        Email = "p@example.org",
    };

    [Fact]
    public async Task Forms_and_sessions_of_the_older_ring_go_on_beside_instances_that_still_have_it_alone()
    {
        var account = azurite.NewAccount();
        foreach (var role in new[] { "public", "back" })
        {
            await using var before = await RingAsync(account, role, Old);
            var (form, cookie) = Begun(before);
            await using var during = await RingAsync(account, role, Both());
            var (newer, newerCookie) = Begun(during);

            Assert.True(Opens(during, form, cookie));
            Assert.True(Opens(before, newer, newerCookie));
        }
    }

    [Fact]
    public async Task Once_the_older_certificate_is_gone_forms_start_again_and_new_ones_open_everywhere()
    {
        var account = azurite.NewAccount();
        await using var before = await RingAsync(account, "public", Old);
        var (form, cookie) = Begun(before);

        await using var during = await RingAsync(account, "public", Both());
        var (late, lateCookie) = Begun(during);

        await using var after = await RingAsync(account, "public", Fresh);
        await using var beside = await RingAsync(account, "public", Fresh);

        // Also what was begun with both: the ring makes a key under the newer certificate only when its own is near its end (90 days).
        Assert.False(Opens(after, form, cookie));
        Assert.False(Opens(after, late, lateCookie));
        var (newer, newerCookie) = Begun(after);
        Assert.True(Opens(after, newer, newerCookie));
        Assert.True(Opens(beside, newer, newerCookie));
    }

    [Fact]
    public async Task A_ring_that_somebody_knows_is_deleted_and_what_was_made_with_it_opens_nothing()
    {
        var account = azurite.NewAccount();
        await using var known = await RingAsync(account, "back", Old);
        var (_, forged) = Begun(known);
        await known.GetRequiredService<StorageClients>().Container(StorageNames.BackKeyRing).DeleteBlobAsync("ring.xml", cancellationToken: Cancel);

        await using var after = await RingAsync(account, "back", Both());

        Assert.Null(Sessions(after).Find(With(forged), Person));
        Assert.NotNull(Sessions(after).Find(With(Begun(after).Cookie), Person));
    }

    [Fact]
    public async Task Codes_of_the_older_generation_open_while_new_ones_are_given_and_without_it_only_they_open_nothing()
    {
        var account = azurite.NewAccount();
        await using var before = await CreateAsync(account, Old);
        var (oldCode, oldCase) = await before.SubmitAsync(AReport.OfAPerson);
        await before.Worker.CarryOutDueAsync(oldCase, Cancel);
        var both = Generations("2");

        // Step one puts the key in and the older one still writes; step two, others have not heard of it yet.
        await using var known = await CreateAsync(account, Generations("1"));
        await using var during = await CreateAsync(account, both);
        var (newCode, newCase) = await during.SubmitAsync(AReport.OfAPerson);
        var (late, _) = await known.SubmitAsync(AReport.OfAPerson);

        Assert.Equal(("1", "2", "1"), (oldCode.Generation, newCode.Generation, late.Generation));
        foreach (var world in new[] { known, during })
            foreach (var code in new[] { oldCode, newCode, late }) Assert.NotNull(await world.FollowUp.OpenAsync(code, Cancel));
        Assert.Equal(ReporterResult.Done, await during.FollowUp.SendMessageAsync(oldCode, "Giữa chừng", "form", Cancel));

        // Lost: its codes open nothing, the office goes on with the cases.
        var lost = new Dictionary<string, string>(both);
        lost.Remove("Keys:Receipt:1:Key");
        lost.Remove("Keys:Receipt:1:Rounds");
        await using var after = await CreateAsync(account, lost);
        Assert.Null(await after.FollowUp.OpenAsync(oldCode, Cancel));
        Assert.NotNull(await after.FollowUp.OpenAsync(newCode, Cancel));
        Assert.Equal("Giữa chừng", (await after.ReadAsync(oldCase)).Messages.Single().Text);
        Assert.NotNull((await after.ReadAsync(newCase)).Report.Narrative);
    }

    [Fact]
    public async Task A_form_begun_under_the_older_generation_is_one_report_however_often_it_is_sent()
    {
        var account = azurite.NewAccount();
        await using var before = await PagesApp.StartAsync(account);
        using var visitor = await before.Visit().OpenAsync("/x/cai-nhum");
        await visitor.PressAsync("danger");
        visitor.Fill("here", "Nhà cô Ba, ấp 3");
        var (first, again) = (visitor.Request("send"), visitor.Request("send"));

        await visitor.SendAsync(first);
        await using var after = await PagesApp.StartAsync(
            account, ("Keys:Receipt:2:Key", Fresh["Keys:Receipt:1:Key"]), ("Keys:Receipt:2:Rounds", "1"), ("Keys:ReceiptCurrent", "2"));
        using var later = after.Visit();
        await later.SendAsync(again);

        var code = visitor.Page.GetElementById("code")!.TextContent;
        Assert.Equal((code, '1'), (later.Page.GetElementById("code")!.TextContent, code.Trim()[0]));

        // Whoever begins now gets a code of the new generation.
        await later.OpenAsync("/x/cai-nhum");
        await later.PressAsync("danger");
        await later.Fill("here", "Chợ").PressAsync("send");
        Assert.Equal('2', later.Page.GetElementById("code")!.TextContent.Trim()[0]);
    }

    [Fact]
    public async Task A_client_that_repeats_a_report_while_the_generation_changes_gets_the_receipt_that_it_missed()
    {
        var account = azurite.NewAccount();
        await using var slow = await CreateAsync(account, Generations("1;2"));
        await using var quick = await CreateAsync(account, Generations("2;1"));
        foreach (var (takes, repeats, generation) in new[] { (slow, quick, "1"), (quick, slow, "2") })
        {
            var report = new Submission(SubmissionId.FromClient("hotline", Guid.NewGuid()), AReport.OfAPerson, FromForm: false);
            var taken = Assert.IsType<SubmissionResult.Accepted>(await takes.Intake.SubmitAsync(report, Cancel));
            var repeated = Assert.IsType<SubmissionResult.Accepted>(await repeats.Intake.SubmitAsync(report, Cancel));

            Assert.Equal((generation, false), (taken.Receipt.Generation, taken.Repeated));
            Assert.Equal((taken.Receipt, true), (repeated.Receipt, repeated.Repeated));
            Assert.IsType<SubmissionResult.DifferentContent>(await repeats.Intake.SubmitAsync(report with { Report = report.Report with { Narrative = "khác" } }, Cancel));
        }
    }

    private static Dictionary<string, string> Generations(string current) => new(Old)
    {
        ["Keys:Receipt:2:Key"] = Fresh["Keys:Receipt:1:Key"],
        ["Keys:Receipt:2:Rounds"] = "1",
        ["Keys:ReceiptCurrent"] = current,
    };

    private static Dictionary<string, string> Both() => new(Old)
    {
        ["Keys:RingPublic"] = $"{Fresh["Keys:RingPublic"]};{Old["Keys:RingPublic"]}",
        ["Keys:RingBack"] = $"{Fresh["Keys:RingBack"]};{Old["Keys:RingBack"]}",
    };

    /// <summary>A form in progress with an open inbox in it, and a session of staff.</summary>
    private static (string Form, string Cookie) Begun(IServiceProvider services)
    {
        var answer = new DefaultHttpContext();
        Sessions(services).Start(answer, Person);
        return (Inbox(services).Keep(Code, null), answer.Response.Headers.SetCookie.ToString().Split(';')[0]);
    }

    private static bool Opens(IServiceProvider services, string form, string cookie)
    {
        var (inbox, session) = (Inbox(services).Read(form), Sessions(services).Find(With(cookie), Person));
        Assert.Equal(inbox is null, session is null);
        return inbox?.Code == Code;
    }

    private static DefaultHttpContext With(string cookie)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = cookie;
        return http;
    }

    private static InboxSession Inbox(IServiceProvider services) => new(services.GetRequiredService<IDataProtectionProvider>(), Clock);

    private static StaffSessions Sessions(IServiceProvider services) => new(
        services.GetRequiredService<IDataProtectionProvider>(), Options.Create(new PublicOptions { BaseUrl = "https://example.org" }), services.GetRequiredService<KeyRing>(), Clock);

    private static async Task<ServiceProvider> RingAsync(string account, string role, IReadOnlyDictionary<string, string> keys)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(keys.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)))
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Role"] = role, ["Storage:ConnectionString"] = account }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging().AddSingleton<TimeProvider>(Clock);
        services.AddSealing().AddStorage().AddRing(configuration);
        var built = services.BuildServiceProvider();
        await built.GetRequiredService<StorageClients>().Container(role == "public" ? StorageNames.PublicKeyRing : StorageNames.BackKeyRing).CreateIfNotExistsAsync(cancellationToken: Cancel);
        return built;
    }
}
