using Gbv.Domain.Referrals;

namespace Gbv.Domain.Requests;

/// <summary>What a reporter asks the office to do; carried out by the back role, because the public one can read no case.</summary>
public enum RequestKind { StopContact, Contact, Consent, Erasure, Copy, Notice }

/// <summary>What a withdrawn consent does to one referral.</summary>
public enum WithdrawalEffect
{
    /// <summary>It does not rest on consent, or it has ended.</summary>
    None,

    AtOnce,

    /// <summary>Somebody may be forcing her: it can be undone until then.</summary>
    AfterWait,
}

/// <summary>When a request is carried out (design §5).</summary>
public static class RequestRules
{
    /// <summary>How long erasure, and withdrawal of an open immediate or high referral, wait and can be undone.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(72);

    private static readonly TimeSpan NoticeEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan CopyKept = TimeSpan.FromDays(14);

    /// <summary>A data subject's request is answered within two working days (Decree 356/2025, domain §5).</summary>
    public const int AnswerInWorkingDays = 2;

    public static WithdrawalEffect OfWithdrawal(Basis basis, ItemState state, Urgency urgency)
    {
        // Law and danger to life outrank consent (domain §3).
        if (!basis.RestsOnConsent() || ItemTransitions.IsFinal(state)) return WithdrawalEffect.None;
        return urgency == Urgency.Normal ? WithdrawalEffect.AtOnce : WithdrawalEffect.AfterWait;
    }

    /// <summary>
    /// Erasure can't be taken back, so it never comes before the time in which the office may refuse it by law has passed: over a
    /// weekend two working days are longer than the wait.
    /// </summary>
    public static DateTimeOffset ErasureDue(DateTimeOffset askedAt)
    {
        var (waited, answered) = (askedAt + Wait, AnswerDue(askedAt));
        return waited > answered ? waited : answered;
    }

    /// <summary>When a reporter who wants it is told that there is a message: at most one mail a day, so that their number tells nothing.</summary>
    public static DateTimeOffset NoticeDue(DateTimeOffset? noticedAt, DateTimeOffset now) =>
        noticedAt + NoticeEvery is { } next && next > now ? next : now;

    /// <summary>A copy lies ready so long; what nobody has fetched by then is deleted, because every copy is one more that can be found.</summary>
    public static DateTimeOffset CopyUntil(DateTimeOffset askedAt) => askedAt + CopyKept;

    /// <summary>One at a time: what waits would only be asked for again.</summary>
    public static bool IsAskedOnce(RequestKind kind) => kind is RequestKind.Erasure or RequestKind.Copy;

    public static DateTimeOffset AnswerDue(DateTimeOffset askedAt) => WorkCalendar.Default.AddWorkingDays(askedAt, AnswerInWorkingDays);
}
