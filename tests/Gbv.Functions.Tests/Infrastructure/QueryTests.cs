using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Gbv.Functions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>The workbook and the saved queries ask for what the program really tells, name by name.</summary>
[Collection(DeploymentCollection.Name)]
public sealed partial class QueryTests(DeploymentFixture deployment)
{
    private const string RequestTime = "http.server.request.duration";

    private static readonly string[] RequestTags = ["http.route", "http.response.status_code"];

    private IReadOnlyList<(string Name, string Text)> Queries => [.. deployment.Of("commune")
        .Where(x => x.Type == "Microsoft.OperationalInsights/workspaces/savedSearches").Select(x => (x.Name, x.Text("properties.query")))];

    [Fact]
    public void Each_figure_of_the_program_is_asked_for_and_no_other()
    {
        var asked = Queries.SelectMany(x => Figure().Matches(x.Text).Select(m => m.Groups[1].Value));

        Assert.Equal(Figures().Append(RequestTime).Order(StringComparer.Ordinal), asked.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_label_is_one_that_the_program_gives()
    {
        string[] given = [.. typeof(Signals).GetFields(BindingFlags.Static | BindingFlags.Public).Where(x => x.Name.EndsWith("Tag", StringComparison.Ordinal)).Select(x => (string)x.GetRawConstantValue()!), .. RequestTags];
        string[] asked = [.. Queries.SelectMany(x => Label().Matches(x.Text).Select(m => m.Groups[1].Value)).Distinct()];

        Assert.True(asked.Length > 5, string.Join(' ', asked));
        Assert.Empty(asked.Except(given));
    }

    [Fact]
    public void Each_line_is_one_that_the_program_can_write_and_the_failures_are_all_there()
    {
        var written = typeof(RoleOptions).Assembly.GetTypes()
            .SelectMany(x => x.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(x => x.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().ToList();
        int[] asked = [.. Queries.Where(x => x.Text.Contains("EventId", StringComparison.Ordinal)).SelectMany(x => EventId().Matches(x.Text).Select(m => int.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)))];

        Assert.Empty(asked.Except(written.Select(x => x.EventId)));
        Assert.Empty(written.Where(x => x.Level >= LogLevel.Error).Select(x => x.EventId).Except(asked));
    }

    [Fact]
    public void The_workbook_asks_all_of_them_and_says_what_each_means()
    {
        var workbook = deployment.Of("commune").Single(x => x.Type == "Microsoft.Insights/workbooks").Text("properties.serializedData");

        Assert.True(Queries.Count > 10);
        Assert.All(Queries, x => Assert.Contains(x.Text, workbook, StringComparison.Ordinal));
        Assert.All(deployment.Of("commune").Where(x => x.Type.EndsWith("/savedSearches", StringComparison.Ordinal)), x => Assert.Contains(x.Text("properties.displayName"), workbook, StringComparison.Ordinal));
    }

    [Fact]
    public void Dead_letters_are_the_figure_that_their_alert_is_about()
    {
        var alert = deployment.Of(DeploymentFixture.Everything).Single(x => x.Name.StartsWith("alert-dead-letters-", StringComparison.Ordinal));

        Assert.Contains($"\"{alert.Find("properties.criteria.allOf")!.Value[0].GetProperty("metricName").GetString()}\"", Queries.Single(x => x.Name == "dead-letters").Text, StringComparison.Ordinal);
    }

    /// <summary>Names of all figures, as the program makes them.</summary>
    private static List<string> Figures()
    {
        List<string> names = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name == Signals.Name) names.Add(instrument.Name); } };
        RuntimeHelpers.RunClassConstructor(typeof(Signals).TypeHandle);
        listener.Start();
        return names;
    }

    [GeneratedRegex("""AppMetrics \| where Name == "([^"]+)" """)]
    private static partial Regex Figure();

    [GeneratedRegex("""Properties\["([^"]+)"\]""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex EventId();
}
