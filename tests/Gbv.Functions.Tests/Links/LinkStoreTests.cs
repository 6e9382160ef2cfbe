using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Gbv.Functions.Links;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Links;

public sealed class LinkStoreTests(AzuriteFixture azurite)
{
    private static readonly LinkTarget Target = new(
        "0123456789abcdef0123456789abcdef", "001", "person", new CommuneCode("cai-nhum"), "7K3QZ9", new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_mail_carries_the_same_link_and_it_opens()
    {
        var links = await CreateAsync();

        var first = await links.IssueAsync(Target, Cancel);
        var second = await links.IssueAsync(Target, Cancel);

        Assert.Equal(first, second);
        Assert.StartsWith("https://example.org/r/", first.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(Target, Assert.IsType<LinkOpening.Active>(await links.OpenAsync(Text(first), Cancel)).Target);
    }

    [Fact]
    public async Task Each_mail_has_a_link_of_its_own()
    {
        var links = await CreateAsync();

        Assert.NotEqual(await links.IssueAsync(Target, Cancel), await links.IssueAsync(Target with { MailRef = "7K3QZ8" }, Cancel));
    }

    [Fact]
    public async Task A_link_with_any_character_changed_is_refused_without_touching_storage()
    {
        var link = Text(await (await CreateAsync()).IssueAsync(Target, Cancel));
        var unreachable = Create("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a;BlobEndpoint=http://127.0.0.1:9/a");

        for (var i = 0; i < link.Length; i++)
        {
            var changed = link[..i] + (link[i] == 'A' ? 'B' : 'A') + link[(i + 1)..];
            Assert.IsType<LinkOpening.Tampered>(await unreachable.OpenAsync(changed, Cancel));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../..//////////////////////////")]
    public async Task A_made_up_link_is_refused(string link) =>
        Assert.IsType<LinkOpening.Tampered>(await (await CreateAsync()).OpenAsync(link, Cancel));

    [Fact]
    public async Task A_link_expires()
    {
        var links = await CreateAsync();
        var link = Text(await links.IssueAsync(Target with { Expiry = time.GetUtcNow().AddDays(1) }, Cancel));

        time.Advance(TimeSpan.FromDays(1));

        Assert.IsType<LinkOpening.Expired>(await links.OpenAsync(link, Cancel));
    }

    [Fact]
    public async Task A_later_mail_opens_its_link_for_as_long_as_it_says_and_an_earlier_one_takes_nothing_away()
    {
        var links = await CreateAsync();
        var link = Text(await links.IssueAsync(Target with { Expiry = time.GetUtcNow().AddDays(1) }, Cancel));
        time.Advance(TimeSpan.FromDays(2));

        await links.IssueAsync(Target with { Expiry = time.GetUtcNow().AddDays(1) }, Cancel);
        await links.IssueAsync(Target with { Expiry = time.GetUtcNow().AddHours(1) }, Cancel);

        Assert.Equal(time.GetUtcNow().AddDays(1), Assert.IsType<LinkOpening.Active>(await links.OpenAsync(link, Cancel)).Target.Expiry);
    }

    [Fact]
    public async Task A_superseded_and_a_withdrawn_link_stay_so_when_the_mail_is_repeated()
    {
        var links = await CreateAsync();
        var superseded = await links.IssueAsync(Target, Cancel);
        var withdrawn = await links.IssueAsync(Target with { MailRef = "000000" }, Cancel);

        await links.SupersedeAsync(Target.CaseOrPeriod, Target.Item, Target.MailRef, Cancel);
        await links.WithdrawAsync(Target.CaseOrPeriod, Target.Item, "000000", Cancel);
        await links.IssueAsync(Target with { Expiry = Target.Expiry.AddDays(60) }, Cancel);
        await links.IssueAsync(Target with { MailRef = "000000", Expiry = Target.Expiry.AddDays(60) }, Cancel);

        Assert.IsType<LinkOpening.Superseded>(await links.OpenAsync(Text(superseded), Cancel));
        Assert.IsType<LinkOpening.Withdrawn>(await links.OpenAsync(Text(withdrawn), Cancel));
    }

    [Fact]
    public async Task A_reference_belongs_to_whoever_took_it_first()
    {
        var storage = await StorageAsync();
        var refs = new MailRefs(storage);
        var mine = new MailRefTarget(Target.CaseOrPeriod, "001", "person");

        Assert.True(await refs.RegisterAsync("7K3QZ9", mine, Cancel));
        Assert.True(await refs.RegisterAsync("7K3QZ9", mine, Cancel));
        Assert.False(await refs.RegisterAsync("7K3QZ9", mine with { PersonId = "other" }, Cancel));
        Assert.Equal(mine, await refs.FindAsync("7K3QZ9", Cancel));
        Assert.Null(await refs.FindAsync("7K3QZ8", Cancel));
        Assert.Null(await refs.FindAsync("7k3qz9/../x", Cancel));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{6}$", await refs.CreateAsync(mine, Cancel));
    }

    [Fact]
    public async Task A_case_that_goes_takes_no_reference_of_another_with_it()
    {
        var refs = new MailRefs(await StorageAsync());
        var mine = new MailRefTarget(Target.CaseOrPeriod, "001", "person");
        await refs.RegisterAsync("7K3QZ9", mine, Cancel);

        await refs.RemoveAsync("7K3QZ9", new CaseId(new string('b', 32)), Cancel);
        Assert.Equal(mine, await refs.FindAsync("7K3QZ9", Cancel));

        await refs.RemoveAsync("7K3QZ9", mine.CaseId!.Value, Cancel);
        Assert.Null(await refs.FindAsync("7K3QZ9", Cancel));
        await refs.RemoveAsync("7K3QZ9", mine.CaseId!.Value, Cancel);
    }

    private static string Text(Uri link) => link.Segments[^1];

    private async Task<LinkStore> CreateAsync()
    {
        var connection = azurite.NewAccount();
        await StorageSetup.EnsureAsync(Storage(connection), Cancel);
        return Create(connection);
    }

    private async Task<StorageClients> StorageAsync()
    {
        var storage = Storage(azurite.NewAccount());
        await StorageSetup.EnsureAsync(storage, Cancel);
        return storage;
    }

    private LinkStore Create(string connection) => new(
        Storage(connection), new KeyRing(Options.Create(new KeyOptions { Link = Convert.ToBase64String(new byte[32]) })),
        Options.Create(new PublicOptions { BaseUrl = "https://example.org" }), time);

    private static StorageClients Storage(string connection) => new(Options.Create(new StorageOptions { ConnectionString = connection }));
}
