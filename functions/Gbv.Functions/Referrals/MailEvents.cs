using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Delivery events of a case's mails. The state only grows, so that events that come twice, late or in disorder do no harm; the
/// first sign that a mail did not arrive calls the next person.
/// </summary>
internal sealed class MailEvents(CaseStore store, CaseWorker worker) : IMailEvents
{
    /// <summary>The provider's clock has whole seconds and may be a little behind ours.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    public async Task RecordAsync(CaseId caseId, string mailRef, MailEvent e, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Contention.Tries; attempt++)
        {
            if (await store.ReadAsync(caseId, ct) is not { } read || read.Mails.FirstOrDefault(m => m.Ref == mailRef) is not { } mail) return;
            var next = MailTransitions.Next(mail.State, State(e.Kind));
            var failed = MailTransitions.HasFailed(next);
            if (next == mail.State || e.At < mail.CreatedAt - Skew)
            {
                // A repeat after a crash between the two steps below still calls the next person.
                if (failed && e.At >= mail.CreatedAt - Skew && IsUnanswered(read, mail)) await worker.AskNextAsync(read, mailRef, ct);
                return;
            }

            using var activity = Signals.StartInvocation("MailEvent");
            Signals.LinkEffect(caseId, Effect.IdOfMail(mailRef));
            activity.End(next.ToString().ToLowerInvariant());
            if (await store.ReplaceAsync(read, CaseRow.Mail(mailRef), mail with { State = next, StateAt = e.At }, ct) is null)
            {
                await Contention.StepBackAsync(attempt, ct);
                continue;
            }

            Signals.MailHeardOf(next);
            if (failed) await worker.AskNextAsync(read, mailRef, ct);
            return;
        }

        throw new InvalidOperationException("The mail was changed by others each time.");
    }

    /// <summary>Whether nobody was asked since this mail failed.</summary>
    private static bool IsUnanswered(CasePartition read, CaseMail mail) =>
        read.Item(mail.Item) is { IsOpen: true, NextStep: 1 };

    private static MailState State(MailEventKind kind) => kind switch
    {
        MailEventKind.Processed => MailState.Sent,
        MailEventKind.Delivered => MailState.Delivered,
        MailEventKind.Deferred => MailState.Deferred,
        MailEventKind.Bounced => MailState.Bounced,
        _ => MailState.Dropped,
    };
}
