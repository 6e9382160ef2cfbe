using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gbv.LocalHost;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>What a month costs is what the script says, with prices that somebody can look up.</summary>
[Collection(DeploymentCollection.Name)]
public sealed class CostTests(DeploymentFixture deployment)
{
    private static readonly string Scale = File.ReadAllText(Path.Combine(NpmTools.FindRepoRoot(), "docs", "scale.md"));

    [Fact]
    public async Task The_table_in_the_documents_is_what_the_script_prints_and_no_price_is_missing()
    {
        var (code, table) = await RunAsync();

        Assert.Equal(0, code);
        Assert.DoesNotContain("no price", table, StringComparison.Ordinal);
        Assert.Contains(table.TrimEnd(), Scale, StringComparison.Ordinal);
        foreach (var line in (await RunAsync("12400")).Output.Split('\n')[2..5]) Assert.Contains(line, Scale, StringComparison.Ordinal);
        Assert.Equal(64, (await RunAsync("many")).Code);
    }

    [Theory]
    [InlineData("dev", 1)]
    [InlineData("commune", 2)]
    [InlineData("province", 3)]
    public async Task What_it_counts_is_what_is_deployed_and_the_budget_is_above_it(string environment, int column)
    {
        var rows = (await RunAsync()).Output.Split('\n').Where(x => x.StartsWith('|')).Select(x => x.Trim('|').Split('|').Select(c => c.Trim(' ', '*')).ToArray()).ToDictionary(x => x[0], x => x.ElementAtOrDefault(column));
        var looks = deployment.Of(environment).Where(x => x.Type == "Microsoft.Insights/scheduledQueryRules").ToLookup(x => x.Text("properties.evaluationFrequency") == "PT5M");
        var budget = decimal.Parse(deployment.Of(environment).Single(x => x.Type == "Microsoft.Consumption/budgets").Text("properties.amount"), CultureInfo.InvariantCulture);

        Assert.Contains($"Alert rules ({looks[true].Count()} look every five minutes, {looks[false].Count()} less often)", rows.Keys);
        Assert.Equal(deployment.Of(environment).Any(x => x.Type == "Microsoft.Network/privateEndpoints"), rows["Private endpoints (6)"] != "0.00");
        // Otherwise its alert would say nothing: it would always be there.
        Assert.InRange(decimal.Parse(rows["Sum of what has a price"]!, CultureInfo.InvariantCulture), 1, budget * 0.8m);
    }

    [Fact]
    public void Each_price_has_a_source_with_a_date()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(DeploymentFixture.Source, "prices.json")));

        Assert.Contains("2026", file.RootElement.GetProperty("looked_up").GetString(), StringComparison.Ordinal);
        Assert.All(file.RootElement.GetProperty("prices").EnumerateObject(), x => Assert.True(x.Value.GetProperty("price").GetDecimal() > 0 && x.Value.GetProperty("source").GetString()!.Length > 20, x.Name));
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(DeploymentFixture.Source, "cost.mjs"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (run.ExitCode, await output);
    }
}
