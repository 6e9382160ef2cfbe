using System.Globalization;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.FollowUp;

/// <summary>Somebody who sent a report and comes back with the code, over HTTP.</summary>
public abstract class InboxTest(PagesFixture pages)
{
    internal PagesApp App { get; } = pages.App;

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A report in one step; gives the code.</summary>
    internal async Task<string> ReceiptAsync()
    {
        using var she = await App.Visit().OpenAsync("/");
        await she.PressAsync("danger");
        await she.Fill("here", "Nhà số 5, ấp 1").Fill("dangerarea", "cai-nhum").PressAsync("send");
        return she.Page.GetElementById("code")!.TextContent;
    }

    internal async Task<Visitor> EnterAsync(string code)
    {
        var she = await App.Visit().OpenAsync("/follow-up");
        return await she.Fill("code", code).PressAsync("open");
    }

    internal async Task<CaseId> CaseOfAsync(string code) =>
        (await App.Services.GetRequiredService<ReceiptKeys>().DeriveAsync(ReceiptCode.TryParse(code)!.Value, false, Cancel)).Case;

    /// <summary>The case as the office reads it.</summary>
    internal async Task<CasePartition> ReadAsync(string code) =>
        (await App.Services.GetRequiredService<CaseStore>().ReadAsync(await CaseOfAsync(code), Cancel))!;

    /// <summary>A code that is well formed and was never given.</summary>
    internal string Unknown() => App.Services.GetRequiredService<ReceiptKeys>().Issue(SubmissionId.New(), 0).ToString();

    internal async Task<List<TableEntity>> RowsAsync(string code)
    {
        var id = (await CaseOfAsync(code)).Value;
        List<TableEntity> rows = [];
        await foreach (var row in App.Services.GetRequiredService<StorageClients>().Table(StorageNames.Cases).QueryAsync<TableEntity>(r => r.PartitionKey == id, cancellationToken: Cancel)) rows.Add(row);
        return rows;
    }

    /// <summary>The answer without what the visitor typed.</summary>
    internal static string WithoutCode(string html, string code) => html.Replace(code, "…", true, CultureInfo.InvariantCulture);
}
