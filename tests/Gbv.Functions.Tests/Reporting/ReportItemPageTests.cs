using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Links;
using Gbv.Functions.Reporting;
using Gbv.Functions.Reporting.Pages;
using Gbv.Functions.Responders;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

public sealed class ReportItemPageTests(AzuriteFixture azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recipient_sees_the_newest_files_and_the_opening_is_recorded()
    {
        await using var world = await BuiltAsync();
        var (chairman, coordinator) = (await ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Chairman)), await CoordinatorAsync(world));
        await Page(world).PostAsync(coordinator, Form("release", "", "1"), Ct);

        var view = View(await Page(world).ShowAsync(chairman, Ct));

        Assert.True(view.Allowed);
        Assert.False(view.MayRebuild);
        Assert.Equal(["docx-released", "xlsx", "csv", "json", "html"], Assert.Single(view.Versions).Files.Select(f => f.Format));
        Assert.Equal(["list", "release 1"], (await OpeningsAsync(world)).Select(o => o.GetString("Part")).Order());
    }

    [Fact]
    public async Task A_draft_is_shown_to_its_coordinator_alone_and_released_by_nobody_else()
    {
        await using var world = await BuiltAsync();
        var (chairman, coordinator) = (await ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Chairman)), await CoordinatorAsync(world));

        Assert.Empty(View(await Page(world).ShowAsync(chairman, Ct)).Versions);
        Assert.IsType<SeeOther>(await Page(world).PostAsync(chairman, Form("download", "csv"), Ct));
        Assert.IsType<SeeOther>(await Page(world).PostAsync(chairman, Form("release", "", "1"), Ct));
        Assert.Null((await world.EntryAsync(October, CaiNhum)).Released);

        var draft = Assert.Single(View(await Page(world).ShowAsync(coordinator, Ct)).Versions);
        Assert.Equal(["docx", "xlsx", "csv", "json", "html"], draft.Files.Select(f => f.Format));
        Assert.True(draft.MayRelease);
        await Page(world).PostAsync(coordinator, Form("release", "", "1"), Ct);
        Assert.Equal((1, coordinator.Person.Id), ((await world.EntryAsync(October, CaiNhum)).Released!.Version, (await world.EntryAsync(October, CaiNhum)).Released!.ReleasedBy));
        Assert.False(Assert.Single(View(await Page(world).ShowAsync(coordinator, Ct)).Versions).MayRelease);
    }

    [Fact]
    public async Task The_letter_without_its_draft_mark_is_nobodys_before_the_release()
    {
        await using var world = await BuiltAsync();
        var coordinator = await CoordinatorAsync(world);

        Assert.IsType<SeeOther>(await Page(world).PostAsync(coordinator, Form("download", "docx-released"), Ct));
        await Page(world).PostAsync(coordinator, Form("release", "", "1"), Ct);
        var letter = Assert.IsType<FileContentHttpResult>(await Page(world).PostAsync(coordinator, Form("download", "docx-released", "1"), Ct));

        Assert.Equal("bao-cao-2026-10-cai-nhum.docx", letter.FileDownloadName);
    }

    [Theory]
    [InlineData("docx", "bao-cao-2026-10-cai-nhum-du-thao.docx")]
    [InlineData("json", "bao-cao-2026-10-cai-nhum.json")]
    [InlineData("xlsx", "bao-cao-2026-10-cai-nhum.xlsx")]
    [InlineData("csv", "bao-cao-2026-10-cai-nhum.csv")]
    [InlineData("html", "bao-cao-2026-10-cai-nhum.html")]
    public async Task Each_file_comes_as_an_attachment_with_a_neutral_name_and_is_recorded(string format, string name)
    {
        await using var world = await BuiltAsync();

        var result = await Page(world).PostAsync(await ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Coordinator)), Form("download", format), Ct);

        var file = Assert.IsType<FileContentHttpResult>(result);
        Assert.Equal(name, file.FileDownloadName);
        Assert.Equal($"{format} 1", Assert.Single(await OpeningsAsync(world)).GetString("Part"));
    }

    [Fact]
    public async Task A_file_of_a_version_that_was_overtaken_since_the_page_was_shown_comes_in_the_version_that_took_its_place()
    {
        await using var world = await BuiltAsync();
        await world.Schedule.RequestAsync(October, CaiNhum, Ct);
        await world.WorkAsync();
        Assert.Equal(2, (await world.EntryAsync(October, CaiNhum)).Version);

        var result = await Page(world).PostAsync(await CoordinatorAsync(world), Form("download", "xlsx", "1"), Ct);

        Assert.IsType<FileContentHttpResult>(result);
        Assert.Equal("xlsx 2", Assert.Single(await OpeningsAsync(world)).GetString("Part"));
    }

    [Fact]
    public async Task A_released_year_says_that_it_stands_on_the_page_for_everybody_and_its_coordinator_alone_takes_it_away()
    {
        var year = Period.Parse("2026");
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), new DateTimeOffset(2027, 1, 5, 0, 0, 0, TimeSpan.Zero), statistics: true);
        await world.Facts.UpsertAsync(AMonth(), Ct);
        await world.Get<ReportMaker>().MakeAsync(year, CaiNhum, Ct);
        var coordinator = await CoordinatorAsync(world, year);
        var chairman = await ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Chairman), year);
        var draft = Assert.Single(View(await Page(world).ShowAsync(coordinator, Ct)).Versions);
        Assert.Equal((true, null, 9), (draft.Publishes, draft.Public, draft.Files.Count));

        await Page(world).PostAsync(coordinator, Form("release", "", "1"), Ct);
        await Page(world).PostAsync(chairman, Form("withdraw", "", "1"), Ct);
        Assert.True(Assert.Single(View(await Page(world).ShowAsync(coordinator, Ct)).Versions) is { Public: true, MayWithdraw: true });
        Assert.True(Assert.Single(View(await Page(world).ShowAsync(chairman, Ct)).Versions) is { Public: true, MayWithdraw: false });
        Assert.IsType<SeeOther>(await Page(world).PostAsync(coordinator, Form("download", ReportFormats.Page, "1"), Ct));

        await Page(world).PostAsync(coordinator, Form("withdraw", "", "1"), Ct);
        Assert.False(Assert.Single(View(await Page(world).ShowAsync(coordinator, Ct)).Versions).Public);
        Assert.Equal(1, (await world.EntryAsync(year, CaiNhum)).Withdrawn);
        Assert.Contains("withdraw 1", (await OpeningsAsync(world, year)).Select(o => o.GetString("Part")));
    }

    [Fact]
    public async Task Somebody_who_is_no_recipient_any_more_gets_nothing()
    {
        await using var world = await BuiltAsync();
        var context = await ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Duty));

        Assert.Empty(View(await Page(world).ShowAsync(context, Ct)).Versions);
        Assert.IsNotType<FileContentHttpResult>(await Page(world).PostAsync(context, Form("download", "csv"), Ct));
        Assert.Empty(await OpeningsAsync(world));
    }

    [Fact]
    public async Task A_format_that_does_not_exist_leads_back_to_the_page()
    {
        await using var world = await BuiltAsync();

        Assert.IsType<SeeOther>(await Page(world).PostAsync(await ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Coordinator)), Form("download", "exe"), Ct));
    }

    [Fact]
    public async Task A_file_that_was_changed_in_storage_is_not_handed_out()
    {
        await using var world = await BuiltAsync();
        var file = (await world.EntryAsync(October, CaiNhum)).Files[1];
        await world.Storage.Container(StorageNames.Reports).GetBlobClient(file.Blob).UploadAsync(new BinaryData("other"), overwrite: true, Ct);

        await Assert.ThrowsAsync<InvalidDataException>(() => world.Files.ReadAsync(file, Ct));
    }

    private async Task<ReportingWorld> BuiltAsync()
    {
        var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);
        await world.Facts.UpsertAsync(AMonth(), Ct);
        await world.CheckAsync();
        await world.WorkAsync();
        return world;
    }

    private static IItemPage Page(ReportingWorld world) => world.Get<IItemPage>();

    private static async Task<ItemContext> ContextAsync(ReportingWorld world, Func<DirectoryEntry, bool> who, Period? period = null)
    {
        var commune = (await world.Get<DirectoryCache>().GetAsync(CaiNhum, Ct))!;
        var person = commune.Entries.First(e => e.Commune == CaiNhum && who(e));
        return new ItemContext
        {
            Target = new LinkTarget((period ?? October).ToString(), "final", person.Id, CaiNhum, "ABC123", InNovember.AddDays(1)),
            Kind = LinkKind.Report,
            Person = person,
            ActingName = person.Name,
            Directory = commune,
            T = Texts.For(Texts.Vietnamese),
            Path = "/r/x",
            FormToken = "token",
        };
    }

    private static ReportFilesView View(IResult result) =>
        Assert.IsType<ReportFilesView>(Assert.IsType<RazorComponentResult<ReportFilesPage>>(result, exactMatch: false).Parameters[nameof(ReportFilesPage.View)]);

    private static Task<ItemContext> CoordinatorAsync(ReportingWorld world, Period? period = null) => ContextAsync(world, e => e.Roles.Contains(DirectoryRole.Coordinator), period);

    private static FormCollection Form(string action, string format, string version = "") => version.Length == 0
        ? new(new() { ["action"] = action, [ReportItemPage.FormatField] = format })
        : new(new() { ["action"] = action, [ReportItemPage.FormatField] = format, [ReportItemPage.VersionField] = version });

    private static async Task<List<TableEntity>> OpeningsAsync(ReportingWorld world, Period? period = null)
    {
        var partition = $"opened|{period ?? October}|cai-nhum";
        return await world.Storage.Table(StorageNames.Periods).QueryAsync<TableEntity>(r => r.PartitionKey == partition, cancellationToken: Ct).ToListAsync(Ct);
    }
}
