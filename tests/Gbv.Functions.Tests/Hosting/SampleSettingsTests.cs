using System.Text.Json;
using Gbv.Functions.Sealing;
using Gbv.LocalHost;

namespace Gbv.Functions.Tests.Hosting;

public sealed class SampleSettingsTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(NpmTools.FindRepoRoot(), "local.settings.sample.json"));

    [Fact]
    public void The_sample_names_every_key_that_is_made_on_the_first_run()
    {
        var names = Values().Select(x => x.Name.Replace("__", ":", StringComparison.Ordinal)).ToHashSet();

        Assert.DoesNotContain(KeySet.Generate(receiptRounds: 1).Keys, x => !names.Contains(x));
    }

    [Fact]
    public void The_sample_holds_no_secret() =>
        Assert.DoesNotContain(Values(), x => x.Name.StartsWith("Keys", StringComparison.Ordinal) && x.Value.GetString()!.Length > 0);

    [Fact]
    public void Every_group_of_settings_is_explained()
    {
        var first = Array.FindIndex(Lines, x => x.Contains("\"Values\"", StringComparison.Ordinal)) + 1;
        var groups = string.Join('\n', Lines[first..]).Split("\n\n").SelectMany(x => x.Split('\n').Take(1));

        Assert.All(groups, x => Assert.StartsWith("//", x.Trim()));
    }

    private static JsonProperty[] Values()
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip };
        return [.. JsonDocument.Parse(string.Join('\n', Lines), options).RootElement.GetProperty("Values").EnumerateObject()];
    }
}
