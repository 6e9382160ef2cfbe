using System.Net;

namespace Gbv.Functions.Tests.Intake;

/// <summary>Storage does not answer: numbers still show, and nothing is claimed to be sent.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PagesApp app = null!;

    public async ValueTask InitializeAsync() => app = await PagesApp.StartAsync(PagesApp.NoStorage);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Home_needs_no_storage()
    {
        using var visitor = await app.Visit().OpenAsync("/");

        Assert.Equal(HttpStatusCode.OK, visitor.Answer.StatusCode);
    }
}
