using Gbv.Domain.Directory;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Hosting.Triggers;

namespace Gbv.Functions.Returns;

/// <summary>
/// Timer function: writes to whoever has not returned, once for each step of the calendar, and to the coordinator about all of them. It asks
/// what has not been sent rather than what day it is: a timer that stayed silent, a kill, or a mail service that was down, is made good.
/// </summary>
/// <remarks>
/// A province's reminders are some thousands of mails on one morning. Several communes are written to at once, and after eight of the function's
/// ten minutes nothing new is begun: what is out stands in the states, and the next run, half an hour later, goes on behind it.
/// </remarks>
internal sealed partial class CheckReturns(
    DirectoryCache directory, ReturnUnits units, ReturnStore store, ReturnMails mails, TimeProvider time, ILogger<CheckReturns> log) : ITimerHandler
{
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);
    private const int AtOnce = 8;

    public async Task RunAsync(CancellationToken ct)
    {
        var began = time.GetUtcNow();
        var today = began.VietnamDate();
        if (ReturnCalendar.Latest(today) is not { } step) return;
        // Once, before several communes ask for the same.
        await directory.GetAsync(CommuneCode.Province, ct);
        await Parallel.ForEachAsync(await directory.AreasAsync(ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (area, stop) =>
        {
            try
            {
                if (MayBegin() && await directory.GetAsync(area.Code, stop) is { } commune) await CheckAsync(commune, step, today, MayBegin, stop);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One commune's trouble must not keep the others waiting; the next run tries again.
                Failed(log, area.Code, e.GetType().Name);
            }
        });
        if (!MayBegin()) Stopped(log, Longest.TotalMinutes);

        bool MayBegin() => time.GetUtcNow() - began < Longest;
    }

    private async Task CheckAsync(CommuneDirectory commune, ReturnStep step, DateOnly today, Func<bool> mayBegin, CancellationToken ct)
    {
        var all = await units.OfAsync(commune, today, ct);
        if (all.Count == 0) return;
        foreach (var cycle in ReturnCycle.Of(step.Day.Year)) await CheckAsync(commune, cycle, step, all, mayBegin, ct);
    }

    private async Task CheckAsync(CommuneDirectory commune, ReturnCycle cycle, ReturnStep step, IReadOnlyList<ReturningUnit> all, Func<bool> mayBegin, CancellationToken ct)
    {
        var states = await store.ReadAsync(commune.Commune.Code, cycle, ct);
        foreach (var unit in all)
        {
            if (!mayBegin()) return;
            var state = ReturnState.Of(states, unit.Code);
            if (!state.IsSubmitted) await OnceAsync(state, step.Key, unit.Person, () => mails.AskAsync(commune, cycle, unit, state, step.Key, step.Late, ct));
            else await OnceAsync(state, ReturnMails.ReceiptKey(state), unit.Person, () => mails.ReceiptAsync(commune, cycle, unit, state, ct));
        }

        var missing = all.Where(u => states.GetValueOrDefault(u.Code)?.IsSubmitted != true).ToList();
        if (missing.Count == 0 && !step.Late) return;
        var own = ReturnState.Of(states, "");
        foreach (var coordinator in ReturnUnits.Coordinators(commune))
            await OnceAsync(own, step.Key, coordinator, () => mails.BoardAsync(commune, cycle, coordinator, own, step.Key, step.Late, missing, all.Count, ct));
    }

    /// <summary>What the state already knows to be done costs no request.</summary>
    private static Task OnceAsync(ReturnState state, string key, DirectoryEntry? person, Func<Task<bool>> send) =>
        person is null || state.Mail(key, person.Id) is { State: not ReturnMailState.Trying } ? Task.CompletedTask : send();

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The yearly returns of {Area} could not be looked at: {Kind}")]
    private static partial void Failed(ILogger log, CommuneCode area, string kind);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Information, Message = "Mails about returns stopped after {Minutes} minutes; the next run goes on")]
    private static partial void Stopped(ILogger log, double minutes);
}
