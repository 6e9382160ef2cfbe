using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Referrals;

/// <summary>From a received report to the items and mails that ask for help: the change that the first effect makes.</summary>
public static class Routing
{
    /// <exception cref="InvalidOperationException">The directory names nobody who may know: a person must mend it.</exception>
    public static CaseChange Change(CasePartition read, Effect effect, CommuneDirectory directory, DateTimeOffset now)
    {
        var report = read.Report;
        var plan = Router.Route(report, directory, now);
        if (plan.Items.Count == 0) throw new InvalidOperationException("Nobody in the directory may be told of this case.");
        var items = plan.Items.Where(i => !IsMoreThanShown(i, report)).ToList();
        var flags = items.Count < plan.Items.Count ? [.. plan.Flags, RoutingFlag.MoreThanShown] : plan.Flags;

        var change = new CaseChange(read, now, EventKind.Routed, Actor.System, detail: string.Join(',', flags.Select(f => f.Code())));
        change.Case = change.Case with { Urgency = plan.Urgency };
        foreach (var planned in items) Add(change, read, planned, plan.Urgency, directory, now);
        change.Remove(effect);
        return change;
    }

    /// <summary>Adds an item and the mails of its first step, whoever planned it. Nobody who declared a conflict in this case is written to.</summary>
    /// <param name="declinedBy">Who said no to the same task before and is not asked again.</param>
    public static WorkItem Add(
        CaseChange change, CasePartition read, PlannedItem planned, Urgency urgency, CommuneDirectory directory, DateTimeOffset now,
        IReadOnlyList<string>? declinedBy = null)
    {
        var deadline = Escalation.StepTime(planned.Kind, urgency, now, 1, WorkCalendar.Default);
        var item = new WorkItem
        {
            Id = change.NextItemId(),
            Kind = planned.Kind,
            Service = planned.Service,
            Basis = planned.Basis,
            Police = planned.Police,
            Urgency = urgency,
            State = ItemState.Planned,
            CreatedAt = now,
            ResponderId = planned.ResponderId,
            BackupId = planned.BackupId,
            Deadline = deadline,
            NextDueAt = deadline,
            DeclinedBy = declinedBy ?? [],
        };
        change.Put(item);
        foreach (var person in Escalating.Recipients(change, read, item, 0, directory))
            change.Mail(CaseMailKind.Item, person.Id, item.Id);
        return item;
    }

    private static bool IsMoreThanShown(PlannedItem item, Report report) =>
        item is { Kind: ItemKind.Referral, Basis: Basis.Consent, Service: { } service } && report.ShownServices is { } shown && !shown.Contains(service);
}
