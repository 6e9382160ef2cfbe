namespace Gbv.Domain.Indicators;

/// <summary>The straight way from the beginning of 2026 to the target at the end of 2030.</summary>
public static class StraightPath
{
    public static readonly DateOnly Start = new(2026, 1, 1);
    public static readonly DateOnly End = new(2030, 12, 31);

    /// <summary>Where one would be at the end of this day, in the target's unit, with one digit behind the comma.</summary>
    public static decimal Expected(IndicatorDefinition definition, DateOnly day)
    {
        decimal days = Math.Clamp(day.DayNumber - Start.DayNumber + 1, 0, End.DayNumber - Start.DayNumber + 1);
        return Math.Round(definition.Baseline + (definition.Target - definition.Baseline) * days / (End.DayNumber - Start.DayNumber + 1), 1, MidpointRounding.AwayFromZero);
    }

    /// <summary>Where one should be at the end of each year.</summary>
    public static IReadOnlyList<YearStep> Years(IndicatorDefinition definition) =>
        [.. Enumerable.Range(Start.Year, End.Year - Start.Year + 1).Select(y => new YearStep(y, Expected(definition, new DateOnly(y, 12, 31))))];
}

/// <summary>What is expected at the end of a year.</summary>
public sealed record YearStep(int Year, decimal Expected);
