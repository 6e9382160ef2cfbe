using System.Globalization;

namespace Gbv.Benchmarks.Measuring;

/// <summary>On which side of its limit a figure has to stay.</summary>
internal enum Side { AtMost, AtLeast }

/// <summary>One line of the result: a value that a limit holds, or one that is only told (no limit).</summary>
internal sealed record Figure(string Name, double Value, string Unit, double? Limit = null, Side Side = Side.AtMost)
{
    /// <summary>What was measured on either side of the ratio.</summary>
    public string Detail { get; init; } = "";

    public bool IsHeld => Limit is not { } limit || (Side == Side.AtMost ? Value <= limit : Value >= limit);

    /// <summary>Beyond twice the limit no noise of a shared machine explains it.</summary>
    public bool IsFarOff => Limit is { } limit && (Side == Side.AtMost ? Value > 2 * limit : Value < limit / 2);

    public string Verdict => Limit is null ? "told" : IsHeld ? "held" : IsFarOff ? "**far off**" : "missed";

    public string LimitText => Limit is { } limit ? $"{(Side == Side.AtMost ? "≤" : "≥")} {Text(limit)}{Unit}" : "";

    public string ValueText => Text(Value) + Unit;

    /// <summary>Three digits that count, whatever the size.</summary>
    public static string Text(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.###" }, CultureInfo.InvariantCulture);
}
