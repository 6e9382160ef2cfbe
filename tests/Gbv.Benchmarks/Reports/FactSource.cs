using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Benchmarks.Reports;

/// <summary>
/// Made-up facts of the two years up to a month in a province of 124 communes (as many as Vĩnh Long has since 2025), the same
/// every time. One in fifty cases stays open; the others are closed within two months.
/// </summary>
internal static class FactSource
{
    public static IReadOnlyList<(CommuneCode Code, string Name)> Areas { get; } =
        [.. Enumerable.Range(1, 124).Select(n => (new CommuneCode(string.Create(CultureInfo.InvariantCulture, $"xa-{n:000}")), string.Create(CultureInfo.InvariantCulture, $"xã {n}")))];

    /// <param name="months">Over how many months, ending with this one, they are spread.</param>
    public static IEnumerable<CaseFact> Until(Period month, int count, int months = 24)
    {
        var until = month.Until.ToUniversalTime();
        var first = month;
        for (var m = 1; m < months; m++) first = first.Previous();
        var span = until - first.From;
        return Enumerable.Range(0, count).Select(n => Fact(n, until - span * ((n + 1.0) / (count + 1)), until));
    }

    private static CaseFact Fact(int n, DateTimeOffset received, DateTimeOffset until)
    {
        var closed = n % 50 != 0 && received.AddDays(n % 60) < until;
        return new CaseFact
        {
            Key = Key("incident", n),
            CaseKey = Key("case", n),
            HouseholdKey = n % 5 == 0 ? Key("household", n / 10) : null,
            Commune = Areas[n % Areas.Count].Code,
            Incident = 1,
            ReceivedAt = received,
            Journey = (Journey)(n % 2),
            Reporter = (ReporterRole)(n % 4),
            Channel = (Channel)(n % 7),
            Urgency = (Urgency)(n % 3),
            CoreType = (CoreType)(n % 7),
            Forms = n % 7 == 0 ? [] : [(ViolenceForm)(n % 4)],
            Domestic = (n % 5) switch { 0 => false, 1 => null, _ => true },
            Sex = n % 6 == 0 ? Sex.Male : Sex.Female,
            Age = (AgeBand)(n % 9),
            PerpetratorSex = n % 8 == 0 ? Sex.NotStated : Sex.Male,
            Details = n % 4 == 0 ? null : new()
            {
                Time = (TimeOfDay)(n % 4),
                Marital = (MaritalStatus)(n % 5),
                Displacement = (Displacement)(n % 7),
                Perpetrators = (PerpetratorCount)(n % 5),
                PerpetratorAge = (PerpetratorAge)(n % 7),
                PerpetratorOccupation = (PerpetratorOccupation)(n % 12),
            },
            Measures = n % 9 == 0 ? [Measure.NoContact] : [],
            State = closed ? CaseState.Closed : CaseState.FollowUp,
            Closure = closed ? (ClosureReason)(n / 4 % 7) : null,
            ClosedAt = closed ? received.AddDays(n % 60) : null,
            TriagedAt = received.AddHours(n % 13 + 0.3),
            FirstAcceptedAt = n % 3 == 0 ? null : received.AddHours(n % 17 + 2),
            FirstServiceAt = n % 2 == 0 ? null : received.AddHours(n % 50 + 9),
            Referrals = [Referral(received, n), Referral(received, n + 3)],
        };
    }

    private static ReferralFact Referral(DateTimeOffset received, int n) =>
        new((Service)(n % 10), (ItemState)(n % 10), received.AddHours(1), n % 3 == 0 ? null : received.AddHours(n % 17 + 2), received.AddHours(12), n % 2 == 1);

    /// <summary>As long as the keyed MACs of real facts.</summary>
    private static string Key(string kind, int n) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind}{n}"))).AsSpan(0, 16));
}
