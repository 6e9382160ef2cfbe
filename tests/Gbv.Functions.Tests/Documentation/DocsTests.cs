using System.Text.RegularExpressions;
using Gbv.LocalHost;

namespace Gbv.Functions.Tests.Documentation;

/// <summary>The documents claim nothing of tests and pages that are not there.</summary>
public sealed class DocsTests
{
    private static readonly string Root = NpmTools.FindRepoRoot();

    private static IEnumerable<string> Documents =>
        [Path.Combine(Root, "README.md"), .. System.IO.Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories), Path.Combine(Root, "infra-bicep", "README.md")];

    [Fact]
    public void Every_test_that_a_document_names_exists()
    {
        var tests = System.IO.Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(t => Path.GetFileNameWithoutExtension(t)).ToHashSet();

        var named = Documents.SelectMany(d => Regex.Matches(File.ReadAllText(d), @"`(?<name>[A-Z]\w+Tests)`").Select(m => m.Groups["name"].Value)).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Equal([], named.Except(tests));
    }

    [Fact]
    public void Every_link_within_the_documents_leads_somewhere()
    {
        var links = Documents.SelectMany(d => Regex.Matches(File.ReadAllText(d), @"\]\((?<to>[^)\s#]+)(#[^)]*)?\)").Select(m => m.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal) && !to.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(to => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(d)!, to)))).Distinct().ToList();

        Assert.NotEmpty(links);
        Assert.All(links, l => Assert.True(File.Exists(l) || System.IO.Directory.Exists(l), l));
    }
}
