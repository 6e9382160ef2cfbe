using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

internal static class FactBuilder
{
    public static readonly CommuneCode CaiNhum = new("cai-nhum");
    public static readonly Period October = Period.Month(2026, 10);
    public static readonly DateTimeOffset InNovember = new(2026, 11, 3, 1, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Vn(int month, int day, int hour = 9, int minute = 0) => new(2026, month, day, hour, minute, 0, VietnamTime.Offset);

    public static CaseFact AFact(string key, string? caseKey = null, int incident = 1) => new()
    {
        Key = key,
        CaseKey = caseKey ?? "case-" + key,
        Commune = CaiNhum,
        Incident = incident,
        ReceivedAt = Vn(10, 10),
        Journey = Journey.Person,
        Reporter = ReporterRole.Survivor,
        Channel = Channel.Web,
        Urgency = Urgency.Normal,
        CoreType = CoreType.Unclassified,
        State = CaseState.Received,
    };

    public static ReferralFact AReferral(Service service, ItemState state, DateTimeOffset? accepted = null, DateTimeOffset? deadline = null, bool given = false) =>
        new(service, state, Vn(10, 10), accepted, deadline ?? Vn(10, 11), given);

    public static PeriodReport Build(params CaseFact[] facts) => ReportBuilder.Build(new ReportInput(October, CaiNhum, facts, InNovember));
}
