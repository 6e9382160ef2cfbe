using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Functions.Cases;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting;
using Gbv.Functions.Links;
using Gbv.Functions.Requests;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Sends one mail: reference and link first, an attempt row before the call, its outcome after it. Whoever finds an attempt of
/// unknown outcome repeats it under the same reference, but not at once: another instance may be in the middle of it.
/// </summary>
internal sealed class MailEffect(
    StorageClients storage, CaseStore store, RowMac mac, MailRefs refs, LinkStore links, Mailer mailer, MailTexts texts,
    IOptions<ReferralOptions> options, TimeProvider time)
{
    public async Task<EffectResult> CarryOutAsync(CasePartition read, Effect effect, CommuneDirectory directory, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var mail = read.Mails.FirstOrDefault(m => m.Ref == effect.Target);
        if (mail is null || mail.State >= MailState.Sent || IsPointless(read, mail)) return new EffectResult.Done();
        if (mail.State == MailState.Attempting && Again(read, mail, now) is { } again) return new EffectResult.NotBefore(again);
        var person = directory.Find(mail.PersonId);
        if (person is null && mail.Kind != CaseMailKind.Reporter) return await RefuseAsync(read, mail, cancellation);

        if (!await refs.RegisterAsync(mail.Ref, new(read.Id.Value, mail.Item ?? "notice", mail.PersonId), cancellation))
            return await DrawAgainAsync(read, mail, cancellation);
        var words = person is null
            ? MailTexts.ForReporter(NoticeRequests.To(read)!, mail.Ref, read.Case.Language)
            : await WriteAsync(read, mail, person, directory, cancellation);
        var attempt = mail with { State = MailState.Attempting, Attempts = mail.Attempts + 1, AttemptedAt = now };
        if (await ReplaceAsync(read, attempt, read.ETagOf(CaseRow.Mail(mail.Ref)), cancellation) is not { } etag)
            return new EffectResult.NotBefore(now + RepeatAfter(read));

        var result = await mailer.SendAsync(words, cancellation);
        return await RecordAsync(read, attempt, etag, result, cancellation);
    }

    /// <summary>
    /// Another case has this reference: the mail gets another one, and its effect with it. Nothing was sent under the old one, because it is
    /// registered before. The case's own row is touched, so that a change made from what was read before does not write the old one again.
    /// </summary>
    private async Task<EffectResult> DrawAgainAsync(CasePartition read, CaseMail mail, CancellationToken cancellation)
    {
        var drawn = mail with { Ref = MailRefs.New() };
        var send = Effect.Send(drawn);
        TableEntity[] fresh = [CaseRow.Open(read.Id, CaseRow.Mail(drawn.Ref), drawn), CaseRow.Open(read.Id, CaseRow.Effect(send.Id), send)];
        foreach (var row in fresh) mac.Sign(row);
        string[] gone = [CaseRow.Mail(mail.Ref), CaseRow.Effect(Effect.IdOfMail(mail.Ref))];
        try
        {
            await storage.Table(StorageNames.Cases).SubmitTransactionAsync(
                [
                    new(TableTransactionActionType.UpdateMerge, new TableEntity(read.Id.Value, CaseRow.Case), read.ETagOf(CaseRow.Case)),
                    .. fresh.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
                    .. gone.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(read.Id.Value, row), read.ETagOf(row))),
                ],
                cancellation);
            Signals.LinkEffect(read.Id, send.Id);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // Somebody else did it, or changed the case meanwhile: it is read again, and what is still to be done is done then.
        }

        return new EffectResult.Changed();
    }

    private async Task<EffectResult> RecordAsync(CasePartition read, CaseMail attempt, ETag etag, MailResult result, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        switch (result)
        {
            case MailResult.Accepted:
                return await FinishAsync(read, attempt with { State = MailState.Sent, StateAt = now }, etag, cancellation);
            case MailResult.Refused:
                await ReplaceAsync(read, attempt with { State = MailState.Refused, StateAt = now }, etag, cancellation);
                return new EffectResult.MailFailed(attempt);
            case MailResult.Unknown { Code: "401" or "403" or "429" or "503" }:
                // The service says that it did not take it.
                await ReplaceAsync(read, attempt with { State = MailState.Planned }, etag, cancellation);
                return new EffectResult.Failed();
            default:
                return new EffectResult.NotBefore(now + RepeatAfter(read));
        }
    }

    /// <summary>
    /// The mail is out and its effect gone, in one transaction. Whoever looked meanwhile has put the effect off, because an attempt was
    /// on its way: that no longer counts, so the effect goes in whatever form it is.
    /// </summary>
    private async Task<EffectResult> FinishAsync(CasePartition read, CaseMail sent, ETag etag, CancellationToken cancellation)
    {
        var cases = storage.Table(StorageNames.Cases);
        var (mailRow, effectRow) = (CaseRow.Open(read.Id, CaseRow.Mail(sent.Ref), sent), CaseRow.Effect(Effect.IdOfMail(sent.Ref)));
        mac.Sign(mailRow);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await cases.SubmitTransactionAsync(
                    [
                        new(TableTransactionActionType.UpdateReplace, mailRow, etag),
                        new(TableTransactionActionType.Delete, new TableEntity(read.Id.Value, effectRow), ETag.All),
                    ],
                    cancellation);
                return new EffectResult.Removed();
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412)
            {
                var now = await store.ReadAsync(read.Id, cancellation);
                if (now?.Mails.FirstOrDefault(m => m.Ref == sent.Ref) is { State: < MailState.Sent } && attempt < Contention.Tries)
                {
                    // Another attempt is on its way and nobody knows yet what becomes of it; of this one we do.
                    etag = now.ETagOf(CaseRow.Mail(sent.Ref));
                    if (now.Effects.Any(x => x.Target == sent.Ref)) continue;
                    await ReplaceAsync(read, sent, etag, cancellation);
                    return new EffectResult.Removed();
                }

                // A delivery event came first and knows more than we do, or others were first each time and one will come: the mail is out.
                await cases.DeleteEntityAsync(read.Id.Value, effectRow, ETag.All, cancellation);
                return new EffectResult.Removed();
            }
        }
    }

    private async Task<EffectResult> RefuseAsync(CasePartition read, CaseMail mail, CancellationToken cancellation)
    {
        await ReplaceAsync(read, mail with { State = MailState.Refused, StateAt = time.GetUtcNow() }, read.ETagOf(CaseRow.Mail(mail.Ref)), cancellation);
        return new EffectResult.MailFailed(mail);
    }

    private async Task<Mail> WriteAsync(CasePartition read, CaseMail mail, DirectoryEntry person, CommuneDirectory directory, CancellationToken cancellation)
    {
        var area = person.Commune.IsProvince ? directory.Province : directory.Commune;
        if (mail.Kind == CaseMailKind.Notice) return texts.Notice(new(person, area, mail.Ref, read.Case.Urgency));
        if (mail.Kind == CaseMailKind.Withdrawal) return texts.Withdrawal(new(person, area, mail.Ref));
        var item = read.Item(mail.Item) ?? throw new TamperedException("mail");
        var expiry = time.GetUtcNow().AddDays(options.Value.LinkDays);
        var link = await links.IssueAsync(new(read.Id.Value, item.Id, person.Id, read.Case.Commune, mail.Ref, expiry), cancellation);

        if (mail.Kind == CaseMailKind.Update) return texts.Update(new(person, area, mail.Ref, link));

        // Whoever is called after the deadline is told the time of the next step, not one that lies behind.
        var deadline = item.Deadline > mail.CreatedAt ? item.Deadline : item.NextDueAt ?? item.Deadline;
        return mail.Kind == CaseMailKind.Reminder
            ? texts.Reminder(new(person, area, mail.Ref, link, deadline))
            : texts.Item(new(person, area, mail.Ref, link, deadline, item.Urgency, ForTriage: item.Kind != ItemKind.Referral));
    }

    /// <summary>
    /// Somebody else has accepted meanwhile, or the item ended: a call for help would only confuse. A reporter's notice: it was taken back.
    /// Whoever has declared a conflict meanwhile hears nothing more, not even the end.
    /// </summary>
    private static bool IsPointless(CasePartition read, CaseMail mail) => mail.Kind == CaseMailKind.Reporter
        ? NoticeRequests.To(read) is null
        : Conflicts.Declared(read, mail.PersonId) || mail.Kind is CaseMailKind.Item or CaseMailKind.Reminder && read.Item(mail.Item) is { } item && !item.IsOpen && item.AcceptedBy != mail.PersonId;

    /// <summary>When an attempt of unknown outcome may be repeated, where not now. One of the future was noted by a clock that was wrong.</summary>
    private DateTimeOffset? Again(CasePartition read, CaseMail mail, DateTimeOffset now) =>
        mail.AttemptedAt + RepeatAfter(read) is { } again && again > now && mail.AttemptedAt <= now + BackOff.Skew ? again : null;

    private TimeSpan RepeatAfter(CasePartition read) =>
        TimeSpan.FromSeconds(options.Value.RepeatMailAfterSeconds / (read.Case.Urgency == Urgency.Immediate ? 10 : 1));

    private Task<ETag?> ReplaceAsync(CasePartition read, CaseMail mail, ETag etag, CancellationToken cancellation) =>
        store.ReplaceAsync(read, CaseRow.Mail(mail.Ref), mail, etag, cancellation);
}

/// <summary>What became of one attempt to carry out an effect.</summary>
internal abstract record EffectResult
{
    private EffectResult()
    {
    }

    public sealed record Done : EffectResult;

    /// <summary>Done, and its row is gone with the same transaction.</summary>
    public sealed record Removed : EffectResult;

    /// <summary>The case was changed by this effect, which is gone with it: read it again.</summary>
    public sealed record Changed : EffectResult;

    /// <summary>Nothing to do before that time.</summary>
    public sealed record NotBefore(DateTimeOffset At) : EffectResult;

    /// <summary>Done, but the mail will never arrive: somebody else must be asked.</summary>
    public sealed record MailFailed(CaseMail Mail) : EffectResult;

    public sealed record Failed : EffectResult;
}
