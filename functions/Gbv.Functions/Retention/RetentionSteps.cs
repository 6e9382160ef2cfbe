using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Retention;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.Layout;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Retention;

/// <summary>What time does to a case, as changes of it.</summary>
internal static class RetentionSteps
{
    /// <summary>The reason that stands in the event of an erasure by time.</summary>
    public const string Reason = "retention";

    private static readonly Texts T = Texts.For(Texts.Vietnamese);

    /// <summary>From the row <c>case</c> alone: whether there can be anything to do. Nothing is unwrapped for the others.</summary>
    public static bool MayBeDue(CaseRecord record, DateTimeOffset now) =>
        record.ErasedAt is null && Closed(record) is not null && RetentionRules.Next(Of(record, AgeBand.Unknown, now), now) is not null;

    public static RetentionStep? Due(CasePartition read, DateTimeOffset now) => read.IsErased ? null : RetentionRules.Next(Of(read.Case, AgeOf(read), now), now);

    public static DateTimeOffset? ErasedFrom(CasePartition read) =>
        Closed(read.Case) is { } closed ? RetentionRules.PersonalDataUntil(read.Case.ReceivedAt, closed, AgeOf(read)) : null;

    /// <summary>The next change, or null where nothing is due, or an erasure waits for mails that tell people to stop.</summary>
    public static CaseChange? Change(CasePartition read, CommuneDirectory directory, DateTimeOffset now) => Due(read, now) switch
    {
        RetentionStep.CoarsenFacts => Freeze(read, now),
        RetentionStep.RemoveFiles => RemoveFiles(read, now),
        RetentionStep.GiveNotice => Notice(read, directory, now),
        RetentionStep.Erase => CaseErasure.Next(read, now, Reason),
        _ => null,
    };

    private static CaseChange Freeze(CasePartition read, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: "facts-frozen");
        change.Case = change.Case with { FactsFrozen = true };
        change.Put(new Effect { Id = "coarsen", Kind = EffectKind.Coarsen, CreatedAt = now });
        return change;
    }

    /// <summary>The rows and their keys go with the change, the blobs with the effects that follow.</summary>
    private static CaseChange RemoveFiles(CasePartition read, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: "files-removed");
        foreach (var file in read.Attachments)
        {
            change.Remove(file);
            change.Put(new Effect { Id = "file-" + file.Id, Kind = EffectKind.Attachment, CreatedAt = now, Target = file.Id });
        }

        change.Case = change.Case with { Files = [] };
        return change;
    }

    /// <summary>An item for whoever leads the case; in office hours, because nobody is in danger by it.</summary>
    private static CaseChange Notice(CasePartition read, CommuneDirectory directory, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: "retention-notice");
        change.Case = change.Case with { ErasureNoticedAt = now };
        var earliest = now + RetentionRules.Notice;
        var until = ErasedFrom(read) is { } date && date > earliest ? date : earliest;
        change.Note(NoteKind.Decision, T["retention.by"], T["retention.notice", When.Text(T, until)]);
        NewsForCoordinator.Add(change, read, directory, now, Urgency.Normal);
        return change;
    }

    private static RetentionCase Of(CaseRecord record, AgeBand age, DateTimeOffset now) =>
        new(record.ReceivedAt, Closed(record), age, record.IsHeldAt(now), record.FactsFrozen, record.ErasureNoticedAt) { HasFiles = record.Files.Count > 0 };

    /// <summary>A closing that waits for its second person is none yet.</summary>
    private static DateTimeOffset? Closed(CaseRecord record) => record.State == CaseState.Closed ? record.ClosedAt : null;

    private static AgeBand AgeOf(CasePartition read) => read.Incidents[0].Classification is { Age: not AgeBand.Unknown } known
        ? known.Age
        : FactCodes.BandOf(read.Report.Age);
}
