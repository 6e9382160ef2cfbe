using System.Globalization;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Returns;

/// <summary>What is returned: the report of a year, the mid-term review, the final report.</summary>
public enum ReturnKind { Yearly, MidTerm, Final }

/// <summary>
/// One round of returns (domain §2). The mid-term review and the final report look back from the programme's first day and close together with
/// the yearly report of their last year, on the day on which the period of their report ends.
/// </summary>
public sealed record ReturnCycle
{
    private const string MidTermPrefix = "mid-term-";
    private const string FinalPrefix = "final-";

    private ReturnCycle(ReturnKind kind, int year) => (Kind, Year) = (kind, year);

    public ReturnKind Kind { get; }

    /// <summary>The year in which it closes.</summary>
    public int Year { get; }

    /// <summary>The first programme year that it tells of.</summary>
    public int FirstYear => Kind == ReturnKind.Yearly ? Year : StraightPath.Start.Year;

    /// <summary>In storage and in links; the review's and the final one's are those of their reports' periods.</summary>
    public string Code => Kind switch
    {
        ReturnKind.MidTerm => MidTermPrefix + Number(Year),
        ReturnKind.Final => FinalPrefix + Number(Year),
        _ => Number(Year),
    };

    /// <summary>What it is called in the middle of a sentence.</summary>
    public Words Name => Kind switch
    {
        ReturnKind.MidTerm => new($"báo cáo sơ kết {Number(FirstYear)}–{Number(Year)}", $"mid-term review {Number(FirstYear)}–{Number(Year)}"),
        ReturnKind.Final => new($"báo cáo tổng kết {Number(FirstYear)}–{Number(Year)}", $"final report {Number(FirstYear)}–{Number(Year)}"),
        _ => new($"báo cáo năm {Number(Year)}", $"report for {Number(Year)}"),
    };

    public static ReturnCycle Yearly(int year) => new(ReturnKind.Yearly, year);

    /// <summary>All that close in this year.</summary>
    public static IReadOnlyList<ReturnCycle> Of(int year) =>
    [
        Yearly(year),
        .. year == Period.MidTermYear ? [new ReturnCycle(ReturnKind.MidTerm, year)] : Array.Empty<ReturnCycle>(),
        .. year == Period.FinalYear ? [new ReturnCycle(ReturnKind.Final, year)] : Array.Empty<ReturnCycle>(),
    ];

    public static ReturnCycle? TryParse(string? code) =>
        int.TryParse(code?[(code.LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? Of(year).FirstOrDefault(c => c.Code == code) : null;

    public static ReturnCycle Parse(string code) => TryParse(code) ?? throw new FormatException("No round of returns.");

    private static string Number(int year) => year.ToString(CultureInfo.InvariantCulture);
}
