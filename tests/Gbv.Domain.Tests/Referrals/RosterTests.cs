using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Who may be picked at all.</summary>
public sealed class RosterTests
{
    private static readonly DirectoryEntry Watcher = TheDirectory.Province("p-watcher", roles: [DirectoryRole.DataProtection]);

    [Fact]
    public void Whoever_only_watches_who_reads_is_not_picked_even_where_nobody_else_is_left()
    {
        var roster = new Roster(TheDirectory.Of(Watcher), new HashSet<Office>());

        Assert.Empty(roster.Everybody);
        Assert.Null(roster.Coordinator());
        Assert.Null(roster.ProvinceCoordinator());
    }

    [Fact]
    public void Whoever_has_another_duty_as_well_is_picked_for_it()
    {
        var both = Watcher with { Roles = [DirectoryRole.DataProtection, DirectoryRole.Coordinator] };

        Assert.Equal(both, new Roster(TheDirectory.Of(both), new HashSet<Office>()).ProvinceCoordinator());
    }
}
