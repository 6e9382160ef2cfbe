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
        var days = Circumstances.DaysToReport(c.ReceivedAt, report.LastTime, classified?.HappenedOn);
        var isFirst = incident.Number == 1;
        var relation = classified is { PerpetratorRelation: not PerpetratorRelation.NotStated } ? classified.PerpetratorRelation : FactCodes.RelationOf((incident.Report ?? report).Relation);
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
            Domestic = classified?.Domestic ?? Family.IsDomestic(FactCodes.AnswerOf(relation)),
            Context = [.. (classified?.Context ?? []).Select(Codes.Parse<IncidentContext>).OfType<IncidentContext>()],
            Place = Codes.Parse<IncidentPlace>(classified?.Place) ?? IncidentPlace.NotStated,
            Relation = relation,
            Delay = Circumstances.DelayOf(days, report.LastTime),
            EarlierIncidents = read.Incidents.Count > 1 || report.DangerSigns.Contains(DangerSign.Repeats),
            DaysToHealth = classified?.CoreType == CoreType.Rape ? Circumstances.DaysToHealth(c.ReceivedAt, days, FirstReferralToHealth(read)) : null,
            Flags = isFirst ? Circumstances.FlagsOf(report) : [],
            Sex = classified is { Sex: not Sex.NotStated } ? classified.Sex : report.Sex,
            Age = classified is { Age: not AgeBand.Unknown } ? classified.Age : FactCodes.BandOf(report.Age),
            PerpetratorSex = classified?.PerpetratorSex ?? Sex.NotStated,
            Details = classified?.Details,
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

    private static DateTimeOffset? FirstReferralToHealth(CasePartition read) =>
        read.Items.Where(i => i.Kind == ItemKind.Referral && i.Service == Service.Health).Select(i => (DateTimeOffset?)i.CreatedAt).Min();

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
