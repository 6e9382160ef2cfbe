using Gbv.Domain.Shared;

namespace Gbv.Domain.Registers;

/// <summary>What a cell of a column holds. <see cref="Several"/> are codes of the column's list, <see cref="Reference"/> the key of a row elsewhere.</summary>
public enum ColumnKind { Text, Whole, Date, YesNo, One, Several, Reference }

/// <summary>Who may see it: what is <see cref="Personal"/> goes into no shareable report. Nothing secret is a column at all: a shelter's address lies apart, sealed.</summary>
public enum Sensitivity { Open, Personal }

/// <summary>One member of a code list; without a label of its own its label stands with the texts, as <c>List.code</c>.</summary>
public sealed record CodeItem(string Code, Words? Label);

/// <summary>The codes that a column takes.</summary>
public sealed record CodeList(string Name, IReadOnlyList<CodeItem> Items)
{
    /// <summary>A code list that the rest of the program has already; its labels are the ones that people know.</summary>
    public static CodeList Of<T>() where T : struct, Enum => new(typeof(T).Name, [.. Enum.GetValues<T>().Select(m => new CodeItem(m.Code(), null))]);

    public bool Has(string code) => Items.Any(i => i.Code == code);
}

/// <summary>One column of a register: its meaning, what it takes, and what is said about it to whoever fills it in.</summary>
public sealed record RegisterColumn(string Code, ColumnKind Kind, Words Title)
{
    public bool Required { get; init; }
    public int MaxLength { get; init; } = 200;
    public decimal Min { get; init; }
    public decimal Max { get; init; } = 1_000_000;
    public Words? Note { get; init; }
    public CodeList? List { get; init; }

    /// <summary>The register whose key this column names.</summary>
    public string? References { get; init; }

    public Sensitivity Sensitivity { get; init; }
}
