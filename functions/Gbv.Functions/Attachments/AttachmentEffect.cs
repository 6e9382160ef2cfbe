using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Functions.Cases;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Attachments;

/// <summary>
/// Makes of a file that came what may be shown, or finds that nothing can be made of it; then what came is deleted. First the cleaned file,
/// then the change of the case, then the deleting, and the effect stays until all is done: so it may be killed anywhere.
/// </summary>
internal sealed class AttachmentEffect(AttachmentFiles files, FileCleaning cleaning, CaseChanges changes, TimeProvider time)
{
    /// <summary>Another file is being cleaned: this one waits in its queue and not in memory.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(10);

    public async Task<EffectResult> CarryOutAsync(CasePartition read, Effect effect, CommuneDirectory directory, CancellationToken cancellation)
    {
        var id = effect.Target ?? throw new InvalidOperationException("An effect on no file.");
        if (read.Attachments.FirstOrDefault(a => a.Id == id) is not { } file)
        {
            // It could not be used, or its time is over.
            await files.DeleteAsync(read.Id, id, cancellation);
            return new EffectResult.Done();
        }

        if (file.Kind is not null)
        {
            await files.DeleteQuarantinedAsync(read.Id, id, cancellation);
            return new EffectResult.Done();
        }

        using var turn = await cleaning.TurnAsync(cancellation);
        if (turn is null) return new EffectResult.NotBefore(time.GetUtcNow() + Later);
        using var came = await files.ReadQuarantinedAsync(read, id, cancellation);
        var cleaned = came is null ? new Cleaning.Refused(FileProblem.Unreadable) : await cleaning.CleanAsync(came.Content, cancellation);
        if (cleaned is Cleaning.Made made) await files.WriteCleanedAsync(read, id, made.Content, cancellation);
        await changes.CommitAnnouncedAsync(read.Id, Change(read, file, cleaned, directory, time.GetUtcNow()), cancellation);
        return new EffectResult.Changed();
    }

    private static CaseChange Change(CasePartition read, Attachment file, Cleaning cleaned, CommuneDirectory directory, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: cleaned is Cleaning.Made ? "file-ready" : "file-unusable");
        switch (cleaned)
        {
            case Cleaning.Made made:
                change.Put(file with { Kind = made.Kind, Length = made.Content.Length });
                NewsForCoordinator.Add(change, read, directory, now);
                break;
            case Cleaning.Refused refused:
                change.Refuse(file, refused.Problem);
                break;
        }

        return change;
    }
}
