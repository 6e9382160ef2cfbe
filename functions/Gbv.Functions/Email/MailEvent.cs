using Gbv.Domain.Shared;

namespace Gbv.Functions.Email;

/// <summary>What SendGrid tells about a mail after it took it over.</summary>
public enum MailEventKind { Processed, Delivered, Deferred, Bounced, Dropped }

/// <summary>One delivery event. <paramref name="Id"/> is SendGrid's and the same when the event is sent again.</summary>
public sealed record MailEvent(MailEventKind Kind, DateTimeOffset At, string Id);

/// <summary>Where delivery events of a case's mails go. Must stand events that come twice, late or in the wrong order.</summary>
public interface IMailEvents
{
    Task RecordAsync(CaseId caseId, string mailRef, MailEvent e, CancellationToken ct);
}
