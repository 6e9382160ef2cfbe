namespace Gbv.Domain.Referrals;

/// <summary>What can happen to an item.</summary>
public enum ItemAction { Send, Deliver, Accept, Decline, Expire, Progress, Complete, FindNotPossible, Withdraw }

/// <summary>
/// The life of an item, all in one table (domain §3 "Referral states"). What the table does not hold does not happen.
/// </summary>
public static class ItemTransitions
{
    /// <summary>How long a wrong click can be taken back.</summary>
    public static readonly TimeSpan TakeBackWindow = TimeSpan.FromMinutes(10);

    private static readonly ItemState[] Waiting = [ItemState.Planned, ItemState.Sent, ItemState.Delivered, ItemState.NoAnswer];
    private static readonly ItemState[] Working = [ItemState.Accepted, ItemState.InProgress];

    public static readonly IReadOnlyDictionary<(ItemState From, ItemAction Action), ItemState> Table = Rows().ToDictionary(r => (r.From, r.Action), r => r.To);

    /// <summary>The clicks that can be taken back, as (after, before).</summary>
    public static readonly IReadOnlySet<(ItemState After, ItemState Before)> TakeBacks = Table
        .Where(row => row.Key.Action is ItemAction.Accept or ItemAction.Decline or ItemAction.Progress or ItemAction.Complete or ItemAction.FindNotPossible)
        .Select(row => (After: row.Value, Before: row.Key.From))
        .Where(pair => pair.After != pair.Before)
        .ToHashSet();

    /// <summary>The state after this action, or null where it does not apply (any more).</summary>
    public static ItemState? TryMove(ItemState from, ItemAction action) => Table.TryGetValue((from, action), out var to) ? to : null;

    /// <summary>
    /// The state that a wrong click goes back to, or null. Only within ten minutes; a decline only until the backup has
    /// accepted; a conflict never, because the page has passed to somebody else for good.
    /// </summary>
    public static ItemState? TryTakeBack(
        ItemState current, ItemState previous, DateTimeOffset changedAt, DateTimeOffset now, DeclineReason? declined = null, bool backupAccepted = false)
    {
        if (!TakeBacks.Contains((current, previous)) || now < changedAt || now - changedAt > TakeBackWindow) return null;
        if (current == ItemState.Declined && (declined is null or DeclineReason.Conflict || backupAccepted)) return null;
        return previous;
    }

    /// <summary>Nothing more is expected of the responder.</summary>
    public static bool IsFinal(ItemState state) => state is ItemState.Declined or ItemState.Completed or ItemState.NotPossible or ItemState.Withdrawn;

    /// <summary>Still waits for a named person, so escalation goes on.</summary>
    public static bool IsWaiting(ItemState state) => Waiting.Contains(state);

    private static IEnumerable<(ItemState From, ItemAction Action, ItemState To)> Rows()
    {
        yield return (ItemState.Planned, ItemAction.Send, ItemState.Sent);

        // Delivery events may overtake our own record of sending.
        yield return (ItemState.Planned, ItemAction.Deliver, ItemState.Delivered);
        yield return (ItemState.Sent, ItemAction.Deliver, ItemState.Delivered);

        foreach (var state in Waiting)
        {
            // A late yes is welcome, whatever the mail's state.
            yield return (state, ItemAction.Accept, ItemState.Accepted);
            yield return (state, ItemAction.Decline, ItemState.Declined);
            yield return (state, ItemAction.Withdraw, ItemState.Withdrawn);
            if (state != ItemState.NoAnswer) yield return (state, ItemAction.Expire, ItemState.NoAnswer);
        }
        foreach (var state in Working)
        {
            yield return (state, ItemAction.Progress, ItemState.InProgress);
            yield return (state, ItemAction.Complete, ItemState.Completed);
            yield return (state, ItemAction.FindNotPossible, ItemState.NotPossible);
            yield return (state, ItemAction.Withdraw, ItemState.Withdrawn);
            // Only who has read the page can see that the people involved are known: a conflict may show after accepting.
            yield return (state, ItemAction.Decline, ItemState.Declined);
        }
    }
}
