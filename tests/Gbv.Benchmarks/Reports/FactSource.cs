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
/// Made-up facts of one month in a province of 124 communes (as many as Vĩnh Long has since 2025), the same every time: the
/// heaviest case for a build, because every one of them counts in every table.
/// </summary>
internal static class FactSource
{
    public static IReadOnlyList<(CommuneCode Code, string Name)> Areas { get; } =
        [.. Enumerable.Range(1, 124).Select(n => (new CommuneCode(string.Create(CultureInfo.InvariantCulture, $"xa-{n:000}")), string.Create(CultureInfo.InvariantCulture, $"xã {n}")))];

    public static IEnumerable<CaseFact> Month(Period month, int count) => Enumerable.Range(0, count).Select(n => Fact(month, n, count));

    private static CaseFact Fact(Period month, int n, int count)
    {
        var received = month.From.ToUniversalTime() + (month.Until - month.From) * ((double)n / count);
        var closed = n % 4 == 0;
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
            Measures = n % 9 == 0 ? [Measure.NoContact] : [],
            State = closed ? CaseState.Closed : CaseState.FollowUp,
            Closure = closed ? (ClosureReason)(n / 4 % 7) : null,
            ClosedAt = closed ? received.AddHours(60) : null,
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
