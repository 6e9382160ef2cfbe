using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>One line of what the program says that it answers to.</summary>
internal sealed record ProgramEndpoint(string Role, string Trigger, string[] Methods, string Route)
{
    /// <summary>Everything the program answers to, by its own command.</summary>
    public static async Task<IReadOnlyList<ProgramEndpoint>> AllAsync()
    {
        List<string> output = [];
        var settings = new Dictionary<string, string?> { ["Role"] = "all", ["Public__BaseUrl"] = "https://gbv.example.org", ["Storage__ConnectionString"] = "UseDevelopmentStorage=true" };
        await using var program = ChildProcess.Start(Path.Combine(AppContext.BaseDirectory, "Gbv.Functions"), ["endpoints"], AppContext.BaseDirectory, settings, output.Add);
        Assert.Equal(0, await program.WaitForExitAsync(TestContext.Current.CancellationToken));
        return [.. output.Select(x => x.Split(' ', 4)).Select(x => new ProgramEndpoint(x[0], x[1], x[2].Split(','), x[3]))];
    }
}
