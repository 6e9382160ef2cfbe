using System.Collections.Concurrent;
using System.Diagnostics;
using Gbv.Domain.Shared;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Referrals;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>What belongs together can be found by links, and nothing leads from there to a visitor or a case.</summary>
public sealed class SignalsTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly AsyncLocal<ConcurrentQueue<Activity>?> Mine = new();
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener = new()
    {
        ShouldListenTo = source => source.Name is Signals.Name or "visitor",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStarted = activity => Mine.Value?.Enqueue(activity),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task From_the_announcement_to_the_delivered_mail_each_span_is_linked_to_the_one_that_caused_it()
    {
        await using var world = await CaseWorld.CreateAsync(azurite.NewAccount());
        ActivitySource.AddActivityListener(listener);
        Mine.Value = spans;
        using var source = new ActivitySource("visitor");

        Activity visit;
        CaseId id;
        using (visit = source.StartActivity("POST /")!) (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var message = world.Get<WorkQueue>().TryRead(await AnnouncedAsync(world))!;
        using (Signals.StartInvocation("CarryOutCase")) await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(world.Get<WorkQueue>().Write(message), 1), Cancel);
        var mail = (await world.ReadAsync(id)).Mails[0];
        await world.Get<IMailEvents>().RecordAsync(id, mail.Ref, new MailEvent(MailEventKind.Delivered, world.Time.GetUtcNow(), "event"), Cancel);

        var told = spans.Where(s => s.Source.Name == Signals.Name).ToList();
        foreach (var span in told) TestContext.Current.TestOutputHelper?.WriteLine(Shown(span));
        var (work, route) = (told.Single(s => s.OperationName == "CarryOutCase"), told.Single(s => s.OperationName == "effect route"));
        var sent = told.Single(s => s.OperationName == "effect mail" && s.Links.Any(l => l.Context == Signals.ContextOf(id.Value + "mail-" + mail.Ref)));
        var delivered = told.Single(s => s.OperationName == "MailEvent");

        Assert.Contains(work.Links, l => l.Context == Signals.ContextOf(message.B!));
        Assert.Contains(route.Links, l => sent.Links.Any(other => other.Context == l.Context)); // it left the mail behind
        Assert.Contains(delivered.Links, l => sent.Links.Any(other => other.Context == l.Context));
        Assert.NotEqual(work.TraceId, delivered.TraceId);

        // Nothing leads to the visit, and nothing says whose case it is.
        Assert.All(told, s => Assert.NotEqual(visit.TraceId, s.TraceId));
        Assert.DoesNotContain(told.SelectMany(s => s.Links), l => l.Context.TraceId == visit.TraceId);
        Assert.DoesNotContain(told.Select(Shown), s => s.Contains(id.Value, StringComparison.Ordinal) || s.Contains(mail.Ref, StringComparison.Ordinal) || s.Contains(message.B!, StringComparison.Ordinal));
        Assert.All(told.SelectMany(s => s.TagObjects), t => Assert.Contains(t.Key, Signals.SpanTags));
    }

    /// <summary>The announcement is hidden for some seconds.</summary>
    private static async Task<byte[]> AnnouncedAsync(CaseWorld world)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(200, Cancel))
            if ((await world.Storage.Queue(StorageNames.CaseWorkQueue).PeekMessagesAsync(1, Cancel)).Value is [var first, ..]) return first.Body.ToArray();
        throw new TimeoutException("Nothing was announced.");
    }

    private static string Shown(Activity span) =>
        $"{span.OperationName,-14} trace {span.TraceId.ToHexString()[..6]} {string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}")),-40} linked to {string.Join(' ', span.Links.Select(l => l.Context.TraceId.ToHexString()[..6]))}";
}
