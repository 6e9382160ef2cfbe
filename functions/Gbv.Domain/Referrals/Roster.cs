using Gbv.Domain.Directory;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>
/// The people of a directory who may know of one report: every choice of a person goes through here, so that nobody of an
/// excluded office, and nobody who declared a conflict, can be picked as responder, backup, approver or escalation.
/// </summary>
public sealed class Roster
{
    private readonly IReadOnlyList<DirectoryEntry> commune;
    private readonly IReadOnlyList<DirectoryEntry> province;
    private readonly bool communeOfficeExcluded;

    public Roster(CommuneDirectory directory, IReadOnlySet<Office> excluded, IReadOnlySet<string>? conflicted = null)
    {
        var allowed = directory.Entries.Where(e => !e.OnlyWatches && !excluded.Cover(e) && conflicted?.Contains(e.Id) != true).ToList();
        commune = [.. allowed.Where(e => !e.Commune.IsProvince && e.Commune == directory.Commune.Code)];
        province = [.. allowed.Where(e => e.Commune.IsProvince)];
        communeOfficeExcluded = excluded.Contains(Office.CommuneOffice);
    }

    private Roster(IReadOnlyList<DirectoryEntry> commune, IReadOnlyList<DirectoryEntry> province, bool communeOfficeExcluded) =>
        (this.commune, this.province, this.communeOfficeExcluded) = (commune, province, communeOfficeExcluded);

    /// <summary>
    /// Those of them who may be asked for one item. The police hear of what they are asked for and of nothing else: a duty officer or
    /// last resort who is of the police would bring them what she kept from them. What is decided without the commune office is decided
    /// in the province alone (domain §3).
    /// </summary>
    /// <param name="service">Null: somebody is to decide about the whole case.</param>
    public Roster ForItem(Service? service) => new(
        service is null && communeOfficeExcluded ? [] : [.. commune.Where(e => MayBeAsked(e, service))],
        [.. province.Where(e => MayBeAsked(e, service))], communeOfficeExcluded);

    /// <summary>Everybody who may know: the commune's people first, then the province's.</summary>
    public IEnumerable<DirectoryEntry> Everybody => commune.Concat(province);

    public DirectoryEntry? Find(string? id) => id is null ? null : Everybody.FirstOrDefault(e => e.Id == id);

    /// <summary>Who gives this service: in the commune, else in the province; present people before those on leave.</summary>
    public DirectoryEntry? For(Service service) =>
        Present(Giving(service).Select(e => Attending(e, service))) ?? Giving(service).FirstOrDefault();

    /// <summary>The one who steps in for this service: the entry's own backup, else another who gives it.</summary>
    public DirectoryEntry? BackupFor(DirectoryEntry responder, Service service) =>
        OwnBackup(responder) ?? Present(Giving(service).Where(e => e.Id != responder.Id)) ?? Giving(service).FirstOrDefault(e => e.Id != responder.Id);

    /// <summary>All who give this service and may know, for the coordinator's choice.</summary>
    public IEnumerable<DirectoryEntry> Giving(Service service) => Everybody.Where(e => e.Services.Contains(service));

    /// <summary>Who decides: the coordinator or who stands in; of the province where the commune office is left out. Falls through to anybody rather than to nobody.</summary>
    public DirectoryEntry? Coordinator() => Deciders().FirstOrDefault();

    /// <summary>Who steps in for the coordinator.</summary>
    public DirectoryEntry? CoordinatorBackup(DirectoryEntry coordinator) => OwnBackup(coordinator) ?? Deciders().FirstOrDefault(e => e.Id != coordinator.Id);

    /// <summary>The officer on duty; where the commune names none, the stand-in.</summary>
    public DirectoryEntry? Duty() =>
        InRole(commune, DirectoryRole.Duty) ?? InRole(commune, DirectoryRole.StandIn) ?? InRole(province, DirectoryRole.Duty) ?? InRole(province, DirectoryRole.StandIn);

    /// <summary>Whoever answers for the province.</summary>
    public DirectoryEntry? ProvinceCoordinator() => ProvinceDeciders().FirstOrDefault();

