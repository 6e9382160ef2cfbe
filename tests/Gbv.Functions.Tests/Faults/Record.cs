using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Faults;

/// <summary>The record as the office can read it, and what must hold of it after everything that was done to the program.</summary>
internal sealed class Record : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string account;

    private Record(ServiceProvider services, string account) => (this.services, this.account) = (services, account);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Record> OpenAsync(string dataFolder, string account)
    {
        var keys = await LocalKeys.LoadAsync(dataFolder, null, Cancel);
        var settings = keys.For("all").Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)).Append(KeyValuePair.Create("Storage:ConnectionString", (string?)account));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddLogging();
        services.AddSingleton(TimeProvider.System).AddCases().AddSealing().AddStorage().AddSingleton<CaseFactStore>().AddSingleton<ReceiptKeys>();
        return new(services.BuildServiceProvider(), account);
    }

    /// <summary>Waits until nothing is pending any more; the sweep helps messages that were lost with a handler or otherwise.</summary>
    public Task SettleAsync(LocalPlatform platform, TimeSpan limit) => SettleAsync(limit, () => platform.InvokeAsync("Sweep", ct: Cancel));

    /// <summary>Waits until nothing is pending any more, by the messages alone.</summary>
    public Task SettleAsync(TimeSpan limit) => SettleAsync(limit, () => Task.CompletedTask);

    private async Task SettleAsync(TimeSpan limit, Func<Task> help)
    {
        var deadline = DateTimeOffset.UtcNow + limit;
        while (true)
        {
            var pending = await PendingAsync();
            if (pending.Count == 0) return;
            Assert.True(DateTimeOffset.UtcNow < deadline, $"At {DateTimeOffset.UtcNow:HH:mm:ss} still pending: {string.Join(", ", pending.Take(5))}");
            await help();
            await Task.Delay(TimeSpan.FromSeconds(2), Cancel);
        }
    }

    /// <summary>Every accepted report is one case, complete and consistent; nothing else is there.</summary>
    public async Task AssertHoldsAsync(Traffic traffic, LocalPlatform platform)
    {
        var cases = await ReadAllAsync();
        Assert.Equal(traffic.Accepted.Order(StringComparer.Ordinal), cases.Select(c => c.Report.Narrative!).Order(StringComparer.Ordinal));
        await AssertFactsAsync(cases);
        var sent = platform.Mails.Ever().Select(m => m.CustomArgs.GetValueOrDefault("ref")).OfType<string>().ToHashSet();
        foreach (var read in cases) AssertHolds(read, sent);
        await AssertDueAsync(cases);

        // Mails about reports have references too; each that is about a case stands in that case.
        var known = cases.SelectMany(c => c.Mails.Select(m => (m.Ref, Case: c.Id.Value))).ToDictionary(m => m.Ref, m => m.Case);
        foreach (var reference in sent)
        {
            var target = await new TableClient(account, StorageNames.MailRefs).GetEntityAsync<TableEntity>(reference, "ref", cancellationToken: Cancel);
            if (target.Value.GetString("Case") is { Length: 32 } id) Assert.Equal(id, known[reference]);
        }

        foreach (var reference in traffic.AcceptedItems.Keys)
        {
            var read = cases.Single(c => c.Mails.Any(m => m.Ref == reference));
            Assert.NotNull(read.Item(read.Mails.Single(m => m.Ref == reference).Item)!.AcceptedBy);
        }
    }

    /// <summary>Each receipt that was shown leads to the case of its report, and no two to the same.</summary>
    public async Task AssertReceiptsAsync(Traffic traffic)
    {
        var cases = (await ReadAllAsync()).ToDictionary(c => c.Id, c => c.Report.Narrative);
        foreach (var (narrative, receipt) in traffic.Receipts)
            Assert.Equal(narrative, cases[(await services.GetRequiredService<ReceiptKeys>().DeriveAsync(ReceiptCode.TryParse(receipt)!.Value, false, Cancel)).Case]);
    }

    /// <summary>When the program says that each report came.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> ReceivedAsync() => [.. (await ReadAllAsync()).Select(c => c.Case.ReceivedAt)];

    /// <summary>No message was given up: not by the program and not by its host.</summary>
    public async Task AssertNoPoisonAsync()
    {
        foreach (var queue in StorageNames.Queues.Where(q => q.EndsWith("-poison", StringComparison.Ordinal)))
            Assert.Empty((await new QueueClient(account, queue).PeekMessagesAsync(maxMessages: 1, Cancel)).Value);
    }

    /// <summary>Everything that is not carried out yet, with what its row says and since when.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync() =>
    [
        .. (await RowsAsync($"RowKey ge '{CaseRow.EffectPrefix}' and RowKey lt '{CaseRow.EffectEnd}'", "RowKey", "Data", "Timestamp"))
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.RowKey} {r.GetString("Data")} of {r.Timestamp:HH:mm:ss}")),
    ];

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    private static void AssertHolds(CasePartition read, HashSet<string> sent)
    {
        Assert.Empty(read.Effects);
        Assert.Equal([ItemKind.Triage, ItemKind.Referral], read.Items.Select(i => i.Kind));
        Assert.Equal(Service.Health, read.Items[1].Service);
        Assert.Single(read.Events, e => e.Kind == EventKind.Routed);
        foreach (var mail in read.Mails)
        {
            Assert.True(mail.State >= MailState.Sent, $"A mail is {mail.State}.");
            Assert.Contains(mail.Ref, sent);
        }
    }

    /// <summary>One fact a case, as the case stands, and no other.</summary>
    public async Task AssertFactsAsync(IReadOnlyCollection<CasePartition> cases)
    {
        var facts = await services.GetRequiredService<CaseFactStore>().ReadAsync(new CommuneCode("cai-nhum"), DateTimeOffset.UtcNow.VietnamDate().Year, Cancel);
        var projected = cases.SelectMany(c => FactProjection.Of(c, services.GetRequiredService<KeyRing>()));
        Assert.Equal(projected.Select(Json.Text).Order(StringComparer.Ordinal), facts.Select(Json.Text).Order(StringComparer.Ordinal));
    }

    /// <summary>Where nobody answers, somebody will be called: the time stands in the list that the timer reads.</summary>
    private async Task AssertDueAsync(List<CasePartition> cases)
    {
        var due = new HashSet<(long, string)>();
        await foreach (var row in new TableClient(account, StorageNames.Due).QueryAsync<TableEntity>("PartitionKey eq 'due'", select: ["RowKey"], cancellationToken: Cancel))
            due.Add((long.Parse(row.RowKey.Split(':')[0], CultureInfo.InvariantCulture), row.RowKey.Split(':')[1]));
        Assert.All(cases, c => Assert.True(CaseChange.NextDue(c.Items, c.Case) is not { } at || due.Contains((at.UtcTicks, c.Id.Value)), "Nobody will look at a case that waits for an answer."));
    }

    /// <summary>Every case, with its chain and all its rows verified.</summary>
    public async Task<List<CasePartition>> ReadAllAsync()
    {
        List<CasePartition> cases = [];
        foreach (var row in await RowsAsync("RowKey eq 'case'", "PartitionKey"))
            cases.Add(await services.GetRequiredService<CaseStore>().ReadAsync(new CaseId(row.PartitionKey), Cancel) ?? throw new InvalidOperationException("A case is gone."));
        return cases;
    }

    private async Task<List<TableEntity>> RowsAsync(string filter, params string[] columns)
    {
        List<TableEntity> rows = [];
        await foreach (var row in new TableClient(account, StorageNames.Cases).QueryAsync<TableEntity>(filter, select: columns, cancellationToken: Cancel)) rows.Add(row);
        return rows;
    }
}
