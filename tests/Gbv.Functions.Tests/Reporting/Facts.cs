using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Indicators;
using Gbv.Domain.Referrals;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>Facts and reports for tests: a month with something in every table.</summary>
internal static class Facts
{
    public static readonly CommuneCode CaiNhum = new("cai-nhum");
    public static readonly Period October = Period.Month(2026, 10);
    public static readonly DateTimeOffset InNovember = new(2026, 11, 3, 1, 0, 0, TimeSpan.Zero);

    public static CaseFact AFact(string key, DateTimeOffset? received = null, CommuneCode? commune = null) => new()
    {
        Key = key,
        CaseKey = "case-" + key,
        Commune = commune ?? CaiNhum,
        Incident = 1,
        ReceivedAt = received ?? new DateTimeOffset(2026, 10, 10, 2, 0, 0, TimeSpan.Zero),
        Journey = Journey.Person,
        Reporter = ReporterRole.Survivor,
        Channel = Channel.Web,
        Urgency = Urgency.Normal,
        CoreType = CoreType.Unclassified,
        State = CaseState.Received,
    };

    /// <summary>Sixty persons with codes that go round, the same every time.</summary>
    public static IReadOnlyList<CaseFact> AMonth() =>
    [
        .. Enumerable.Range(0, 60).Select(n => AFact($"f{n:00}", October.From.AddHours(11 * n)) with
        {
            Channel = (Channel)(n % 7),
            CoreType = (CoreType)(n % 7),
            Forms = n % 7 == 0 ? [] : [(ViolenceForm)(n % 4)],
            Domestic = (n % 5) switch { 0 => false, 1 => null, _ => true },
            Sex = n % 6 == 0 ? Sex.Male : Sex.Female,
            Age = (AgeBand)(n % 9),
            PerpetratorSex = n % 8 == 0 ? Sex.NotStated : Sex.Male,
            Details = n % 4 == 0 ? null : new()
            {
                Time = (TimeOfDay)(n % 4), Marital = (MaritalStatus)(n % 5), Displacement = (Displacement)(n % 7),
                Perpetrators = (PerpetratorCount)(n % 5), PerpetratorAge = (PerpetratorAge)(n % 7), PerpetratorOccupation = (PerpetratorOccupation)(n % 12),
            },
            Measures = n % 9 == 0 ? [Measure.NoContact] : [],
            State = (n % 4) switch { 0 => CaseState.Closed, 1 => CaseState.FollowUp, _ => CaseState.Open },
            Closure = n % 4 == 0 ? (ClosureReason)(n / 4 % 7) : null,
            ClosedAt = n % 4 == 0 ? October.From.AddHours(11 * n + 60) : null,
            TriagedAt = October.From.AddHours(11 * n + n % 13 + 0.3),
            FirstAcceptedAt = n % 3 == 0 ? null : October.From.AddHours(11 * n + n % 17 + 2),
            FirstServiceAt = n % 2 == 0 ? null : October.From.AddHours(11 * n + n % 50 + 9),
            Referrals =
            [
                new ReferralFact((Service)(n % 10), (ItemState)(n % 10), October.From.AddHours(11 * n + 1), n % 3 == 0 ? null : October.From.AddHours(11 * n + n % 17 + 2), October.From.AddHours(11 * n + 12), n % 2 == 1),
            ],
        }),
    ];

    public static ReportDocument Document(DateTimeOffset? now = null, CommuneCode? area = null, IReadOnlyList<CaseFact>? facts = null, string name = "xã Cái Nhum", Period? period = null)
    {
        var input = new ReportInput(period ?? October, area ?? CaiNhum, facts ?? AMonth(), now ?? InNovember, [(CaiNhum, "xã Cái Nhum"), (new CommuneCode("nhon-phu"), "xã Nhơn Phú")]);
        var t = Texts.For(Texts.Vietnamese);
        var issuer = new Area { Code = area ?? CaiNhum, Name = name };
        var report = ReportBuilder.Build(input);
        if (PlanBlock.BelongsTo(input.Period))
        {
            var registers = new CommuneRegisters(input.Area, name, [PlanTasks.Row(PlanTasks.All[1])]);
            report = PlanBlock.AddTo(report, PlanModels.Commune(new IndicatorInput(registers, [.. input.Incidents.Select(i => i.Incident)], input.Period.FirstDay, input.Period.LastDay)));
        }

        return new ReportDocument(report, name, t)
        {
            Letter = issuer.Code.IsProvince ? Letterhead.OfProvince(issuer, input.Period, t) : Letterhead.OfCommune(issuer, "Nguyễn Văn A", input.Period, t),
        };
    }
}
