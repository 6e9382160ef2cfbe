using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Gbv.Domain.Referrals;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Backups;
using Gbv.Functions.Directory;
using Gbv.Functions.Erasing;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost;
using Gbv.LocalHost.SampleData;
using static Gbv.Functions.Tests.Responders.StaffApp;

namespace Gbv.Functions.Tests.Upgrade;

/// <summary>One case of the set: the code that opens it, and the link of whoever works on it.</summary>
internal sealed record FrozenCase(string Name, string Receipt, CaseId Id, string? Link);

/// <summary>
/// A small account as a release wrote it, file <c>Upgrade/Frozen/&lt;day&gt;.jsonl</c>: the first line says what is in it, with keys that were
/// made for it alone; the others are rows and files in the form of a backup. It is never edited; a release that adds something to stored
/// rows gets a file of its own beside it (<see cref="MakeAsync"/>).
/// </summary>
internal sealed record FrozenData(IReadOnlyDictionary<string, string> Keys, DateTimeOffset At, IReadOnlyList<FrozenCase> Cases)
{
    /// <summary>Set to a day, for example 2027-03-01, it has the test write the file of that day first.</summary>
    public const string Make = "GBV_FREEZE";

    private static readonly string Folder = Path.Combine(NpmTools.FindRepoRoot(), "tests", "Gbv.Functions.Tests", "Upgrade", "Frozen");
    private static readonly string[] Places = [SampleCommune, CommuneCode.Province.Value];
    private const string SampleCommune = "cai-nhum";

    public static IEnumerable<string> All => System.IO.Directory.EnumerateFiles(Folder, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public FrozenCase Case(string name) => Cases.Single(c => c.Name == name);

    /// <summary>Puts it into an account in which nothing was ever made.</summary>
    public static async Task<FrozenData> LoadAsync(string day, string account)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Folder, day + ".jsonl"), Cancel);
        var data = Json.Read<FrozenData>(lines[0]);
        var storage = new StorageClients(Microsoft.Extensions.Options.Options.Create(new StorageOptions { ConnectionString = account }));
        await StorageSetup.EnsureAsync(storage, Cancel);
        foreach (var line in lines.Skip(1).Select(l => JsonNode.Parse(l)!.AsObject()))
        {
            if (BlobLine.Is(line))
            {
                var file = BlobLine.Read(line);
                await storage.Container(file.Container).UploadBlobAsync(file.Name, new BinaryData(file.Content), Cancel);
            }
            else
            {
                var (table, row) = RowLine.Read(line);
                await storage.Table(table).AddEntityAsync(row, Cancel);
            }
        }

        return data;
    }

    /// <summary>Has the program of today write a set.</summary>
    public static async Task MakeAsync(string day, string account)
    {
        var keys = KeySet.Generate(receiptRounds: 1);
        await using var app = await CreateAsync(account, keys: keys);
        await SampleDirectory.LoadAsync(app.Get<DirectoryStore>(), Cancel);
        List<FrozenCase> cases = [await LedAsync(app), await AnsweredAsync(app), await ErasedAsync(app), await SubmittedAsync(app, "pending")];
        await app.Get<PeriodLedger>().StartFromAsync(new CommuneCode(SampleCommune), Period.MonthOf(CaseWorld.Start), Cancel);
        var hamlet = new RegisterRow(PlaceRegisters.Hamlets, new Dictionary<string, string> { [PlaceRegisters.Hamlets.Columns[0].Code] = "Ấp 1" });
        await app.Get<RegisterStore>().SaveAsync(new CommuneCode(SampleCommune), PlaceRegisters.Hamlets, [hamlet], "test", Cancel);

        var text = new StringBuilder().Append(Json.Text(new FrozenData(keys, app.Time.GetUtcNow(), cases))).Append('\n');
        var storage = app.Get<StorageClients>();
        foreach (var table in StorageNames.Tables)
            await foreach (var row in storage.Table(table).QueryAsync<TableEntity>(cancellationToken: Cancel))
                if (table != StorageNames.Directory || Places.Contains(row.PartitionKey) || Places.Contains(row.RowKey)) text.Append(Encoding.UTF8.GetString(RowLine.Write(table, row))).Append('\n');
        var trace = storage.Container(StorageNames.AuditHeads);
        await foreach (var blob in trace.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, Cancel))
        {
            var content = (await trace.GetBlobClient(blob.Name).DownloadContentAsync(Cancel)).Value.Content;
            text.Append(Encoding.UTF8.GetString(new BlobLine(StorageNames.AuditHeads, blob.Name, null, content.ToArray()).Write())).Append('\n');
        }

        System.IO.Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, DateOnly.Parse(day, CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".jsonl"), text.ToString(), Cancel);
    }

    /// <summary>The coordinator leads it, has classified it and asked for consent; the reporter wrote and told more.</summary>
    private static async Task<FrozenCase> LedAsync(StaffApp app)
    {
        var led = await SubmittedAsync(app, "led");
        await app.WorkAsync(led.Id);
        var link = await app.LinkAsync(led.Id, (await app.ReadAsync(led.Id)).Triage());
        using var browser = app.Open();
        await browser.SignInAsync(link);
        await browser.PressAsync("accept");
        await browser.PressAsync("classify",
        [
            ("i1-rape", "no"), ("i1-sexual-assault", "no"), ("i1-physical-assault", "yes"), ("i1-forms", "physical"), ("i1-acts", "harm-to-body-or-life"),
            ("i1-domestic", "yes"), ("i1-age", "from25-to39"), ("i1-sex", "female"), ("i1-other-sex", "male"), ("i1-place", "home"),
        ]);
        await app.WorkAsync(led.Id);
        var code = ReceiptCode.TryParse(led.Receipt)!.Value;
        await app.Get<FollowUpService>().SendMessageAsync(code, "Xin chào.", "form-1", Cancel);
        await app.Get<FollowUpService>().AddAsync(code, "Kể thêm", "form-2", Cancel);
        await app.WorkAsync(led.Id);
        return led with { Link = link };
    }

    /// <summary>The health station has accepted.</summary>
    private static async Task<FrozenCase> AnsweredAsync(StaffApp app)
    {
        var answered = await SubmittedAsync(app, "answered");
        await app.WorkAsync(answered.Id);
        var link = await app.LinkAsync(answered.Id, (await app.ReadAsync(answered.Id)).For(Service.Health));
        using var browser = app.Open();
        await browser.SignInAsync(link);
        await browser.PressAsync(ReferralAction.Accept);
        await app.WorkAsync(answered.Id);
        return answered with { Link = link };
    }

    private static async Task<FrozenCase> ErasedAsync(StaffApp app)
    {
        var erased = await SubmittedAsync(app, "erased");
        await app.WorkAsync(erased.Id);
        while (!(await app.ReadAsync(erased.Id)).IsErased)
        {
            await app.Get<CaseErasure>().EraseAsync(erased.Id, "request", Cancel);
            await app.WorkAsync(erased.Id);
        }

        return erased;
    }

    private static async Task<FrozenCase> SubmittedAsync(StaffApp app, string name)
    {
        var report = AReport.OfAPerson with { Wishes = [HelpWish.Health], Narrative = name };
        var (receipt, id) = await app.SubmitAsync(report);
        return new(name, Regex.Replace(receipt.ToString(), @"\D", ""), id, null);
    }
}
