using System.Globalization;
using Gbv.LocalHost;
using Gbv.LocalHost.Platform;

[assembly: AssemblyFixture(typeof(Gbv.Functions.Tests.AzuriteFixture))]

namespace Gbv.Functions.Tests;

/// <summary>One real storage emulator for all tests, in memory and on free ports; whoever wants to be alone takes a fresh account in it.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // The emulator learns its accounts when it starts.
    private const int Accounts = 1000;

    private Azurite? azurite;
    private int taken;

    public async ValueTask InitializeAsync()
    {
        var accounts = Enumerable.Range(1, Accounts).ToDictionary(Name, _ => Azurite.DefaultKey);
        azurite = await Azurite.StartAsync(NpmTools.FindRepoRoot(), AzuritePorts.Free, folder: null, accounts, TestContext.Current.CancellationToken);
    }

    /// <summary>The connection string of an account that nobody else uses.</summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref taken);
        Assert.True(number <= Accounts, "The fixture has no more accounts: raise the number.");
        return azurite!.ConnectionString(Name(number));
    }

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null) await azurite.DisposeAsync();
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"account{number}");
}
