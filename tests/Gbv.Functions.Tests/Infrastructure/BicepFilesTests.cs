using System.Text.Json;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>Every file compiles without a warning, keeps every rule of the linter, and is formatted.</summary>
public sealed class BicepFilesTests
{
    private static readonly string[] Files =
        [.. System.IO.Directory.EnumerateFiles(DeploymentFixture.Source, "*.bicep*", SearchOption.AllDirectories).Where(x => !x.EndsWith(".json", StringComparison.Ordinal)).Select(x => Path.GetRelativePath(DeploymentFixture.Source, x)).Order(StringComparer.Ordinal)];

    [Fact]
    public void All_of_them_are_looked_at()
    {
        Assert.Contains("main.bicep", Files);
        Assert.Superset(new HashSet<string> { "dev.bicepparam", "commune.bicepparam", "province.bicepparam" }, Files.ToHashSet());
        Assert.True(Files.Length > 25, string.Join(' ', Files));
    }

    [Fact]
    public async Task None_breaks_a_rule_or_has_a_warning()
    {
        foreach (var pattern in new[] { "**/*.bicep", "**/*.bicepparam" })
        {
            var (code, output) = await Bicep.RunAsync(DeploymentFixture.Source, ["lint", "--pattern", pattern, "--no-restore"]);

            Assert.True(code == 0 && !output.Contains("Warning", StringComparison.Ordinal), output);
        }
    }

    [Fact]
    public async Task Each_compiles_by_itself()
    {
        using var folder = new TestFolder();
        DeploymentFixture.CopyTo(folder.Path);

        foreach (var (verb, pattern) in new[] { ("build", "**/*.bicep"), ("build-params", "**/*.bicepparam") })
        {
            var (code, output) = await Bicep.RunAsync(folder.Path, [verb, "--pattern", pattern, "--no-restore"]);

            Assert.True(code == 0 && !output.Contains("Warning", StringComparison.Ordinal), output);
        }

        Assert.All(Files, file => Assert.True(File.Exists(Path.ChangeExtension(Path.Combine(folder.Path, file), "json")), file));
    }

    [Fact]
    public async Task Each_is_formatted()
    {
        using var folder = new TestFolder();
        DeploymentFixture.CopyTo(folder.Path);

        foreach (var pattern in new[] { "**/*.bicep", "**/*.bicepparam" })
        {
            var (code, output) = await Bicep.RunAsync(folder.Path, ["format", "--pattern", pattern]);
            Assert.True(code == 0, output);
        }

        foreach (var file in Files)
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder.Path, file), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(Path.Combine(DeploymentFixture.Source, file), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_checks_would_notice()
    {
        using var folder = new TestFolder();
        DeploymentFixture.CopyTo(folder.Path);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "wrong.bicep"), "param  unused string\n", TestContext.Current.CancellationToken);

        var (code, output) = await Bicep.RunAsync(folder.Path, ["lint", "--pattern", "**/*.bicep", "--no-restore"]);
        Assert.True(code != 0 && output.Contains("no-unused-params", StringComparison.Ordinal), output);

        await Bicep.RunAsync(folder.Path, ["format", "--pattern", "**/*.bicep"]);
        Assert.Equal("param unused string\n", await File.ReadAllTextAsync(Path.Combine(folder.Path, "wrong.bicep"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_rule_is_an_error()
    {
        var rules = JsonDocument.Parse(File.ReadAllText(Path.Combine(DeploymentFixture.Source, "bicepconfig.json"))).RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToList();

        Assert.True(rules.Count > 40, rules.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(rules, rule => Assert.Equal("error", rule.Value.GetProperty("level").GetString()));
    }

    [Fact]
    public void Each_parameter_and_output_is_described()
    {
        foreach (var file in Files.Where(x => x.EndsWith(".bicep", StringComparison.Ordinal)))
        {
            var lines = File.ReadAllLines(Path.Combine(DeploymentFixture.Source, file));
            for (var i = 0; i < lines.Length; i++)
            {
                if (!lines[i].StartsWith("param ", StringComparison.Ordinal) && !lines[i].StartsWith("output ", StringComparison.Ordinal)) continue;
                var decorators = lines[..i].Reverse().TakeWhile(x => x.Length > 0);
                Assert.True(decorators.Any(x => x.StartsWith("@description(", StringComparison.Ordinal)), $"{file}: {lines[i]}");
            }
        }
    }
}