    /// <summary>The second person for a closing: the stand-in, never who closed.</summary>
    public DirectoryEntry? Confirmer(string closerId) =>
        Present(Everybody.Where(e => e.Id != closerId && e.Roles.Contains(DirectoryRole.StandIn))) ?? Deciders().FirstOrDefault(e => e.Id != closerId);

    /// <summary>Who may approve involving the police without consent: named persons other than the coordinator.</summary>
    public IReadOnlyList<DirectoryEntry> Approvers(string coordinatorId)
    {
        var others = Everybody.Where(e => e.Id != coordinatorId).ToList();
        List<DirectoryEntry> named = [.. others.Where(e => e.Roles.Any(r => r is DirectoryRole.Approver or DirectoryRole.Chairman))];
        return named.Count > 0 ? named : [.. others.Where(e => e.Roles.Any(r => r is DirectoryRole.StandIn or DirectoryRole.Coordinator))];
    }

    public DirectoryEntry? Chairman() => commune.FirstOrDefault(e => e.Roles.Contains(DirectoryRole.Chairman));

    /// <summary>The police are also known by what they give, as in <see cref="Exclusions"/>; whoever leads cases is asked as the one who leads them.</summary>
    private static bool MayBeAsked(DirectoryEntry entry, Service? service) =>
        service == Service.Police || !(entry.Office == Office.Police || entry.Services.Contains(Service.Police))
        || (service is { } other && entry.Services.Contains(other))
        || entry.Roles.Any(r => r is DirectoryRole.Coordinator or DirectoryRole.StandIn);

    /// <summary>The entry itself, or its backup while it is on leave.</summary>
    private DirectoryEntry Attending(DirectoryEntry entry, Service service)
    {
        if (!entry.OnLeave) return entry;
        var backup = OwnBackup(entry);
        return backup is not null && (backup.Services.Contains(service) || backup.Office == entry.Office) ? backup : entry;
    }

    private DirectoryEntry? OwnBackup(DirectoryEntry entry)
    {
        var seen = new HashSet<string> { entry.Id };
        for (var next = Find(entry.BackupId); next is not null && seen.Add(next.Id); next = Find(next.BackupId))
            if (!next.OnLeave) return next;
        return null;
    }

    /// <summary>Best first. Without the commune office the province decides alone; otherwise the last resort is whoever is left.</summary>
    private IEnumerable<DirectoryEntry> Deciders()
    {
        List<DirectoryEntry> named = communeOfficeExcluded ? [] : [.. Named(commune)];
        List<DirectoryEntry> above = [.. Named(province)];
        IEnumerable<DirectoryEntry> best = [.. Here(named), .. Here(above), .. named, .. above, .. PresentFirst(province)];
        return (communeOfficeExcluded ? best : best.Concat(PresentFirst(commune))).DistinctBy(e => e.Id);
    }

    /// <summary>The coordinator (while on leave: the own backup first), then the stand-in.</summary>
    private IEnumerable<DirectoryEntry> Named(IReadOnlyList<DirectoryEntry> entries) =>
    [
        .. WithRole(entries, DirectoryRole.Coordinator).SelectMany(c => c.OnLeave && OwnBackup(c) is { } backup ? new[] { backup, c } : [c]),
        .. WithRole(entries, DirectoryRole.StandIn),
    ];

    private IEnumerable<DirectoryEntry> ProvinceDeciders() =>
        Here(Named(province)).Concat(Here(WithRole(province, DirectoryRole.Duty))).Concat(Named(province)).Concat(PresentFirst(province)).DistinctBy(e => e.Id);

    private static DirectoryEntry? InRole(IReadOnlyList<DirectoryEntry> entries, DirectoryRole role) => Present(WithRole(entries, role));

    private static IEnumerable<DirectoryEntry> WithRole(IEnumerable<DirectoryEntry> entries, DirectoryRole role) => entries.Where(e => e.Roles.Contains(role));

    private static IEnumerable<DirectoryEntry> PresentFirst(IEnumerable<DirectoryEntry> entries) => entries.OrderBy(e => e.OnLeave);

    private static IEnumerable<DirectoryEntry> Here(IEnumerable<DirectoryEntry> entries) => entries.Where(e => !e.OnLeave);

    private static DirectoryEntry? Present(IEnumerable<DirectoryEntry> entries) => entries.FirstOrDefault(e => !e.OnLeave);
}
