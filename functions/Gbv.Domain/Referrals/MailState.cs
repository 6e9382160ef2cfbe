namespace Gbv.Domain.Referrals;

/// <summary>Life of one mail, in the order of what we know of it: a later one is never overwritten by an earlier one.</summary>
public enum MailState
{
    Planned,

    /// <summary>The call to the provider began; its outcome is not known yet.</summary>
    Attempting,

    /// <summary>The provider took it ("processed").</summary>
    Sent,

    Deferred,
    Delivered,

    /// <summary>The provider refused it for good.</summary>
    Refused,

    /// <summary>The provider will not try (unsubscribed, earlier bounce, blocked).</summary>
    Dropped,

    Bounced,
}

/// <summary>
/// Delivery events come late, twice and in any order, so the state only grows: "delivered" never goes back to "processed", and
/// a bounce after "delivered" (the mailbox refused it later) still wins. The same events give the same state in every order.
/// </summary>
public static class MailTransitions
{
    public static MailState Next(MailState current, MailState reported) => reported > current ? reported : current;

    /// <summary>It did not arrive and will not: the backup is asked.</summary>
    public static bool HasFailed(MailState state) => state >= MailState.Refused;
}
