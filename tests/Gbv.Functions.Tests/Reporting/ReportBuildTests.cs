using System.Net;
using Azure.Data.Tables;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

public sealed class ReportBuildTests(AzuriteFixture azurite)
{
    private static readonly CommuneCode NhonPhu = new("nhon-phu");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_that_is_over_is_built_once_for_each_commune_with_facts_and_for_the_province()
    {
        await using var world = await WithOctoberAsync();

        await world.CheckAsync();
        await world.WorkAsync();
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.CheckAsync();
        await world.WorkAsync();

        var entries = await world.Ledger.ReadStatesAsync(Ct);
        Assert.Equal(["cai-nhum", "province"], entries.Select(e => e.Area.Value).Order());
        Assert.All(entries, e => Assert.Equal((1, true), (e.Version, e.IsFinal)));
        Assert.Equal(12, await CountBlobsAsync(world));
    }

    [Fact]
    public async Task The_files_hold_the_figures_of_the_facts()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();

        var entry = await world.EntryAsync(October, CaiNhum);
        var csv = (await world.Files.ReadAsync(entry.Files.Single(f => f.Format == "csv"), Ct)).ToString();

        Assert.Contains(",60,số lượng,received.total\r\n", csv);
        Assert.Contains(",9,số lượng,core-type.unclassified\r\n", csv.Replace("\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Months_that_nobody_looked_at_are_caught_up_in_their_order()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), new DateTimeOffset(2026, 8, 20, 0, 0, 0, TimeSpan.Zero));
        await world.Facts.UpsertAsync([AFact("a", new DateTimeOffset(2026, 8, 10, 0, 0, 0, TimeSpan.Zero))], Ct);
        await world.CheckAsync();
        Assert.Equal(0, await world.WorkAsync());

        world.Time.SetUtcNow(InNovember);
        await world.CheckAsync();
        var order = await MessagesAsync(world);

        await world.WorkAsync();
        Assert.Equal(["2026-08", "2026-09", "2026-Q3", "2026-10"], order.Where(m => m.B == "cai-nhum").Select(m => m.A));
        Assert.Equal(order.Select(m => Period.Parse(m.A!).Until).Order(), order.Select(m => Period.Parse(m.A!).Until));
        Assert.All(await world.Ledger.ReadStatesAsync(Ct), e => Assert.True(e.IsFinal));
    }

    [Fact]
    public async Task A_rebuild_whose_message_got_lost_is_found_behind_more_reports_than_one_answer_of_storage_holds()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);
        await world.CheckAsync();
        var settled = Enumerable.Range(0, 1100).Select(n => new TableEntity("ledger", $"2020-01|long-gone-{n}")
        {
            ["Version"] = 1,
            ["BuiltAt"] = world.Time.GetUtcNow(),
            ["Inputs"] = "none",
        });
        foreach (var some in settled.Chunk(100))
            await world.Storage.Table(StorageNames.Periods).SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Ct);
        await world.Ledger.ChangeAsync(October, CaiNhum, e => e with { Version = 1, BuiltAt = InNovember, Inputs = "none", RequestedAt = InNovember }, Ct);

        await world.CheckAsync();

        Assert.Equal(1101, (await world.Ledger.ReadStatesAsync(Ct)).Count);
        Assert.Equal(("2026-10", "cai-nhum"), Assert.Single(await MessagesAsync(world)) is var message ? (message.A, message.B) : default);
    }

    [Fact]
    public async Task A_report_is_built_anew_on_demand_and_offers_its_newest_files()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();
        await world.Facts.UpsertAsync([AFact("late", October.From.AddDays(3))], Ct);

        world.Time.Advance(TimeSpan.FromHours(1));
        await new ReportVerb().RunAsync(["--period", "2026-10", "--commune", "cai-nhum"], world.Services, Ct);
        await world.WorkAsync();

        var entry = await world.EntryAsync(October, CaiNhum);
        Assert.Equal(2, entry.Version);
        Assert.Contains(",61,số lượng,received.total\r\n", (await world.Files.ReadAsync(entry.Files.Single(f => f.Format == "csv"), Ct)).ToString());
        Assert.Equal(1, (await world.EntryAsync(October, CommuneCode.Province)).Version);
    }

    [Fact]
    public async Task A_final_report_is_not_built_anew_from_facts_that_were_coarsened_since_and_its_files_stay()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();
        var before = await world.EntryAsync(October, CaiNhum);
        await world.Facts.UpsertAsync([AFact("gone", October.From.AddDays(3)) with { Coarse = true }], Ct);

        world.Time.Advance(TimeSpan.FromHours(1));
        await new ReportVerb().RunAsync(["--period", "2026-10", "--commune", "cai-nhum"], world.Services, Ct);
        await world.WorkAsync();

        var after = await world.EntryAsync(October, CaiNhum);
        Assert.Equal((1, before.Files.Count), (after.Version, after.Files.Count));
        Assert.Equal(before.Files, after.Files);
        Assert.False(after.IsDue(world.Time.GetUtcNow()));
        await world.Files.ReadAsync(after.Files[0], Ct);
    }

    [Fact]
    public async Task A_message_delivered_twice_builds_once()
    {
        await using var world = await WithOctoberAsync();
        var message = new QueueDelivery(world.Get<WorkQueue>().Write(new WorkMessage("report", "2026-10", "cai-nhum")), 1);

        await world.Get<BuildReport>().HandleAsync(message, Ct);
        await world.Get<BuildReport>().HandleAsync(message, Ct);

        Assert.Equal(1, (await world.EntryAsync(October, CaiNhum)).Version);
    }

    [Fact]
    public async Task Two_instances_that_build_at_once_end_in_one_result_and_one_mail_each()
    {
        var (account, mails) = (azurite.NewAccount(), new MailSink());
        await using var one = await ReportingWorld.StartAsync(account, InNovember, mails: mails);
        await using var other = await ReportingWorld.StartAsync(account, InNovember, mails: mails);
        await one.Facts.UpsertAsync(AMonth(), Ct);
        var message = new QueueDelivery(one.Get<WorkQueue>().Write(new WorkMessage("report", "2026-10", "cai-nhum")), 1);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => (n % 2 == 0 ? one : other).Get<BuildReport>().HandleAsync(message, Ct), Ct)));

        var entry = await one.EntryAsync(October, CaiNhum);
        Assert.Equal(1, entry.Version);
        Assert.Equal(6, await CountBlobsAsync(one));
        foreach (var file in entry.Files) Assert.Equal(file.Length, (await one.Files.ReadAsync(file, Ct)).ToMemory().Length);
        Assert.Single(mails.Sent);
    }

    [Fact]
    public async Task A_builder_that_dies_before_the_ledger_leaves_nothing_that_is_offered()
    {
        await using var world = await WithOctoberAsync();
        var entry = await world.Ledger.OpenAsync(October, CaiNhum, Ct);
        await world.Files.WriteAsync(entry, Document(), Ct);

        Assert.False((await world.EntryAsync(October, CaiNhum)).IsBuilt);
        await world.CheckAsync();
        await world.WorkAsync();

        Assert.Equal(1, (await world.EntryAsync(October, CaiNhum)).Version);
    }

    [Fact]
    public async Task The_running_month_is_built_where_it_is_switched_on_and_becomes_final_when_it_is_over()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), October.From.AddDays(20), runningMonth: true);
        await world.Facts.UpsertAsync(AMonth(), Ct);

        await world.CheckAsync();
        await world.WorkAsync();
        var running = await world.EntryAsync(October, CaiNhum);
        world.Time.SetUtcNow(InNovember);
        await world.CheckAsync();
        await world.WorkAsync();
        var final = await world.EntryAsync(October, CaiNhum);

        Assert.Equal((1, true), (running.Version, running.Provisional));
        Assert.All(running.Files, f => Assert.Contains("-tam-tinh", f.Name));
        Assert.Equal((2, true), (final.Version, final.IsFinal));
        Assert.Equal(["final", "running"], final.Notices.Select(n => n.Stage).Distinct().Order());
        Assert.Equal((1, true), ((await world.EntryAsync(Period.Month(2026, 11), CaiNhum)).Version, (await world.EntryAsync(Period.Month(2026, 11), CaiNhum)).Provisional));
    }

    [Fact]
    public async Task Recipients_get_one_neutral_mail_whatever_is_repeated()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();
        var first = world.Mails.Sent.ToList();

        world.Time.Advance(TimeSpan.FromHours(1));
        await new ReportVerb().RunAsync(["--period", "2026-10"], world.Services, Ct);
        await world.WorkAsync();

        Assert.Equal(2, first.Count); // the coordinators of the commune and of the province: a draft is nobody else's
        Assert.Contains(first, m => m.To == "nguyen.thi.minh.chau@cai-nhum.example.org");
        Assert.All(first, m => Assert.Contains("dự thảo", m.Subject + m.Text, StringComparison.Ordinal));
        Assert.All(first, m => Assert.DoesNotContain("bạo lực", m.Subject + m.Text, StringComparison.OrdinalIgnoreCase));
        Assert.All(first, m => Assert.Contains("http://localhost:7071/r/", m.Text));
        Assert.All(world.Mails.Sent.Skip(first.Count), m => Assert.DoesNotContain(first, f => f.To == m.To));
    }

    [Fact]
    public async Task A_release_tells_everybody_else_once_whatever_is_repeated()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();
        var drafts = world.Mails.Sent.Count;

        Assert.True(await world.Schedule.ReleaseAsync(October, CaiNhum, 1, "coordinator", Ct));
        Assert.True(await world.Schedule.ReleaseAsync(October, CommuneCode.Province, 1, "coordinator", Ct));
        await world.WorkAsync();
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.CheckAsync();
        await world.WorkAsync();

        var told = world.Mails.Sent.Skip(drafts).ToList();
        Assert.Equal(3, told.Count); // the Chairman; two departments of the province
        Assert.Equal(3, told.Select(m => m.To).Distinct().Count());
        Assert.All(told, m => Assert.DoesNotContain("dự thảo", m.Subject + m.Text, StringComparison.Ordinal));
        Assert.Equal(ReportState.Released, (await world.EntryAsync(October, CaiNhum)).State);
    }

    [Fact]
    public async Task Communes_stand_in_the_province_s_report_in_the_order_of_their_names()
    {
        await using var world = await WithOctoberAsync();
        foreach (var (code, name) in new[] { ("aa", "xã Số 10"), ("bb", "xã Số 9"), ("zz", "phường Đông") })
            await world.Get<DirectoryStore>().SaveAreaAsync(new() { Code = new CommuneCode(code), Name = name }, Ct);

        var document = await world.Get<ReportMaker>().DocumentAsync(Period.Programme(2026), CommuneCode.Province, Ct);

        var named = document.Report.Blocks.SelectMany(b => b.Tables).Single(t => t.Key == "area").Rows.Select(r => r.Key).ToList();
        Assert.Equal(["zz", "cai-nhum", "bb", "aa"], named.Where(k => k is "aa" or "bb" or "zz" or "cai-nhum"));
    }

    [Fact]
    public async Task Who_receives_reports_of_the_year_alone_is_not_told_of_a_month_and_cannot_open_it()
    {
        await using var world = await WithOctoberAsync();
        var store = world.Get<DirectoryStore>();
        var culture = (await store.ReadAsync(CommuneCode.Province, Ct)).Entries.Single(e => e.Id.EndsWith("recipient-culture", StringComparison.Ordinal));
        await store.SaveEntryAsync(culture with { ReportKinds = [PeriodKind.Year, PeriodKind.Final] }, Ct);
        await world.CheckAsync();
        await world.WorkAsync();
        var drafts = world.Mails.Sent.Count;

        await world.Schedule.ReleaseAsync(October, CommuneCode.Province, 1, "coordinator", Ct);
        await world.WorkAsync();

        Assert.DoesNotContain(culture.Email, world.Mails.Sent.Skip(drafts).Select(m => m.To));
        Assert.NotEmpty(world.Mails.Sent.Skip(drafts));
        var now = (await world.Get<DirectoryCache>().GetAsync(CommuneCode.Province, Ct))!;
        Assert.DoesNotContain(culture.Id, ReportNotices.Recipients(now, PeriodKind.Month).Select(r => r.Id));
        Assert.Contains(culture.Id, ReportNotices.Recipients(now, PeriodKind.Year).Select(r => r.Id));
    }

    [Fact]
    public async Task Data_that_came_late_give_a_draft_that_says_what_changed_and_supersede_what_was_released()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();
        await world.Schedule.ReleaseAsync(October, CaiNhum, 1, "coordinator", Ct);
        await world.Facts.UpsertAsync([AFact("late", October.From.AddDays(3))], Ct);

        world.Time.Advance(TimeSpan.FromHours(2));
        await world.Schedule.RequestAsync(October, CaiNhum, Ct);
        await world.WorkAsync();
        var draft = await world.EntryAsync(October, CaiNhum);
        var page = (await world.Files.ReadAsync(draft.Files.Single(f => f.Format == "html"), Ct)).ToString();
        await world.Schedule.ReleaseAsync(October, CaiNhum, 2, "coordinator", Ct);
        await world.WorkAsync();
        var released = await world.EntryAsync(October, CaiNhum);

        Assert.Equal((ReportState.Draft, 1), (draft.State, draft.Released!.Version));
        Assert.NotEqual(draft.Released.Inputs, draft.Inputs);
        Assert.Contains("NHỮNG THAY ĐỔI SO VỚI BẢN ĐÃ PHÁT HÀNH", page);
        Assert.Contains("Vụ việc tiếp nhận trong kỳ, Tổng số vụ tiếp nhận, Số vụ: từ 60 thành 61.", page);
        Assert.Equal((ReportState.Released, 2), (released.State, released.Released!.Version));
        Assert.Equal(1, Assert.Single(released.Superseded).Version);
        foreach (var file in released.KeptFiles) Assert.Equal(file.Length, (await world.Files.ReadAsync(file, Ct)).ToMemory().Length);
    }

    [Fact]
    public void However_often_a_year_is_released_what_its_row_keeps_fits_into_a_property_of_the_table()
    {
        var entry = new LedgerEntry { Period = Period.Parse("cut-2026"), Area = new CommuneCode(new string('x', 40)), BuiltAt = InNovember };
        string[] formats = ["docx", "docx-released", "xlsx", "csv", "json", "html", "shareable-xlsx", "shareable-csv", "shareable-json", "shareable-html", ReportFormats.Page];
        for (var version = 1; version <= 20; version++)
        {
            var name = $"bao-cao-{entry.Period}-{entry.Area}-pho-bien.page.json";
            var files = formats.Select(f => new ReportFile(f, name, $"shareable/{entry.Area}/{entry.Period}/{version:0000}-{Guid.NewGuid():N}/{name}", 1_000_000, new string('f', 64)));
            entry = (entry with { Version = version, Files = [.. files], Inputs = "100000; 2026-12-31T00:00:00Z", Definitions = "1; 2026-1; shareable-2" }).Release(version, new string('p', 40), InNovember)!;
        }

        // Azure: 64 KiB of UTF-16 a property; the emulator takes more.
        Assert.True(Json.Text(entry.Superseded).Length <= 32 * 1024);
        Assert.Equal(19, entry.Superseded[^1].Version);
    }

    [Fact]
    public async Task Only_the_version_that_was_looked_at_can_be_released_and_none_that_still_runs()
    {
        await using var world = await WithOctoberAsync();
        await world.CheckAsync();
        await world.WorkAsync();
        await world.Schedule.RequestAsync(Period.MonthOf(InNovember), CaiNhum, Ct);
        await world.WorkAsync();

        Assert.False(await world.Schedule.ReleaseAsync(October, CaiNhum, 2, "coordinator", Ct));
        Assert.False(await world.Schedule.ReleaseAsync(Period.MonthOf(InNovember), CaiNhum, 1, "coordinator", Ct));
        Assert.Null((await world.EntryAsync(October, CaiNhum)).Released);
    }

    [Fact]
    public async Task The_figures_for_everybody_lie_on_a_path_of_their_own_and_hold_no_exact_count()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), new DateTimeOffset(2027, 1, 5, 0, 0, 0, TimeSpan.Zero));
        await world.Facts.UpsertAsync(AMonth(), Ct);
        foreach (var area in new[] { CaiNhum, CommuneCode.Province }) await world.Schedule.RequestAsync(Period.Parse("2026"), area, Ct);
        await world.WorkAsync();

        foreach (var area in new[] { CaiNhum, CommuneCode.Province })
        {
            var files = (await world.EntryAsync(Period.Parse("2026"), area)).Files;
            var shareable = files.Where(f => ReportFormats.IsShareable(f.Format)).ToList();
            Assert.Equal(5, shareable.Count);
            Assert.All(files, f => Assert.Equal(ReportFormats.IsShareable(f.Format), f.Blob.StartsWith(ReportFiles.Shareable, StringComparison.Ordinal)));
            foreach (var file in shareable.Where(f => f.Format is "shareable-csv" or "shareable-html"))
            {
                var text = (await world.Files.ReadAsync(file, Ct)).ToString();
                Assert.Contains("SỐ LIỆU PHỔ BIẾN", text);
                Assert.DoesNotContain("TÀI LIỆU NỘI BỘ", text);
            }

            var json = (await world.Files.ReadAsync(shareable.Single(f => f.Format == "shareable-json"), Ct)).ToString();
            using var cells = System.Text.Json.JsonDocument.Parse(json);
            Assert.All(cells.RootElement.GetProperty("cells").EnumerateArray().Where(c => !c.GetProperty("key").GetString()!.StartsWith("share.indicator", StringComparison.Ordinal)), c =>
                Assert.True(c.GetProperty("value") is not { ValueKind: System.Text.Json.JsonValueKind.Number } value || value.GetInt32() % 5 == 0));
        }
    }

    [Fact]
    public async Task A_programme_year_holds_the_indicators_from_the_registers_of_its_communes()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero));
        await world.Facts.UpsertAsync(AMonth(), Ct);
        await world.Get<RegisterStore>().SaveAsync(CaiNhum, PlanRegisters.Tasks, [PlanTasks.Row(PlanTasks.All[1])], "test", Ct);
        foreach (var area in new[] { CaiNhum, CommuneCode.Province }) await world.Schedule.RequestAsync(Period.Programme(2026), area, Ct);
        await world.WorkAsync();

        var commune = await FiguresAsync(CaiNhum);
        var province = await FiguresAsync(CommuneCode.Province);
        Assert.Equal((1m, 1m), (commune["plan.task.all"], commune["plan.task.to-urge"]));
        Assert.NotNull(commune["indicator.a1.denominator"]);
        Assert.Equal(commune["indicator.a1.denominator"], province["indicator.a1.denominator"]);
        Assert.Null(commune["indicator.c.percent"]);

        async Task<Dictionary<string, decimal?>> FiguresAsync(CommuneCode area)
        {
            var file = (await world.EntryAsync(Period.Programme(2026), area)).Files.Single(f => f.Format == "json");
            using var json = System.Text.Json.JsonDocument.Parse(await world.Files.ReadAsync(file, Ct));
            return json.RootElement.GetProperty("cells").EnumerateArray().ToDictionary(
                c => c.GetProperty("key").GetString()!, c => c.GetProperty("value") is { ValueKind: System.Text.Json.JsonValueKind.Number } value ? value.GetDecimal() : (decimal?)null);
        }
    }

    [Fact]
    public async Task A_mail_that_failed_is_sent_again_with_the_same_link()
    {
        await using var world = await WithOctoberAsync();
        world.Mails.Answer = HttpStatusCode.ServiceUnavailable;
        await world.CheckAsync();
        await world.WorkAsync();
        var tried = (await world.EntryAsync(October, CaiNhum)).Notices;

        world.Mails.Answer = HttpStatusCode.Accepted;
        world.Time.Advance(TimeSpan.FromMinutes(11));
        await world.CheckAsync();
        await world.WorkAsync();

        var sent = (await world.EntryAsync(October, CaiNhum)).Notices;
        Assert.All(tried, n => Assert.Equal(NoticeState.Trying, n.State));
        Assert.All(sent, n => Assert.Equal(NoticeState.Sent, n.State));
        Assert.Equal(tried.Select(n => n.Ref).Order(), sent.Select(n => n.Ref).Order());
        Assert.Equal(1, (await world.EntryAsync(October, CaiNhum)).Version);
    }

    [Fact]
    public async Task A_mail_about_a_report_that_fails_again_and_again_raises_the_alert()
    {
        await using var world = await WithOctoberAsync();
        world.Mails.Answer = HttpStatusCode.ServiceUnavailable;
        using var log = new KeptLog();
        using var logs = LoggerFactory.Create(x => x.AddProvider(log));
        var build = ActivatorUtilities.CreateInstance<BuildReport>(world.Services, logs.CreateLogger<BuildReport>());
        Task TryAsync(int attempt) => build.HandleAsync(new QueueDelivery(world.Get<WorkQueue>().Write(new("report", October.ToString(), CaiNhum.Value) { Attempt = attempt }), 1), Ct);

        await TryAsync(0);
        Assert.Empty(log.Lines);
        world.Time.Advance(TimeSpan.FromMinutes(80));
        await TryAsync(5);

        Assert.Equal(["3003 The report 2026-10 cai-nhum still cannot be finished (attempt 5): mail"], log.Lines);
    }

    [Fact]
    public async Task A_message_that_is_not_ours_goes_to_the_poison_queue_and_builds_nothing()
    {
        await using var world = await WithOctoberAsync();

        await world.Get<BuildReport>().HandleAsync(new QueueDelivery("""{"K":"report","A":"2026-10","B":"cai-nhum","N":0,"M":"AAAA"}"""u8.ToArray(), 1), Ct);

        Assert.Null(await world.Ledger.FindAsync(October, CaiNhum, Ct));
        Assert.NotNull((await world.Storage.Queue(StorageNames.BuildReportQueue + "-poison").PeekMessageAsync(Ct)).Value);
    }

    [Fact]
    public async Task The_province_waits_for_its_communes_until_the_morning_and_says_which_are_missing()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), October.Until.AddHours(1.5));
        await world.Facts.UpsertAsync(AMonth(), Ct);
        await world.CheckAsync();
        var messages = (await world.Storage.Queue(StorageNames.BuildReportQueue).ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5), Ct)).Value.Select(m => m.Body.ToArray()).ToList();
        Assert.Equal(2, messages.Count);
        var (commune, province) = (messages[0], messages[1]);

        await BuildAsync(province);
        Assert.False((await world.EntryAsync(October, CommuneCode.Province)).IsBuilt);
        await BuildAsync(commune);
        await BuildAsync(province);
        Assert.Equal("Chưa có báo cáo của kỳ này: xã Nhơn Phú, phường Trà Vinh.", await MissingAsync());

        // The commune's report is asked for again and again and does not succeed; in the morning nobody waits any more.
        await world.Ledger.ChangeAsync(October, CaiNhum, e => e with { Version = 0 }, Ct);
        await world.Ledger.ChangeAsync(October, CommuneCode.Province, e => e with { Version = 0 }, Ct);
        await BuildAsync(province);
        Assert.False((await world.EntryAsync(October, CommuneCode.Province)).IsBuilt);
        world.Time.SetUtcNow(October.Until.AddHours(6));
        await BuildAsync(province);
        Assert.Equal("Chưa xã, phường nào có báo cáo của kỳ này.", await MissingAsync());

        Task BuildAsync(byte[] message) => world.Get<BuildReport>().HandleAsync(new QueueDelivery(message, 1), Ct);

        async Task<string?> MissingAsync()
        {
            var files = (await world.EntryAsync(October, CommuneCode.Province)).Files;
            using var letter = WordprocessingDocument.Open((await world.Files.ReadAsync(files.Single(f => f.Format == ReportFormats.Draft), Ct)).ToStream(), false);
            var told = letter.MainDocumentPart!.Document!.Descendants<Paragraph>().Select(p => p.InnerText).Where(p => p.Contains("có báo cáo của kỳ này", StringComparison.Ordinal)).ToList();
            // In the letter itself, and under the table by area.
            Assert.Equal(2, told.Count);
            return told[0][told[0].IndexOf("Chưa", StringComparison.Ordinal)..];
        }
    }

    [Fact]
    public async Task The_command_builds_all_areas_itself_where_it_is_told_to_and_the_queue_only_tells_of_them()
    {
        await using var world = await WithOctoberAsync();

        Assert.Equal(0, await new ReportVerb().RunAsync(["--period", "2026-10", "--here"], world.Services, Ct));

        var built = await world.Ledger.ReadStatesAsync(Ct);
        Assert.All(built, e => Assert.Equal(1, e.Version));
        Assert.Empty(world.Mails.Sent);
        await world.WorkAsync();
        Assert.Equal(built.Select(e => (e.Area, e.Version)), (await world.Ledger.ReadStatesAsync(Ct)).Select(e => (e.Area, e.Version)));
        Assert.Equal(built.Count, world.Mails.Sent.Count);
    }

    [Theory]
    [InlineData("--period", "2026-13")]
    [InlineData("--period", "2026-Q5")]
    [InlineData("--commune", "cai-nhum")]
    [InlineData("--period", "2027-01")]
    [InlineData("--period", "2026-10", "--commune", "nowhere")]
    public async Task The_command_says_what_is_wrong(params string[] args)
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);

        Assert.Equal(64, await new ReportVerb().RunAsync(args, world.Services, Ct));
        Assert.Empty(await world.Ledger.ReadStatesAsync(Ct));
    }

    [Fact]
    public async Task Facts_are_kept_by_commune_and_Vietnamese_year_and_replaced_by_key()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);
        var newYear = AFact("n", new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero));

        await world.Facts.UpsertAsync([AFact("a"), AFact("b", commune: NhonPhu), newYear], Ct);
        await world.Facts.UpsertAsync([AFact("a") with { Sex = Gbv.Domain.Reports.Sex.Female }], Ct);

        var facts = await world.Facts.ReadAsync(CaiNhum, 2026, Ct);
        Assert.Equal(Gbv.Domain.Reports.Sex.Female, Assert.Single(facts).Sex);
        Assert.Equal("n", Assert.Single(await world.Facts.ReadAsync(CaiNhum, 2027, Ct)).Key);
        Assert.Equal(["a", "b", "n"], await world.Facts.ReadThroughAsync(CommuneCode.Province, 2026, Ct).Select(f => f.Key).Order().ToListAsync(Ct));
    }

    private async Task<ReportingWorld> WithOctoberAsync()
    {
        var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);
        await world.Facts.UpsertAsync(AMonth(), Ct);
        return world;
    }

    private static async Task<int> CountBlobsAsync(ReportingWorld world) =>
        await world.Storage.Container(StorageNames.Reports).GetBlobsAsync(cancellationToken: Ct).CountAsync(Ct);

    private static async Task<IReadOnlyList<WorkMessage>> MessagesAsync(ReportingWorld world) =>
        [.. (await world.Storage.Queue(StorageNames.BuildReportQueue).PeekMessagesAsync(32, Ct)).Value.Select(m => world.Get<WorkQueue>().TryRead(m.Body.ToMemory().Span)!)];
}
