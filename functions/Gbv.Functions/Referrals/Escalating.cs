using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Referrals;

/// <summary>The changes that call the next persons, because a deadline passed, a mail failed or somebody declined.</summary>
public static class Escalating
{
    /// <summary>The next step of the first item that is due, or null when none is.</summary>
    public static CaseChange? Due(CasePartition read, CommuneDirectory directory, DateTimeOffset now)
    {
        var item = read.Items.Where(i => i.NextDueAt <= now).MinBy(i => i.NextDueAt);
        if (item is null) return null;

        // After a long stand-still only the newest step is taken: nobody gets ten mails at once.
        var step = item.NextStep;
        while (Time(item, step + 1) <= now) step++;
        return Step(read, item, step, EventKind.Escalated, "deadline", directory, now);
    }

    /// <summary>Calls whoever comes after this person at once, without waiting for the deadline.</summary>
    public static CaseChange? MoveOn(CasePartition read, WorkItem item, string reason, CommuneDirectory directory, DateTimeOffset now) =>
        item.IsOpen ? Step(read, item, Math.Max(1, item.NextStep), EventKind.Escalated, reason, directory, now) : null;

    /// <summary>
    /// Adds the mails of a step to a change that somebody else makes (a decline, for example) and gives the item with its next time.
    /// </summary>
    public static WorkItem AddStep(CaseChange change, CasePartition read, WorkItem item, int step, CommuneDirectory directory, DateTimeOffset now)
    {
        var told = read.Mails.Where(m => m.Item == item.Id).Select(m => m.PersonId).ToHashSet();
        var failed = read.Mails.Where(m => m.Item == item.Id && MailTransitions.HasFailed(m.State)).Select(m => m.PersonId);
        var recipients = Recipients(change, read, item, step, directory, failed);

        // When every other mailbox failed, one that failed before is still better than silence.
        if (recipients.Count == 0) recipients = Recipients(change, read, item, step, directory);
        foreach (var person in recipients)
            change.Mail(told.Contains(person.Id) ? CaseMailKind.Reminder : CaseMailKind.Item, person.Id, item.Id);
        var next = step + 1;
        while (Time(item, next) <= now) next++;
        return item with { NextStep = next, NextDueAt = Time(item, next) };
    }

    /// <summary>
    /// Somebody said no: the same task goes to the next person at once, as an item of its own with its own deadline, and never back
    /// to anybody who declined it. The declined item stays as it is, so that the decline is counted and can be taken back.
    /// </summary>
    /// <param name="declined">The item with <see cref="WorkItem.DeclinedBy"/> already naming who declined.</param>
    /// <returns>Null where nobody who may know is left; then the case's triage must be called.</returns>
    public static WorkItem? PassOn(CaseChange change, CasePartition read, WorkItem declined, CommuneDirectory directory, DateTimeOffset now)
    {
        var roster = new Roster(directory, Exclusions.Of(read.Report), Unavailable(change, read, declined)).ForItem(declined.Service);
        var next = roster.Find(declined.BackupId) is { OnLeave: false } backup ? backup
            : declined.Service is { } service && roster.For(service) is { } other ? other
            : roster.Coordinator() ?? roster.ProvinceCoordinator();
        if (next is null) return null;
        var planned = new PlannedItem
        {
            Kind = declined.Kind,
            Service = declined.Service,
            ResponderId = next.Id,
            BackupId = (declined.Service is { } s ? roster.BackupFor(next, s) : roster.CoordinatorBackup(next))?.Id,
            Basis = declined.Basis,
            Police = declined.Police,
        };
        return Routing.Add(change, read, planned, declined.Urgency, directory, now, declined.DeclinedBy);
    }

    /// <summary>Who is written to at a step of an item, its first included: the one place that knows who is out of the whole case.</summary>
    /// <param name="besides">Who cannot be reached at this moment.</param>
    internal static IReadOnlyList<DirectoryEntry> Recipients(
        CaseChange change, CasePartition read, WorkItem item, int step, CommuneDirectory directory, IEnumerable<string>? besides = null)
    {
        EscalatingItem facts = new(item.Kind, item.Service, item.Urgency, item.CreatedAt, item.ResponderId, item.BackupId);
        var unavailable = Unavailable(change, read, item);
        unavailable.UnionWith(besides ?? []);
        return Escalation.Recipients(facts, step, directory, Exclusions.Of(read.Report), unavailable);
    }

    private static HashSet<string> Unavailable(CaseChange change, CasePartition read, WorkItem item) => [.. item.DeclinedBy, .. Conflicts.Of(read, change)];

    private static CaseChange Step(
        CasePartition read, WorkItem item, int step, EventKind kind, string reason, CommuneDirectory directory, DateTimeOffset now)
    {
        var detail = $"{reason}:{step.ToString(CultureInfo.InvariantCulture)}";
        var change = new CaseChange(read, now, kind, Actor.System, item.Id, detail);
        var stepped = AddStep(change, read, item, step, directory, now);
        change.Put(ItemTransitions.TryMove(item.State, ItemAction.Expire) is { } noAnswer && item.Deadline <= now ? stepped with { State = noAnswer } : stepped);
        return change;
    }

    private static DateTimeOffset Time(WorkItem item, int step) =>
        Escalation.StepTime(item.Kind, item.Urgency, item.CreatedAt, step, WorkCalendar.Default);
}
