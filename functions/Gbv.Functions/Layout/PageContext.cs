using Gbv.Domain.Directory;

namespace Gbv.Functions.Layout;

/// <summary>What every public page needs: its language, whose page it is, and the numbers to call.</summary>
public sealed record PageContext
{
    public required Texts T { get; init; }
    public required SiteOptions Options { get; init; }

    /// <summary>Where "Thoát nhanh" leads.</summary>
    public required string ExitUrl { get; init; }

    /// <summary>The commune the visitor named or whose poster led here; null shows the province's page.</summary>
    public Area? Commune { get; init; }

    public string Language => T.Language;
    public string AreaName => Commune?.Name ?? Options.ProvinceName;
    public string? CommuneSlug => Commune?.Code.Value;

    /// <summary>The number that answers day and night here; null hides its line.</summary>
    public string? DutyNumber =>
        NotEmpty(Commune?.DutyNumber) ?? NotEmpty(Options.ProvinceDutyNumber);

    /// <summary>"Cần giúp ngay: gọi 113 hoặc …".</summary>
    public string HelpNow => DutyNumber is { } duty ? T["layout.help-now.duty", PhoneNumber.Unbroken(duty)] : T["layout.help-now"];

    /// <summary>The languages to choose from, the present one left out.</summary>
    public IEnumerable<string> OtherLanguages =>
        new[] { Texts.Vietnamese, Options.Khmer ? Texts.Khmer : null, Texts.English }.OfType<string>().Where(l => l != Language);

    /// <summary>A link to another public page that keeps language and commune.</summary>
    public string Link(string path, string? language = null)
    {
        var query = new List<string>(2);
        if ((language ?? Language) is var l and not Texts.Vietnamese) query.Add($"lang={l}");
        if (CommuneSlug is { } slug) query.Add($"x={slug}");
        var (page, fragment) = path.IndexOf('#', StringComparison.Ordinal) is var i and >= 0 ? (path[..i], path[i..]) : (path, "");
        return query.Count == 0 ? path : $"{page}{(page.Contains('?') ? '&' : '?')}{string.Join('&', query)}{fragment}";
    }

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
