using System.Reflection;
using System.Text.RegularExpressions;
using Gbv.Functions.Hosting;
using Gbv.LocalHost;
using Microsoft.Extensions.Logging;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>Alerts listen for what the program really says, tell somebody, and are explained.</summary>
[Collection(DeploymentCollection.Name)]
public sealed partial class AlertTests(DeploymentFixture deployment)
{
    private static readonly string[] Rules = ["Microsoft.Insights/scheduledQueryRules", "Microsoft.Insights/metricAlerts"];

    [Fact]
    public void Each_listens_for_lines_that_the_program_can_write()
    {
        var written = typeof(RoleOptions).Assembly.GetTypes()
            .SelectMany(x => x.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(x => x.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToList();
        var heard = deployment.Of("commune").Where(x => x.Type == Rules[0]).SelectMany(x => EventIds(x)).ToHashSet();

        Assert.True(heard.Count >= 10);
        Assert.DoesNotContain(heard, id => written.Count(x => x.EventId == id) != 1);
        // Nothing that the program calls an error goes unheard.
        Assert.DoesNotContain(written, x => x.Level >= LogLevel.Error && !heard.Contains(x.EventId));
    }

    [Fact]
    public void One_fires_where_the_back_apps_sign_of_life_stays_away()
    {
        var rule = deployment.Of("commune").Single(x => x.Name.StartsWith("alert-silent-", StringComparison.Ordinal));
        var condition = rule.Find("properties.criteria.allOf")!.Value.EnumerateArray().Single();

        Assert.Equal([2202], EventIds(rule));
        Assert.Equal(("LessThan", 1), (condition.GetProperty("operator").GetString(), condition.GetProperty("threshold").GetInt32()));
        Assert.Equal("PT30M", rule.Text("properties.windowSize")); // the timer runs every five minutes
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("commune")]
    [InlineData("province")]
    [InlineData(DeploymentFixture.Everything)]
    public void Each_is_on_tells_somebody_and_says_what_it_means(string environment)
    {
        var rules = deployment.Of(environment).Where(x => Rules.Contains(x.Type)).ToList();

        Assert.True(rules.Count >= 11);
        Assert.All(rules, x => Assert.Equal("True", x.Text("properties.enabled")));
        Assert.All(rules, x => Assert.True(x.Text("properties.description").Length > 40, x.Name));
        Assert.All(rules, x => Assert.Contains("actionGroup-", x.Text("properties.actions"), StringComparison.Ordinal));
        Assert.True(deployment.Of(environment).Single(x => x.Type == "Microsoft.Insights/actionGroups").Find("properties.emailReceivers")!.Value.GetArrayLength() > 0);
        Assert.Single(deployment.Of(environment), x => x.Type == "Microsoft.Consumption/budgets");
    }

    [Fact]
    public void Both_apps_are_asked_whether_they_are_ready_and_how_long_their_certificate_holds()
    {
        var tests = deployment.Of("commune").Where(x => x.Type == "Microsoft.Insights/webtests").ToList();

        Assert.Equal(2, tests.Count);
        Assert.All(tests, x => Assert.Contains("/health/ready", x.Text("properties.Request.RequestUrl"), StringComparison.Ordinal));
        Assert.All(tests, x => Assert.Equal("True", x.Text("properties.ValidationRules.SSLCheck")));
        Assert.All(tests, x => Assert.InRange(x.Find("properties.ValidationRules.SSLCertRemainingLifetimeCheck")!.Value.GetInt32(), 14, 60));
    }

    [Fact]
    public void Each_has_its_line_in_the_book_of_operations()
    {
        var book = File.ReadAllText(Path.Combine(NpmTools.FindRepoRoot(), "docs", "operations.md"));
        string[] names = [.. deployment.Of(DeploymentFixture.Everything).Where(x => Rules.Contains(x.Type)).Select(x => x.Name["alert-".Length..x.Name.LastIndexOf('-')])];

        Assert.DoesNotContain(names, x => !book.Contains($"| `{x}` |", StringComparison.Ordinal));
    }

    private static IEnumerable<int> EventIds(PredictedResource rule)
    {
        var query = rule.Find("properties.criteria.allOf")!.Value.EnumerateArray().Single().GetProperty("query").GetString()!;
        return Numbers().Matches(query).Select(x => int.Parse(x.Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex Numbers();
}
