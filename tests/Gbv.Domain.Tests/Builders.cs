using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Tests;

/// <summary>Reports with harmless defaults; a test says only what it is about.</summary>
internal static class A
{
    public static readonly CommuneCode Commune = new("cai-nhum");
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    public static Report Report => new() { Journey = Journey.Person, Commune = Commune, Age = AgeAnswer.From25To39, Safety = SafetyNow.Safe };

    public static Report Child => Report with { Age = AgeAnswer.Under16 };

    public static Report Witness => Report with { Journey = Journey.Witness, ReportedBy = new ThirdParty { Role = ReporterRole.NeighbourOrWitness } };

    public static Report DangerForm => Report with { Journey = Journey.Danger, Age = AgeAnswer.NotStated, Safety = null, Place = "Ấp 3, sau chợ" };

    public static Report ByTeacher(RecordedConsent consent = RecordedConsent.NotAsked, YesNo worksHere = YesNo.No) => Report with
    {
        Journey = Journey.Professional,
        ReportedBy = new ThirdParty { Role = ReporterRole.TeacherOrSchoolCounsellor, Consent = consent, WorksAtThisUnit = worksHere },
    };

    public static Report InDanger(this Report report) => report with { Safety = SafetyNow.Danger };

    public static Report With(this Report report, params Happening[] happenings) => report with { Happenings = happenings };

    public static Report With(this Report report, params DangerSign[] signs) => report with { DangerSigns = signs };

    public static Report Wishing(this Report report, params HelpWish[] wishes) => report with { Wishes = wishes };

    public static Report NotTelling(this Report report, params Office[] offices) => report with { NotToBeTold = offices };

    public static RoutingPlan Routed(this Report report, CommuneDirectory? directory = null) => Router.Route(report, directory ?? TheDirectory.Full, Now);

    public static IReadOnlyList<Service> ServicesAsked(this Report report, CommuneDirectory? directory = null) =>
        [.. report.Routed(directory).Items.Where(i => i.Service is not null).Select(i => i.Service!.Value)];

    public static PlannedItem Triage(this RoutingPlan plan) => Assert.Single(plan.Items, i => i.Kind == ItemKind.Triage);

    public static PlannedItem For(this RoutingPlan plan, Service service) => Assert.Single(plan.Items, i => i.Service == service);
}

/// <summary>A commune that may go live, and its province.</summary>
internal static class TheDirectory
{
    public static readonly CommuneDirectory Full = Of(
        Entry("coordinator", Office.CommuneOffice, backup: "stand-in", roles: [DirectoryRole.Coordinator]),
        Entry("stand-in", Office.CommuneOffice, roles: [DirectoryRole.StandIn]),
        Entry("duty", Office.Police, roles: [DirectoryRole.Duty]),
        Entry("chairman", Office.CommuneOffice, roles: [DirectoryRole.Chairman]),
        Entry("child", Office.CommuneOffice, backup: "child-2", services: [Service.ChildProtection, Service.SocialWork]),
        Entry("child-2", Office.CommuneOffice, services: [Service.ChildProtection]),
        Entry("police", Office.Police, backup: "police-2", services: [Service.Police]),
        Entry("police-2", Office.Police, services: [Service.Police]),
        Entry("health", Office.HealthStation, backup: "health-2", services: [Service.Health]),
        Entry("health-2", Office.HealthStation, services: [Service.Health]),
        Entry("legal", Office.CommuneOffice, services: [Service.LegalAid]),
        Entry("women", Office.Community, services: [Service.CommunitySupport, Service.Livelihood]),
        Entry("school", Office.School, services: [Service.Education]),
        Province("p-coordinator", "p-stand-in", roles: [DirectoryRole.Coordinator]),
        Province("p-stand-in", roles: [DirectoryRole.StandIn]),
        Province("p-police", "p-police-2", services: [Service.Police]),
        Province("p-police-2", services: [Service.Police]),
        Province("p-child", "p-child-2", services: [Service.ChildProtection]),
        Province("p-child-2", services: [Service.ChildProtection]),
        Province("p-psychologist", services: [Service.Psychosocial]),
        Province("p-shelter", services: [Service.Shelter]),
        Province("p-hospital", services: [Service.Health]));

    public static readonly CommuneDirectory Empty = Of();

    public static CommuneDirectory Of(params DirectoryEntry[] entries) => new()
    {
        Commune = new Area { Code = A.Commune, Name = "xã Cái Nhum", DutyNumber = "0270 000 000" },
        Province = new Area { Code = CommuneCode.Province, Name = "tỉnh Vĩnh Long" },
        Entries = entries,
    };

    public static CommuneDirectory Without(params string[] ids) => Full with { Entries = [.. Full.Entries.Where(e => !ids.Contains(e.Id))] };

    public static CommuneDirectory OnLeave(params string[] ids) =>
        Full with { Entries = [.. Full.Entries.Select(e => e with { OnLeave = ids.Contains(e.Id) })] };

    public static DirectoryEntry Entry(string id, Office office, string? backup = null, DirectoryRole[]? roles = null, Service[]? services = null) => new()
    {
        Id = id,
        Commune = A.Commune,
        Name = id,
        Unit = "Bộ phận " + id,
        Office = office,
        Email = id + "@example.org",
        BackupId = backup,
        Roles = roles ?? [],
        Services = services ?? [],
    };

    public static DirectoryEntry Province(string id, string? backup = null, DirectoryRole[]? roles = null, Service[]? services = null) =>
        Entry(id, Office.Province, backup, roles, services) with { Commune = CommuneCode.Province };
}
