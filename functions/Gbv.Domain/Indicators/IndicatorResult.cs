using Gbv.Domain.Registers;

namespace Gbv.Domain.Indicators;

/// <summary>One of several numbers that stand beside an indicator.</summary>
public sealed record IndicatorPart(string Key, Words Title, int Value);

/// <summary>How far an area has come: so many of so many.</summary>
public sealed record Reached(int Numerator, int Denominator)
{
    public override string ToString() => FormattableString.Invariant($"{Numerator}/{Denominator}");
}

/// <summary>Something that still lacks something, by name.</summary>
public sealed record MissingItem(string Name, IReadOnlyList<Words> Lacks)
{
    /// <summary>How far a commune has come, where the province names it.</summary>
    public Reached? Reached { get; init; }

    public string Label => Reached is null ? Name : $"{Name} {Reached}";
}

/// <summary>
/// An indicator of one area at one moment. Without data there is no value, which is not zero. The names in <see cref="Missing"/>
/// are for the coordinator and the official report; a shareable one leaves them out.
/// </summary>
public sealed record IndicatorResult
{
    public required IndicatorDefinition Definition { get; init; }
    public required DateOnly AsOf { get; init; }
    public required int Numerator { get; init; }
    public required int Denominator { get; init; }

    /// <summary>False where nothing was ever entered.</summary>
    public required bool HasData { get; init; }

    public IReadOnlyList<IndicatorPart> Parts { get; init; } = [];
    public IReadOnlyList<MissingItem> Missing { get; init; } = [];

    /// <summary>Communes that entered nothing; only for a province.</summary>
    public IReadOnlyList<string> WithoutData { get; init; } = [];

    public IndicatorKey Key => Definition.Key;

    /// <summary>Numerator of denominator, in percent with one digit; null without anything to divide by.</summary>
    public decimal? Percent => HasData && Denominator > 0 ? Math.Round(100m * Numerator / Denominator, 1, MidpointRounding.AwayFromZero) : null;

    public decimal Expected => StraightPath.Expected(Definition, AsOf);

    public IReadOnlyList<YearStep> Path => StraightPath.Years(Definition);

    /// <summary>The share that the target asks for, in percent: for shelters and documents the whole.</summary>
    public decimal TargetPercent => Definition.Kind == IndicatorKind.Share ? Definition.Target : 100;

    /// <summary>The expected share of today, in percent.</summary>
    public decimal ExpectedPercent => Definition.Kind == IndicatorKind.Share ? Expected : Math.Round(100 * Expected / Definition.Target, 1, MidpointRounding.AwayFromZero);

    /// <summary>Null without a value; on the path counts as ahead.</summary>
    public bool? IsAhead => Percent is { } percent ? percent >= ExpectedPercent : null;

    public bool? IsReached => Percent is { } percent ? percent >= TargetPercent : null;
}
