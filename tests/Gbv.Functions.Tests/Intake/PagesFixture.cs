namespace Gbv.Functions.Tests.Intake;

/// <summary>One app for the tests of a class; its clock only goes forward.</summary>
public sealed class PagesFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    internal PagesApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await PagesApp.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
