using System.Text;
using Gbv.Functions.Cases;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Attachments;
using Gbv.Functions.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Intake;

/// <summary>
/// She has pressed [Gửi], somebody comes into the room, and she presses the exit before the answer is there; or the line breaks. What has
/// arrived is carried out all the same.
/// </summary>
public sealed class LeavingTests(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>So long after the connection was closed the program knows of it.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StorageProxy proxy = null!;
    private PagesApp app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        app = await PagesApp.StartAsync(proxy.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_call_for_help_is_taken_in()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("danger");

        await SendAndLeaveAsync(she.Fill("here", "Nhà số 5, ấp 1").Request("send"));

        Assert.Equal(1, await UntilAsync(CaseRow.Case));
    }

    [Fact]
    public async Task A_report_of_another_system_is_taken_in()
    {
        var report = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = new StringContent("""{"journey":"person","commune":"cai-nhum","happenings":["beaten"]}""", Encoding.UTF8, "application/json"),
            Headers = { { "Authorization", "Bearer " + PagesApp.ApiKey }, { "Idempotency-Key", Guid.NewGuid().ToString() } },
        };

        await SendAndLeaveAsync(report);

        Assert.Equal(1, await UntilAsync(CaseRow.Case));
    }

    [Fact]
    public async Task A_message_is_handed_on()
    {
        using var she = await InboxAsync();

        await SendAndLeaveAsync(she.Fill("text", "Tôi đang ở nhà chị tôi.").Request("send"));

        Assert.Equal(1, await UntilAsync(CaseRow.MessagePrefix));
    }

    [Fact]
    public async Task A_file_that_came_whole_is_kept()
    {
        using var she = await InboxAsync();
        await she.PressAsync("task:file");

        await SendAndLeaveAsync(she.Upload(Pictures.Jpeg()));

        Assert.Equal(1, await UntilAsync(CaseRow.AttachmentPrefix));
    }

    private async Task<Visitor> InboxAsync()
    {
        using var before = await app.Visit().OpenAsync("/");
        await before.PressAsync("danger");
        await before.Fill("here", "Nhà số 5, ấp 1").PressAsync("send");
        var she = await app.Visit().OpenAsync("/follow-up");
        return await she.Fill("code", before.Page.GetElementById("code")!.TextContent).PressAsync("open");
    }

    /// <summary>Goes while the announcement is on its way: nothing is committed yet.</summary>
    private async Task SendAndLeaveAsync(HttpRequestMessage request)
    {
        proxy.Before = sent =>
        {
            if (!sent.IsMessagePut) return Task.CompletedTask;
            reached.TrySetResult();
            return gone.Task;
        };
        using (var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.Address })
        {
            using var leave = new CancellationTokenSource();
            var answer = browser.SendAsync(request, leave.Token);
            await reached.Task.WaitAsync(Cancel);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }

        await Task.Delay(Noticed, Cancel);
        gone.SetResult();
    }

    /// <summary>How many rows of this kind there are once there is one.</summary>
    private async Task<int> UntilAsync(string kind)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var table = app.Services.GetRequiredService<StorageClients>().Table(StorageNames.Cases);
        for (; ; await Task.Delay(50, limit.Token))
        {
            var found = 0;
            await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: limit.Token))
                if (row.RowKey.StartsWith(kind, StringComparison.Ordinal)) found++;
            if (found > 0) return found;
        }
    }
}
