namespace Gbv.Functions.Email;

/// <summary>One mail, ready to go. <paramref name="Ref"/> comes back with each delivery event; empty where none is awaited.</summary>
public sealed record Mail(string To, string ToName, string FromName, string Subject, string Text, string Html, string Ref);

/// <summary>What is known after the call; only <see cref="Refused"/> is final.</summary>
public abstract record MailResult
{
    private MailResult() { }

    /// <summary>The service took the mail over; delivery events follow.</summary>
    public sealed record Accepted(string? MessageId) : MailResult;

    /// <summary>The service will never take this mail; trying again is useless.</summary>
    public sealed record Refused(string Code) : MailResult;

    /// <summary>Nobody knows, or not now: try again under the same reference.</summary>
    public sealed record Unknown(string Code) : MailResult;
}
