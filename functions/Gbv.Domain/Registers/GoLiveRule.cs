using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Registers;

/// <summary>
/// What a commune must have before reports may reach it (domain §1): coordinator and stand-in, a number on duty, and health,
/// police and child protection, each with a backup who answers for the same. The province, which steps in where an office of a commune
/// must not be told, needs a coordinator, police and child protection. Everything else may follow later.
/// </summary>
public static class GoLiveRule
{
    private static readonly Service[] NeededByProvince = [Service.Police, Service.ChildProtection];
    private static readonly Service[] Needed = [Service.Health, .. NeededByProvince];

    /// <summary>What is missing, in words; nothing: the area may go live.</summary>
    public static IReadOnlyList<Words> Missing(CommuneCode code, Area? area, IReadOnlyList<DirectoryEntry> people)
    {
        List<Words> missing = [];
        if (area is null) missing.Add(new("chưa có địa bàn", "the area itself"));
        if (!code.IsProvince && string.IsNullOrWhiteSpace(area?.DutyNumber)) missing.Add(new("chưa có số trực ngày đêm", "a number on duty day and night"));
        if (Named(people, DirectoryRole.Coordinator) is not { } coordinator) missing.Add(new("chưa có người điều phối", "a coordinator"));
        else if (!people.Any(p => p.Roles.Contains(DirectoryRole.StandIn) && p.Id != coordinator.Id)) missing.Add(new("chưa có người thay người điều phối", "a stand-in for the coordinator"));
        missing.AddRange((code.IsProvince ? NeededByProvince : Needed).SelectMany(s => Missing(s, people)));
        return missing;
    }

    private static IEnumerable<Words> Missing(Service service, IReadOnlyList<DirectoryEntry> people)
    {
        var (vi, en) = service switch
        {
            Service.Health => ("y tế", "health"),
            Service.Police => ("công an", "police"),
            _ => ("bảo vệ trẻ em", "child protection"),
        };
        var responders = people.Where(p => p.Services.Contains(service)).ToList();
        if (responders.Count == 0) yield return new($"chưa có người phụ trách {vi}", $"somebody for {en}");
        else if (!responders.Any(r => people.FirstOrDefault(p => p.Id == r.BackupId) is { } backup && backup.Id != r.Id && backup.Services.Contains(service)))
            yield return new($"người phụ trách {vi} chưa có người thay cùng phụ trách {vi}", $"a backup for {en} who answers for it too");
    }

    private static DirectoryEntry? Named(IReadOnlyList<DirectoryEntry> people, DirectoryRole role) => people.FirstOrDefault(p => p.Roles.Contains(role));
}
