using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>How urgent the answers are (domain §3 "Urgency"). Staff may raise it; lowering it needs a reason.</summary>
public static class UrgencyRule
{
    /// <summary>Each of these alone makes a report immediate.</summary>
    public static readonly IReadOnlyList<(string Reason, Func<Report, bool> Holds)> ImmediateReasons =
    [
        ("danger-now", IsDangerNow),
        ("injured-now", r => Has(r, DangerSign.InjuredNow)),
        ("self-harm", r => Has(r, DangerSign.SelfHarmThoughts)),
        ("child-sexual-violence", IsChildSexualViolence),
        ("rape-within-120-hours", IsRapeWithin120Hours),
    ];

    /// <summary>One of these beside "it repeats" makes a report high.</summary>
    public static readonly IReadOnlyList<DangerSign> Aggravating =
    [
        DangerSign.GettingWorse, DangerSign.Strangled, DangerSign.ThreatToKill, DangerSign.Weapon,
        DangerSign.Pregnant, DangerSign.ChildHarmed, DangerSign.LeavingNow,
    ];

    public static Urgency Of(Report report)
    {
        if (ImmediateReasons.Any(r => r.Holds(report))) return Urgency.Immediate;
        return Has(report, DangerSign.Repeats) && Aggravating.Any(sign => Has(report, sign)) ? Urgency.High : Urgency.Normal;
    }

    /// <summary>The danger form says so by itself; elsewhere the first question does. It also stands for "attack going on or life at risk".</summary>
    public static bool IsDangerNow(Report report) => report.Journey == Journey.Danger || report.Safety == SafetyNow.Danger;

    public static bool IsChildSexualViolence(Report report) =>
        report.Age == AgeAnswer.Under16 && (Has(report, Happening.ForcedSex) || Has(report, Happening.UnwantedTouch));

    /// <summary>72 hours for HIV prophylaxis, 120 for emergency contraception: the longer of the two clocks.</summary>
    public static bool IsRapeWithin120Hours(Report report) =>
        Has(report, Happening.ForcedSex)
        && report.LastTime is (LastTime.TodayOrYesterday or LastTime.Within3Days or LastTime.Within5Days);

    private static bool Has(Report report, DangerSign sign) => report.DangerSigns.Contains(sign);

    private static bool Has(Report report, Happening happening) => report.Happenings.Contains(happening);
}
