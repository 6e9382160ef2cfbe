using Gbv.Domain.Directory;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>What each tick of P6 asks for, and what the page may offer at all.</summary>
public static class Wishes
{
    /// <summary>The services that answer a wish, the best first: counselling is psychosocial, else social work (domain §3 "From answers to codes").</summary>
    public static IReadOnlyList<Service> ServicesFor(HelpWish wish) => wish switch
    {
        HelpWish.Health => [Service.Health],
        HelpWish.Counselling => [Service.Psychosocial, Service.SocialWork],
        HelpWish.LegalAdvice => [Service.LegalAid],
        HelpWish.Shelter => [Service.Shelter],
        // Child protection beside it is the coordinator's decision.
        HelpWish.ChildAndSchool => [Service.Education],
        HelpWish.LivelihoodAndGoods => [Service.Livelihood],
        HelpWish.PeerSupport => [Service.CommunitySupport],
        _ => throw new ArgumentOutOfRangeException(nameof(wish), wish, null),
    };

    /// <summary>The wishes that somebody in the directory can answer without an excluded office.</summary>
    public static IReadOnlyList<HelpWish> Offered(Report report, CommuneDirectory directory)
    {
        var roster = new Roster(directory, Exclusions.Of(report));
        return [.. Enum.GetValues<HelpWish>().Where(w => ServicesFor(w).Any(s => roster.For(s) is not null))];
    }

    /// <summary>Whether the question about the police can be asked.</summary>
    public static bool PoliceOffered(Report report, CommuneDirectory directory) =>
        new Roster(directory, Exclusions.Of(report)).For(Service.Police) is not null;
}
