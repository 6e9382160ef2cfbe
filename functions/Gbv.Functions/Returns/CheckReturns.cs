using Gbv.Domain.Directory;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Hosting.Triggers;

namespace Gbv.Functions.Returns;

/// <summary>
/// Timer function: writes to whoever has not returned, once for each step of the calendar, and to the coordinator about all of them. It asks
/// what has not been sent rather than what day it is: a timer that stayed silent, or a mail service that was down, is made good.
/// </summary>
internal sealed partial class CheckReturns(
    DirectoryCache directory, ReturnUnits units, ReturnStore store, ReturnMails mails, TimeProvider time, ILogger<CheckReturns> log) : ITimerHandler
{
    public async Task RunAsync(CancellationToken ct)
    {
        var today = time.GetUtcNow().VietnamDate();
        if (ReturnCalendar.Latest(today) is not { } step) return;
        foreach (var area in await directory.AreasAsync(ct))
        {
            try
            {
                if (await directory.GetAsync(area.Code, ct) is { } commune) await CheckAsync(commune, step, today, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One commune's trouble must not keep the others waiting; the next run tries again.
                Failed(log, area.Code, e.GetType().Name);
            }
        }
    }

    private async Task CheckAsync(CommuneDirectory commune, ReturnStep step, DateOnly today, CancellationToken ct)
    {
        var all = await units.OfAsync(commune, today, ct);
        if (all.Count == 0) return;
        var states = await store.ReadAsync(commune.Commune.Code, step.Day.Year, ct);
        foreach (var unit in all)
        {
            var state = states.GetValueOrDefault(unit.Code) ?? new ReturnState { Unit = unit.Code };
            if (!state.IsSubmitted) await OnceAsync(state, step.Key, unit.Person, () => mails.AskAsync(commune, step.Day.Year, unit, step.Key, step.Late, ct));
            else await OnceAsync(state, ReturnMails.ReceiptKey(state), unit.Person, () => mails.ReceiptAsync(commune, step.Day.Year, unit, state, ct));
        }

        var missing = all.Count(u => states.GetValueOrDefault(u.Code)?.IsSubmitted != true);
        if (missing == 0 && !step.Late) return;
        var own = states.GetValueOrDefault("") ?? new ReturnState { Unit = "" };
        foreach (var coordinator in ReturnUnits.Coordinators(commune))
            await OnceAsync(own, step.Key, coordinator, () => mails.BoardAsync(commune, step.Day.Year, coordinator, step.Key, step.Late, missing, all.Count, ct));
    }

    /// <summary>What the state already knows to be done costs no request.</summary>
    private static Task OnceAsync(ReturnState state, string key, DirectoryEntry? person, Func<Task<bool>> send) =>
        person is null || state.Mail(key, person.Id) is { State: not ReturnMailState.Trying } ? Task.CompletedTask : send();

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "The yearly returns of {Area} could not be looked at: {Kind}")]
    private static partial void Failed(ILogger log, CommuneCode area, string kind);
}
