using System.Collections.Concurrent;
using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Storage carries a transaction out, and its answer is lost on the way: the program finds out by itself what became of it.</summary>
public sealed class LostAnswerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StorageProxy proxy = null!;
    private CaseWorld world = null!;
    private int lost;

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
    [MemberData(nameof(Faults))]
    public async Task A_report_whose_commit_was_not_heard_of_is_accepted_with_its_receipt(string fault)
    {
        Lose(fault);

        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        Assert.Equal(1, lost);
        Assert.Equal(CaseState.Received, (await world.ReadAsync(id)).Case.State);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_change_whose_commit_was_not_heard_of_is_done_and_not_done_again(string fault)
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var events = (await world.ReadAsync(id)).Events.Count;
        Lose(fault);

        var result = await world.Changes.ApplyAsync(id, (read, now) => new CaseChange(read, now, EventKind.Note, Actor.System), Cancel);

        Assert.Equal((ChangeResult.Done, 1), (result, lost));
        Assert.Equal(events + 1, (await world.ReadAsync(id)).Events.Count);
    }

    [Fact]
    public async Task A_report_whose_connection_broke_off_before_it_was_carried_out_is_accepted_without_being_sent_again()
    {
        Lose(new Fault(FaultKind.Cut));

        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        Assert.Equal(2, lost);
        Assert.Single((await world.ReadAsync(id)).Events);
    }

    [Fact]
    public async Task A_report_is_accepted_although_every_connection_that_rested_is_dead()
    {
        const int Together = 4;
        ConcurrentDictionary<string, bool> rested = [];
        var allAreThere = new TaskCompletionSource();
        proxy.Before = request =>
        {
            if (request.IsTransaction && rested.TryAdd(request.Connection, true) && rested.Count == Together) allAreThere.SetResult();
            return request.IsTransaction ? allAreThere.Task : Task.CompletedTask;
        };
        await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => world.SubmitAsync(AReport.OfAPerson)));
        proxy.Before = _ => Task.CompletedTask;
        proxy.Faults = request => request.IsTransaction && rested.ContainsKey(request.Connection) && Interlocked.Increment(ref lost) > 0 ? new Fault(FaultKind.Cut) : null;

        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        Assert.Equal(1, lost);
        Assert.Single((await world.ReadAsync(id)).Events);
    }

    [Fact]
    public async Task A_report_that_arrives_late_behind_the_question_for_it_is_there_once()
    {
        var asked = 0;
        proxy.Faults = request =>
            request.IsTransaction && Interlocked.Increment(ref lost) == 1 ? Fault.LostBehind(500)
            : request.Method == "GET" && request.Path.Contains("op:", StringComparison.Ordinal) && Interlocked.Increment(ref asked) == 1 ? Fault.Error(404)
            : null;

        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        Assert.Equal((2, 2), (lost, asked));
        Assert.Single((await world.ReadAsync(id)).Events);
    }

    public static TheoryData<string> Faults => [.. All.Keys];

    private static Dictionary<string, Fault> All => new()
    {
        ["500"] = Fault.LostBehind(500),
        ["cut off"] = Fault.LostWithTheConnection,
        ["cut off in the middle"] = Fault.LostInTheMiddle,
        ["silence"] = Fault.LostInSilence,
    };

    private void Lose(string fault) => Lose(All[fault]);

    private void Lose(Fault fault) => proxy.Faults = request => request.IsTransaction && Interlocked.Increment(ref lost) == 1 ? fault : null;
}
