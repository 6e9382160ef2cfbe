using System.Net.Mail;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Directory;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Tests.SampleData;

public sealed class SampleDirectoryTests(AzuriteFixture azurite)
{
    private static IEnumerable<SampleArea> Communes => SampleDirectory.Areas.Where(a => !a.Area.Code.IsProvince);
    private static IEnumerable<DirectoryEntry> People => SampleDirectory.Areas.SelectMany(a => a.Entries);

    [Fact]
    public void Every_area_may_go_live()
    {
        Assert.All(SampleDirectory.Areas, a =>
        {
            Assert.NotNull(a.Area.DutyNumber);
            foreach (var role in new[] { DirectoryRole.Coordinator, DirectoryRole.StandIn, DirectoryRole.Duty, DirectoryRole.Approver, DirectoryRole.ReportRecipient })
                Assert.Contains(a.Entries, e => e.Roles.Contains(role));
        });
        Assert.All(Communes, a => Assert.NotEmpty(a.Area.Hamlets));
        Assert.All(Communes, a => Assert.Contains(a.Entries, e => e.Roles.Contains(DirectoryRole.Chairman)));
    }

    [Fact]
    public void Every_service_has_somebody_and_a_backup_of_the_same_office_in_each_commune_and_in_the_province()
    {
        foreach (var area in SampleDirectory.Areas)
            foreach (var service in Enum.GetValues<Service>())
            {
                var responder = area.Entries.First(e => e.Services.Contains(service));
                var backup = area.Entries.Single(e => e.Id == responder.BackupId);
                Assert.NotEqual(responder.Id, backup.Id);
                Assert.Equal(responder.Office, backup.Office);
            }
    }

    [Fact]
    public void Everybody_has_an_id_and_an_address_of_their_own_under_example_org()
    {
        Assert.Equal(People.Count(), People.Select(e => e.Id).Distinct().Count());
        Assert.Equal(People.Count(), People.Select(e => e.Email).Distinct().Count());
        Assert.All(People, e => Assert.True(MailAddress.TryCreate(e.Email, out var mail) && mail.Host.EndsWith(".example.org", StringComparison.Ordinal) && e.Email.All(char.IsAscii)));
    }

    [Fact]
    public void A_shelter_has_no_address_and_its_unit_does_not_say_what_it_is()
    {
        var points = SampleDirectory.Areas.SelectMany(a => a.Points).Where(p => p.Service == Service.Shelter).ToList();

        Assert.Equal(SampleDirectory.Areas.Count, points.Count);
        Assert.All(points, p => Assert.Null(p.Address));
        Assert.All(People, e => Assert.DoesNotContain("tạm lánh", e.Unit, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_provinces_people_are_of_no_office_that_a_commune_excludes() =>
        Assert.All(People.Where(e => e.Commune.IsProvince), e => Assert.Equal(Office.Province, e.Office));

    [Fact]
    public async Task It_is_loaded_into_an_empty_directory_only()
    {
        var ct = TestContext.Current.CancellationToken;
        var storage = new StorageClients(Options.Create(new StorageOptions { ConnectionString = azurite.NewAccount() }));
        await StorageSetup.EnsureAsync(storage, ct);
        var directory = new DirectoryStore(storage);

        Assert.True(await SampleDirectory.LoadAsync(directory, ct));
        Assert.False(await SampleDirectory.LoadAsync(directory, ct));

        Assert.Equal(4, (await directory.AreasAsync(ct)).Count);
        var commune = await new DirectoryCache(directory, TimeProvider.System).GetAsync(Communes.First().Area.Code, ct);
        Assert.Equal(Communes.First().Entries.Count + SampleDirectory.Areas[0].Entries.Count, commune!.Entries.Count);
    }
}
