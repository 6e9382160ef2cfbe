using Gbv.Domain.Directory;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>Whom a report must never reach: exclusion outranks law, consent and urgency (domain §3 "Who must not be told", design §5).</summary>
public static class Exclusions
{
    /// <summary>The offices that the answers exclude, the ones that follow from "to the province" and "works at this unit" included.</summary>
    public static IReadOnlySet<Office> Of(Report report)
    {
        var offices = report.NotToBeTold.ToHashSet();
        if (report.ToProvince)
        {
            offices.Add(Office.CommuneOffice);
            // The danger form has one tick for both: "người đó làm ở công an xã hoặc UBND xã: gửi lên tỉnh".
            if (report.Journey == Journey.Danger) offices.Add(Office.Police);
        }
        if (report.ReportedBy is { WorksAtThisUnit: YesNo.Yes } reporter)
        {
            offices.UnionWith(UnitOf(reporter));
            // T4: "có" sends the report to the province instead.
            offices.Add(Office.CommuneOffice);
        }
        return offices;
    }

    /// <summary>
    /// Whether this entry belongs to an excluded office. The commune office is also known by what it does, so that a wrong
    /// office in the directory cannot let its coordinator, child protection, social work, legal aid or Chairman through; likewise the police.
    /// </summary>
    public static bool Cover(this IReadOnlySet<Office> excluded, DirectoryEntry entry)
    {
        if (excluded.Contains(entry.Office)) return true;
        if (entry.Commune.IsProvince) return false;
        if (excluded.Contains(Office.Police) && entry.Services.Contains(Service.Police)) return true;
        return excluded.Contains(Office.CommuneOffice)
            && (entry.Roles.Any(r => r is DirectoryRole.Coordinator or DirectoryRole.StandIn or DirectoryRole.Chairman)
                || entry.Services.Any(s => s is Service.ChildProtection or Service.SocialWork or Service.LegalAid));
    }

    private static IEnumerable<Office> UnitOf(ThirdParty reporter)
    {
        switch (reporter.Role)
        {
            case ReporterRole.TeacherOrSchoolCounsellor: yield return Office.School; break;
            case ReporterRole.HealthWorker: yield return Office.HealthStation; break;
            case ReporterRole.HamletHeadOrFront: yield return Office.Community; break;
            // An official may sit in the commune office or with its police; the answer does not tell, so both are left out.
            case ReporterRole.Official: yield return Office.Police; break;
        }
        switch (reporter.Channel)
        {
            case Channel.Police: yield return Office.Police; break;
            case Channel.School: yield return Office.School; break;
            case Channel.HealthStation: yield return Office.HealthStation; break;
            case Channel.Hamlet: yield return Office.Community; break;
        }
    }
}
