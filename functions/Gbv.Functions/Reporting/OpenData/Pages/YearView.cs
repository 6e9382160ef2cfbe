namespace Gbv.Functions.Reporting.OpenData.Pages;

/// <summary>The areas that released a year: where each page is, and its name.</summary>
public sealed record StatisticsYear(string Id, string Name, IReadOnlyList<(string Path, string Name)> Areas);

/// <summary>What the page of one year and area shows, in the words of its language.</summary>
public sealed record YearView
{
    public required string Path { get; init; }
    public required string Heading { get; init; }
    public required string Range { get; init; }
    public required string Released { get; init; }
    public required IReadOnlyList<TileView> Tiles { get; init; }
    public required IReadOnlyList<TableView> Tables { get; init; }
    public required IReadOnlyList<(string Path, string Text)> Files { get; init; }
    public required IReadOnlyList<(string Term, string Meaning)> Meanings { get; init; }
}

/// <summary>A table below its chart, which is SVG, or null where there is none.</summary>
public sealed record TableView(string Key, string Label, string? Chart, IReadOnlyList<string> Columns, IReadOnlyList<(string Label, IReadOnlyList<string> Cells)> Rows, string? Note)
{
    /// <summary>Wider than a phone: it is moved sideways within its own frame.</summary>
    public bool IsWide => Columns.Count > 2;
}
