using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Tests.Registers;

public sealed class GoLiveRuleTests
{
    private static readonly Area Ready = new() { Code = Rows.CaiNhum, Name = "xã Cái Nhum", DutyNumber = "0270 000 2000" };

    [Fact]
    public void A_commune_with_all_of_it_may_go_live() => Assert.Empty(GoLiveRule.Missing(Rows.CaiNhum, Ready, People()));

    [Theory]
    [InlineData("coordinator", "chưa có người điều phối")]
    [InlineData("stand-in", "chưa có người thay người điều phối")]
    [InlineData("health-1 health-2", "chưa có người phụ trách y tế")]
    [InlineData("police-1 police-2", "chưa có người phụ trách công an")]
    [InlineData("child-1 child-2", "chưa có người phụ trách bảo vệ trẻ em")]
    [InlineData("health-2", "chưa có người thay cùng phụ trách y tế")]
    [InlineData("police-2", "chưa có người thay cùng phụ trách công an")]
    [InlineData("child-2", "chưa có người thay cùng phụ trách bảo vệ trẻ em")]
    public void Without_somebody_it_says_who_is_missing(string gone, string said)
    {
        var missing = GoLiveRule.Missing(Rows.CaiNhum, Ready, [.. People().Where(p => !gone.Split(' ').Contains(p.Id))]);

        Assert.Contains(missing, m => m.Vi.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_number_on_duty_it_may_not() => Assert.Contains("số trực", Assert.Single(GoLiveRule.Missing(Rows.CaiNhum, Ready with { DutyNumber = " " }, People())).Vi, StringComparison.Ordinal);

    [Fact]
    public void The_coordinator_is_no_stand_in_for_herself() =>
        Assert.NotEmpty(GoLiveRule.Missing(Rows.CaiNhum, Ready, [.. People().Where(p => p.Id is not ("coordinator" or "stand-in")), Person("coordinator", [DirectoryRole.Coordinator, DirectoryRole.StandIn])]));

    [Fact]
    public void The_province_needs_no_number_and_no_health_station_of_its_own()
    {
        var province = new Area { Code = CommuneCode.Province, Name = "tỉnh Vĩnh Long" };

        Assert.Empty(GoLiveRule.Missing(province.Code, province, [.. People().Where(p => !p.Id.StartsWith("health", StringComparison.Ordinal))]));
        Assert.Equal(2, GoLiveRule.Missing(province.Code, province, [.. People().Where(p => p.Id is not ("stand-in" or "police-2"))]).Count);
    }

    private static DirectoryEntry[] People() =>
    [
        Person("coordinator", [DirectoryRole.Coordinator]), Person("stand-in", [DirectoryRole.StandIn]),
        .. Pair("health", Service.Health), .. Pair("police", Service.Police), .. Pair("child", Service.ChildProtection),
    ];

    private static DirectoryEntry[] Pair(string name, Service service) =>
        [Person(name + "-1", [], service, name + "-2"), Person(name + "-2", [], service, name + "-1")];

    private static DirectoryEntry Person(string id, DirectoryRole[] roles, Service? service = null, string? backup = null) => new()
    {
        Id = id,
        Commune = Rows.CaiNhum,
        Name = id,
        Unit = "Đơn vị",
        Office = Office.CommuneOffice,
        Email = id + "@example.org",
        Roles = roles,
        Services = service is { } s ? [s] : [],
        BackupId = backup,
    };
}
