using System.Text.RegularExpressions;

namespace Gbv.Functions.Tests.Intake;

/// <summary>What holds for every public page that any test opens (design §5, journey.md "Every page").</summary>
internal static partial class PageRules
{
    private const int LargestCompressed = 40 * 1024;

    private static readonly string[] Files = ["site.css", "exit.js", "icon.svg"];

    public static void Check(Visitor visitor)
    {
        var page = visitor.Page;
        Assert.False(visitor.Answer.Headers.Contains("Set-Cookie"), "A public page sets no cookie.");
        Assert.Equal("no-store", visitor.Answer.Headers.CacheControl?.ToString());
        Assert.True(page.Title is "Thông tin cho người dân" or "Information for residents", page.Title);
        Assert.NotNull(page.QuerySelector("a.exit[href='https://weather.example.org/']"));
        Assert.NotNull(page.QuerySelector("header a[href='tel:113']"));
        Assert.All(page.QuerySelectorAll("script"), s => Assert.Equal("", s.TextContent.Trim()));
        Assert.Empty(page.QuerySelectorAll("style, [style], [onclick], [onload], [onsubmit], iframe"));
        Assert.All(page.QuerySelectorAll("[src], link[href]"), e => Assert.StartsWith("/assets/", e.GetAttribute("src") ?? e.GetAttribute("href")));
        Assert.True(page.QuerySelectorAll("script[src], link[href]").Length <= 3, "With the page itself at most four requests.");
        Assert.DoesNotContain("bạo lực", page.Title, StringComparison.OrdinalIgnoreCase);
        Assert.False(UnknownText().IsMatch(page.Body!.TextContent), $"A text is missing: {UnknownText().Match(page.Body.TextContent).Value}");
        Assert.All(page.QuerySelectorAll("input[type=text], textarea"), e => Assert.Equal("off", e.GetAttribute("autocomplete")));
        Assert.All(page.QuerySelectorAll("textarea"), e => Assert.Equal("false", e.GetAttribute("spellcheck")));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
        Assert.True(Compressed(visitor.Html) < LargestCompressed - AssetSize);
    }

    /// <summary>Style, script and icon together, as they are sent.</summary>
    private static int AssetSize => Files.Sum(f => Assets.AssetFiles.Find(f)!.Value.File.Gzip.Length);

    private static int Compressed(string html)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal)) gzip.Write(System.Text.Encoding.UTF8.GetBytes(html));
        return packed.ToArray().Length;
    }

    [GeneratedRegex(@"\b(intake|layout|information|followup|opendata|reporting|[A-Z][A-Za-z]+Answer|DangerSign|Happening)\.[a-z][a-z0-9.\-]+\b")]
    private static partial Regex UnknownText();
}
