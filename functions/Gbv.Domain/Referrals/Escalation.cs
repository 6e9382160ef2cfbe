using Gbv.Domain.Directory;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>What escalation must know of an item that nobody has accepted yet.</summary>
public sealed record EscalatingItem(ItemKind Kind, Service? Service, Urgency Urgency, DateTimeOffset CreatedAt, string ResponderId, string? BackupId);

/// <summary>
/// Who is asked when, until a named person accepts (domain §3 "Deadlines"): the responder at once (for immediate also the duty
/// officer), then backup with coordinator, then the province, then all three again and again. It never falls silent by itself.
/// </summary>
public static class Escalation
{
    /// <summary>When a step is due. Immediate and high run day and night; normal counts working days and keeps to office hours.</summary>
    public static DateTimeOffset StepTime(ItemKind kind, Urgency urgency, DateTimeOffset createdAt, int step, WorkCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (step == 0) return createdAt;
        return urgency switch
        {
            Urgency.Immediate => createdAt.AddMinutes(30.0 * step),
            Urgency.High => createdAt.AddHours(4.0 * step),
            _ => calendar.AddWorkingDays(createdAt, step),
        };
    }

    /// <summary>By when somebody must have accepted: the moment at which others are asked.</summary>
    public static DateTimeOffset Deadline(ItemKind kind, Urgency urgency, DateTimeOffset createdAt, WorkCalendar calendar) =>
        StepTime(kind, urgency, createdAt, 1, calendar);

    /// <summary>Who is written to at a step: nobody excluded or in conflict, and somebody as long as anybody is left who may be asked.</summary>
    public static IReadOnlyList<DirectoryEntry> Recipients(
        EscalatingItem item, int step, CommuneDirectory directory, IReadOnlySet<Office> excluded, IReadOnlySet<string>? conflicted = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var roster = new Roster(directory, excluded, conflicted).ForItem(item.Service);
        List<DirectoryEntry?> wanted = step switch
        {
            0 => [Responder(item, roster), item.Urgency == Urgency.Immediate ? roster.Duty() : null],
            1 => [Backup(item, roster), roster.Coordinator()],
            2 => [roster.ProvinceCoordinator()],
            _ => [Backup(item, roster), roster.Coordinator(), roster.ProvinceCoordinator()],
        };
        var recipients = wanted.OfType<DirectoryEntry>().DistinctBy(e => e.Id).ToList();
        if (recipients.Count > 0) return recipients;
        var last = roster.ProvinceCoordinator() ?? roster.Coordinator() ?? roster.Everybody.FirstOrDefault();
        return last is null ? [] : [last];
    }

    private static DirectoryEntry? Responder(EscalatingItem item, Roster roster) =>
        roster.Find(item.ResponderId) ?? (item.Service is { } service ? roster.For(service) : roster.Coordinator());

    private static DirectoryEntry? Backup(EscalatingItem item, Roster roster)
    {
        if (roster.Find(item.BackupId) is { OnLeave: false } named) return named;
        var responder = roster.Find(item.ResponderId);
        if (item.Service is { } service) return responder is null ? roster.For(service) : roster.BackupFor(responder, service);
        return responder is null ? roster.Coordinator() : roster.CoordinatorBackup(responder);
    }
}
