using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Azure.Data.Tables;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.LocalHost.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Whoever breaks the public pages has their settings and all of storage. With that, no report can be read, and messages only behind a receipt.</summary>
public sealed class PublicRoleTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Told = "Chuyện chỉ văn phòng được đọc";
    private const string Message = "Lời nhắn cho người điều phối";

    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;
    private CaseWorld world = null!;
    private ServiceProvider attacker = null!;
    private ReceiptCode receipt;
    private CaseId id;

    /// <summary>What the public app is given; the same list that the local host and the deployment use.</summary>
    private Dictionary<string, string> PublicKeys => new LocalKeys(keys, "").For("public").ToDictionary(k => k.Key, k => k.Value);

    public async ValueTask InitializeAsync()
    {
        var account = azurite.NewAccount();
        world = await CreateAsync(account, keys);
        (receipt, id) = await world.SubmitAsync(AReport.OfAPerson with { Narrative = Told, Wishes = [HelpWish.Health] });
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.FollowUp.SendMessageAsync(receipt, Message, "form-1", Cancel);

        var settings = PublicKeys.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)).Append(new("Role", "public")).Append(new("Storage:ConnectionString", account));
        attacker = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging().AddDataProtection().Services
            .AddCases().AddDirectory().AddFollowUp().AddIntake().AddSealing().AddStorage().AddSingleton<TimeProvider>(world.Time)
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await attacker.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public void The_public_role_is_given_exactly_the_keys_of_the_design()
    {
        Assert.Equal(
            ["Keys:Office:1:PublicKey", "Keys:OfficeCurrent", "Keys:Proof", "Keys:PublicEvent", "Keys:Queue", "Keys:Receipt:1:Key", "Keys:Receipt:1:Rounds", "Keys:ReceiptCurrent", "Keys:RingPublic"],
            PublicKeys.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_public_app_is_given_no_secret_of_the_other()
    {
        using var folder = new TestFolder();
        var local = await LocalKeys.LoadAsync(folder.Path, receiptRounds: 1, Cancel);
        var site = new Uri("http://localhost:7071");
        var options = new LocalPlatformOptions { DataFolder = folder.Path };
        var settings = HandlerSettings.For("public", options, site, "storage", local);
        var back = HandlerSettings.For("back", options, site, "storage", local);

        Assert.DoesNotContain(settings.Keys, k => k.StartsWith("SendGrid", StringComparison.Ordinal) || k.StartsWith("Email", StringComparison.Ordinal) || k.EndsWith("PrivateKey", StringComparison.Ordinal));
        Assert.DoesNotContain(back.Keys, k => k.StartsWith("Keys__Receipt", StringComparison.Ordinal) || k is "Keys__Proof" or "Keys__RingPublic");
        string[] shared = [.. settings.Where(s => s.Key.StartsWith("Keys__", StringComparison.Ordinal) && s.Value!.Length > 20 && back.Values.Contains(s.Value)).Select(s => s.Key).Order(StringComparer.Ordinal)];
        // With the first they seal and forget, with the second they sign what a reporter may cause, with the third they ask for work.
        Assert.Equal(["Keys__Office__1__PublicKey", "Keys__PublicEvent", "Keys__Queue"], shared);
    }

    [Fact]
    public async Task The_programs_own_reader_cannot_open_a_case()
    {
        Assert.Equal(Told, (await world.ReadAsync(id)).Report.Narrative);

        await Assert.ThrowsAsync<InvalidOperationException>(() => attacker.GetRequiredService<CaseStore>().ReadAsync(id, Cancel));
    }

    [Fact]
    public async Task No_key_of_the_public_role_opens_a_seal_or_a_wrap()
    {
        var rows = await RowsAsync();
        var record = CaseRow.Read<CaseRecord>(rows.Single(r => r.RowKey == CaseRow.Case));
        var sealedRows = rows.Where(r => r.ContainsKey("Sealed")).ToList();
        Assert.Contains(sealedRows, r => r.RowKey == CaseRow.Incident(1));
        Assert.Contains(sealedRows, r => r.RowKey.StartsWith(CaseRow.MessagePrefix, StringComparison.Ordinal));

        foreach (var key in SymmetricKeys())
        {
            Assert.All(sealedRows, r => Assert.Throws<TamperedException>(() => CaseRow.ReadSealed<object>(r, key)));
            Assert.Throws<TamperedException>(() => CaseKeys.MessagesFromReceipt(id, record, key));
        }

        using var ring = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(PublicKeys["Keys:RingPublic"]), null);
        using var own = ring.GetRSAPrivateKey()!;
        foreach (var wrap in new[] { record.ContentKeyWrap, record.MessagesKeyWrap })
            Assert.ThrowsAny<CryptographicException>(() => own.Decrypt(wrap, RSAEncryptionPadding.OaepSHA256));
    }

    [Fact]
    public async Task What_lies_beside_the_seals_holds_nothing_that_was_told()
    {
        foreach (var row in await RowsAsync())
            foreach (var (name, value) in row)
                Assert.False(value is string text && (text.Contains("Chuyện", StringComparison.Ordinal) || text.Contains("Lời nhắn", StringComparison.Ordinal) || text.Contains("0900000001", StringComparison.Ordinal)), $"{row.RowKey}.{name}");
    }

    [Fact]
    public async Task Another_receipt_leads_nowhere()
    {
        var followUp = attacker.GetRequiredService<FollowUpService>();
        var keysOfReceipts = attacker.GetRequiredService<ReceiptKeys>();

        for (var i = 0; i < 300; i++)
            Assert.Null(await followUp.OpenAsync(keysOfReceipts.Issue(SubmissionId.New(), 0), Cancel));
    }

    [Fact]
    public async Task A_receipt_opens_the_messages_and_still_not_the_report()
    {
        var view = await attacker.GetRequiredService<FollowUpService>().OpenAsync(receipt, Cancel);

        Assert.Equal([Message], view!.Messages.Select(m => m.Text));
        var place = await attacker.GetRequiredService<ReceiptKeys>().DeriveAsync(receipt, false, Cancel);
        var rows = await RowsAsync();
        var messages = CaseKeys.MessagesFromReceipt(id, CaseRow.Read<CaseRecord>(rows.Single(r => r.RowKey == CaseRow.Case)), place.WrapKey);
        var others = rows.Where(r => r.ContainsKey("Sealed") && !r.RowKey.StartsWith(CaseRow.MessagePrefix, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(others);
        foreach (var key in new[] { place.WrapKey, messages })
            Assert.All(others, r => Assert.Throws<TamperedException>(() => CaseRow.ReadSealed<object>(r, key)));
    }

    [Fact]
    public async Task Guessing_a_receipt_takes_ten_to_the_fourteenth_slow_derivations()
    {
        var production = KeySet.Generate();
        using var receipts = new ReceiptKeys(Options.Create(new KeyOptions
        {
            Receipt = { ["1"] = new ReceiptGeneration { Key = production["Keys:Receipt:1:Key"], Rounds = int.Parse(production["Keys:Receipt:1:Rounds"], CultureInfo.InvariantCulture) } },
        }));
        List<double> seconds = [];
        for (var i = 0; i < 7; i++)
        {
            var clock = Stopwatch.StartNew();
            await receipts.DeriveAsync(receipts.Issue(SubmissionId.New(), 0), false, Cancel);
            seconds.Add(clock.Elapsed.TotalSeconds);
        }

        var one = seconds.Min();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{production["Keys:Receipt:1:Rounds"]} rounds: {one * 1000:0} ms each; 10^14 of them: {1e14 * one / (365.25 * 24 * 3600):N0} processor years, {1e14 * one / (365.25 * 24 * 3600) / 10_000:N0} until the first of 10,000 cases"));

        // Rounds alone decide, not the speed of the machine that runs the test.
        Assert.True(int.Parse(production["Keys:Receipt:1:Rounds"], CultureInfo.InvariantCulture) >= 120_000);
        Assert.Equal(16, receipts.Issue(SubmissionId.New(), 0).ToString().Count(char.IsAsciiDigit));
    }

    /// <summary>Every key of the public role as it is, and what could be made of it and of the row by one step.</summary>
    private IEnumerable<byte[]> SymmetricKeys()
    {
        foreach (var name in new[] { "Keys:Receipt:1:Key", "Keys:Proof", "Keys:PublicEvent", "Keys:Queue" })
        {
            var key = Convert.FromBase64String(PublicKeys[name]);
            yield return key;
            yield return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(id.Value));
            yield return KeyRing.Mac(key, id.Value);
            yield return SHA256.HashData(key);
            yield return HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, Encoding.UTF8.GetBytes(id.Value));
        }
    }

    private async Task<List<TableEntity>> RowsAsync()
    {
        List<TableEntity> rows = [];
        await foreach (var row in attacker.GetRequiredService<StorageClients>().Table(StorageNames.Cases).QueryAsync<TableEntity>(cancellationToken: Cancel)) rows.Add(row);
        return rows;
    }
}
