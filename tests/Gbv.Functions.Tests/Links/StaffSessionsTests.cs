using Gbv.Domain.Directory;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Gbv.Functions.Links;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Gbv.Functions.Tests.Responders.StaffApp;

namespace Gbv.Functions.Tests.Links;

public sealed class StaffSessionsTests(AzuriteFixture azurite)
{
    private static readonly DirectoryEntry Person = new()
    {
        Id = "p",
        Commune = new CommuneCode("cai-nhum"),
        Name = "Nguyễn Thị An",
        Unit = "Trạm Y tế",
        Office = Office.HealthStation,
        Email = "p@example.org",
    };

    [Fact]
    public void A_session_is_a_host_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        var http = new DefaultHttpContext();

        Create("https://example.org").Start(http, Person);

        var cookie = Assert.Single(http.Response.Headers.SetCookie)!;
        Assert.StartsWith("__Host-staff=", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; path=/; secure; samesite=strict; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_of_one_person_is_none_of_another()
    {
        var sessions = Create("https://example.org");
        var http = With(sessions, Person);

        Assert.NotNull(sessions.Find(http, Person));
        Assert.Null(sessions.Find(http, Person with { Id = "q" }));
        Assert.Null(sessions.Find(http, Person with { Commune = new CommuneCode("nhon-phu") }));
    }

    [Fact]
    public void A_made_up_cookie_is_no_session()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = "__Host-staff=abc";

        Assert.Null(Create("https://example.org").Find(http, Person));
    }

    [Fact]
    public void A_form_token_is_of_one_session_and_one_link()
    {
        var sessions = Create("https://example.org");
        var (one, two) = (sessions.Start(new DefaultHttpContext(), Person), sessions.Start(new DefaultHttpContext(), Person));
        var token = sessions.FormToken(one, "link");

        Assert.True(sessions.IsFormToken(one, "link", token));
        Assert.False(sessions.IsFormToken(two, "link", token));
        Assert.False(sessions.IsFormToken(one, "other link", token));
        Assert.False(sessions.IsFormToken(one, "link", null));
    }

    [Fact]
    public async Task The_ring_is_shared_by_instances_and_lies_in_storage_under_the_roles_certificate()
    {
        var account = azurite.NewAccount();
        await using var first = await CreateAsync(account);
        await using var second = await CreateAsync(account);

        var closed = first.Get<IDataProtectionProvider>().CreateProtector("test").Protect("chữ");

        Assert.Equal("chữ", second.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(closed));
        var ring = await first.Get<StorageClients>().Container(StorageNames.BackKeyRing).GetBlobClient("ring.xml").DownloadContentAsync(Cancel);
        Assert.Contains("EncryptedData", ring.Value.Content.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", ring.Value.Content.ToString(), StringComparison.Ordinal);
    }

    private static DefaultHttpContext With(StaffSessions sessions, DirectoryEntry person)
    {
        var answer = new DefaultHttpContext();
        sessions.Start(answer, person);
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = answer.Response.Headers.SetCookie.ToString().Split(';')[0];
        return next;
    }

    private static StaffSessions Create(string address) => new(
        new EphemeralDataProtectionProvider(), Options.Create(new PublicOptions { BaseUrl = address }),
        new KeyRing(Options.Create(new KeyOptions { Link = Convert.ToBase64String(new byte[32]) })), new FakeTimeProvider());
}
