using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// A report as figures, before any file is written: blocks hold tables, tables hold rows, rows hold cells.
/// XLSX, CSV and HTML are three writings of this one model, so they cannot differ.
/// </summary>
public sealed record PeriodReport
{
    public required Period Period { get; init; }

    /// <summary>A commune, or the province for the sum of all.</summary>
    public required CommuneCode Area { get; init; }

    /// <summary>The moment up to which states are told: the end of the period, or now while it runs.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The period still runs: every page says so ("tạm tính").</summary>
    public required bool Provisional { get; init; }

    public ReportVariant Variant { get; init; }

    /// <summary>Which definitions the figures follow; a changed definition is a new version, and old reports keep theirs.</summary>
    public required string Definitions { get; init; }

    public required IReadOnlyList<ReportBlock> Blocks { get; init; }

    public IEnumerable<ReportCell> Cells => Blocks.SelectMany(b => b.Tables).SelectMany(t => t.Rows).SelectMany(r => r.Cells);

    /// <summary>The value of the cell with this key; throws where the report has no such cell.</summary>
    public decimal? Value(string key) => Cells.Single(c => c.Key == key).Value;
}

/// <summary>For whom the figures are: exact ones for the statutory recipients, or bands and rounded ones for everybody else (domain §4).</summary>
public enum ReportVariant { Official, Shareable }

/// <summary>One part of a report, a sheet of its own. The label is a text key.</summary>
public sealed record ReportBlock(string Key, string Label, IReadOnlyList<ReportTable> Tables);

/// <summary>What kind of chart stands beside a table.</summary>
public enum ChartKind { None, Bars }

/// <summary>A table: column labels are text keys, one for each cell of a row.</summary>
public sealed record ReportTable(string Key, string Label, IReadOnlyList<string> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>Text key of a remark under the table.</summary>
    public string? Note { get; init; }

    public ChartKind Chart { get; init; }

    /// <summary>Lines under the table in words, for example what is missing by name; no figures.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A line of a table.</summary>
public sealed record ReportRow(string Key, string Label, IReadOnlyList<ReportCell> Cells)
{
    /// <summary>The number of the line in the printed form, for example <c>II.2.1</c>.</summary>
    public string? Number { get; init; }

    /// <summary>A name from the directory that stands instead of the label's text.</summary>
    public string? Name { get; init; }

    public bool IsTotal { get; init; }

    /// <summary>0 for a main line, 1 and 2 for lines below it.</summary>
    public int Level { get; init; }
}

/// <summary>In what a cell is counted.</summary>
public enum CellUnit { Count, Percent, Hours, Days, Number }

/// <summary>One figure. The key stays the same from version to version, so that files can be compared by programs.</summary>
public sealed record ReportCell(string Key, decimal? Value, CellUnit Unit = CellUnit.Count)
{
    /// <summary>Keys of the cells that this one is the sum of; empty for a figure that is counted by itself.</summary>
    public IReadOnlyList<string> SumOf { get; init; } = [];

    /// <summary>Shareable files: the band that stands for the count of a commune, for example <c>5–9</c>; the value is then null.</summary>
    public string? Band { get; init; }

    /// <summary>Kept back so that nobody can work out a small count.</summary>
    public bool Suppressed { get; init; }

    /// <summary>A difference between two periods: shown with its sign, and the only figure that can be below zero.</summary>
    public bool IsChange { get; init; }
}
