using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Referrals;

/// <summary>From a case to its coded facts: all that reports ever see (design §4 "Case facts").</summary>
public static class FactProjection
{
    public static IReadOnlyList<CaseFact> Of(CasePartition read, KeyRing keys)
    {
        var caseKey = Key(keys, "case", read.Id.Value);
        return [.. read.Incidents.Select(i => Fact(read, i, caseKey, keys))];
    }

    private static CaseFact Fact(CasePartition read, Incident incident, string caseKey, KeyRing keys)
    {
        var (c, report, classified) = (read.Case, read.Report, incident.Classification);
        var told = Told(c.ReceivedAt, report.LastTime, classified?.HappenedOn);
        var isFirst = incident.Number == 1;
        return new()
        {
            Key = KeyOf(keys, read.Id, incident.Number),
            CaseKey = caseKey,
            HouseholdKey = c.Household is { } group ? Key(keys, "household", group) : null,
            // An office that must not know would see the case in its own monthly count: it counts where it was sent.
            Commune = Exclusions.Of(report).Contains(Office.CommuneOffice) ? CommuneCode.Province : c.Commune,
            Incident = incident.Number,
            ReceivedAt = c.ReceivedAt,
            Journey = c.Journey,
            Reporter = report.ReportedBy?.Role ?? ReporterRole.Survivor,
            Channel = report.ReportedBy?.Channel ?? Channel.Web,
            Urgency = c.Urgency,
            CoreType = classified?.CoreType ?? CoreType.Unclassified,
            Forms = classified?.Forms ?? [],
            Domestic = classified?.Domestic ?? Family.IsDomestic(report.Relation),
            Context = [.. (classified?.Context ?? []).Select(Codes.Parse<IncidentContext>).OfType<IncidentContext>()],
            Place = Codes.Parse<IncidentPlace>(classified?.Place) ?? IncidentPlace.NotStated,
            Relation = report.Relation,
            Delay = DelayOf(told, report.LastTime),
            EarlierIncidents = read.Incidents.Count > 1 || report.DangerSigns.Contains(DangerSign.Repeats),
            DaysToHealth = classified?.CoreType == CoreType.Rape ? DaysToHealth(read, told) : null,
            Flags = isFirst ? Flags(report) : [],
            Sex = classified is { Sex: not Sex.NotStated } ? classified.Sex : report.Sex,
            Age = classified is { Age: not AgeBand.Unknown } ? classified.Age : FactCodes.BandOf(report.Age),
            PerpetratorSex = classified?.PerpetratorSex ?? Sex.NotStated,
            Measures = isFirst ? [.. read.Items.SelectMany(i => i.Measures).Distinct()] : [],
            State = c.State,
            Closure = c.Closure,
            TriagedAt = isFirst ? c.TriagedAt : null,
            FirstAcceptedAt = isFirst ? c.FirstAcceptedAt : null,
            FirstServiceAt = isFirst ? c.FirstServiceAt : null,
            ClosedAt = c.State == CaseState.Closed ? c.ClosedAt : null,
            Referrals = isFirst ? [.. read.Items.Where(i => i.Kind == ItemKind.Referral).Select(Referral)] : [],
        };
    }

    /// <summary>At most so many days from the incident to the report: the day where triage knows it, else what the page's answer allows.</summary>
    private static int? Told(DateTimeOffset receivedAt, LastTime lastTime, DateOnly? happenedOn) => happenedOn is { } day
        ? Math.Max(0, receivedAt.VietnamDate().DayNumber - day.DayNumber)
        : lastTime switch
        {
            LastTime.TodayOrYesterday => 1,
            LastTime.Within3Days => 3,
            LastTime.Within5Days => 5,
            LastTime.ThisMonth => 30,
            _ => null,
        };

    private static ReportDelay DelayOf(int? days, LastTime lastTime) => days switch
    {
        <= 3 => ReportDelay.UpTo3Days,
        <= 5 => ReportDelay.UpTo5Days,
        <= 30 => ReportDelay.UpTo30Days,
        > 30 => ReportDelay.Over30Days,
        null => lastTime == LastTime.LongerAgo ? ReportDelay.Over30Days : ReportDelay.NotStated,
    };

    /// <summary>In Vietnamese days, because the hour of the incident is seldom known.</summary>
    private static int? DaysToHealth(CasePartition read, int? told)
    {
        var first = read.Items.Where(i => i.Kind == ItemKind.Referral && i.Service == Service.Health).Select(i => (DateTimeOffset?)i.CreatedAt).Min();
        return first is { } referred && told is { } days ? days + Math.Max(0, referred.VietnamDate().DayNumber - read.Case.ReceivedAt.VietnamDate().DayNumber) : null;
    }

    private static IReadOnlyList<PersonFlag> Flags(Report report) =>
    [
        .. report.Needs.Contains(Need.Disability) ? (PersonFlag[])[PersonFlag.Disability] : [],
        .. report.Needs.Contains(Need.Interpreter) ? (PersonFlag[])[PersonFlag.Interpreter] : [],
        .. report.DangerSigns.Contains(DangerSign.Pregnant) ? (PersonFlag[])[PersonFlag.Pregnant] : [],
        .. report.Needs.Contains(Need.InfantUnder36Months) ? (PersonFlag[])[PersonFlag.InfantUnder36Months] : [],
    ];

    private static ReferralFact Referral(WorkItem item) =>
        new(item.Service!.Value, item.State, item.CreatedAt, item.AcceptedAt, item.Deadline, item.ServicesGiven.Count > 0);

    public static string KeyOf(KeyRing keys, CaseId id, int incident) => Key(keys, "incident", id.Value, incident.ToString(CultureInfo.InvariantCulture));

    /// <summary>The rows that older fact keys gave the same facts.</summary>
    public static IReadOnlyList<string> OlderKeysOf(KeyRing keys, CaseId id, IEnumerable<int> incidents) =>
        [.. incidents.SelectMany(n => keys.Macs(KeyName.Fact, "incident", id.Value, n.ToString(CultureInfo.InvariantCulture)).Skip(1)).Select(Short)];

    private static string Short(byte[] mac) => Convert.ToHexStringLower(mac.AsSpan(0, 16));

    private static string Key(KeyRing keys, params ReadOnlySpan<string> parts) =>
        Short(keys.Mac(KeyName.Fact, parts));
}
