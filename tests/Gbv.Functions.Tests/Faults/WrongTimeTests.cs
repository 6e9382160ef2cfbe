using System.Net;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Faults;

/// <summary>What was planned by a clock that was wrong, or comes a moment early, is not left to the sweep.</summary>
public sealed class WrongTimeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageProxy proxy = null!;
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        world = await CaseWorld.CreateAsync(proxy.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(0.4, 1)]
    [InlineData(3.2, 4)]
    [InlineData(24, 24)]
    public async Task A_delayed_message_never_comes_before_its_time(double delay, int hidden)
    {
        var query = "";
        proxy.Before = request =>
        {
            if (request.IsMessagePut) query = request.Query;
            return Task.CompletedTask;
        };

        await world.Get<WorkQueue>().SendAsync(new WorkMessage("case", "a"), TimeSpan.FromSeconds(delay), Cancel);

        Assert.Contains($"visibilitytimeout={hidden}&", query + "&", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_mail_that_failed_while_the_clock_was_an_hour_ahead_goes_out_when_it_is_right_again(HttpStatusCode answer)
    {
        var right = world.Time.GetUtcNow();
        world.Mails.Answer = _ => answer;
        world.Time.AdjustTime(right.AddHours(1));
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        world.Mails.Answer = _ => HttpStatusCode.Accepted;

        world.Time.AdjustTime(right.AddMinutes(1));
        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Single(world.Mails.Sent);
        Assert.Empty((await world.ReadAsync(id)).Effects);
    }

    [Fact]
    public async Task A_message_that_comes_a_moment_early_by_this_instances_clock_is_on_time()
    {
        world.Mails.Answer = _ => HttpStatusCode.TooManyRequests;
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        world.Mails.Answer = _ => HttpStatusCode.Accepted;
        var at = Assert.Single((await world.ReadAsync(id)).Effects).NextAt!.Value;

        world.Time.AdjustTime(at.AddSeconds(-1));
        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Single(world.Mails.Sent);
    }

    [Fact]
    public async Task What_just_failed_still_waits()
    {
        world.Mails.Answer = _ => HttpStatusCode.TooManyRequests;
        var id = await world.ReceivedAsync(AReport.OfAPerson);

        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Equal(1, Assert.Single((await world.ReadAsync(id)).Effects).Attempts);
    }
}
