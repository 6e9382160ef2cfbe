using System.Globalization;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Trace;

/// <summary>Whose turn it is: case ids are evenly spread, so a thirtieth of their range is a thirtieth of the cases, and one range query.</summary>
internal static class Turns
{
    /// <summary>Every case comes up within so many nights.</summary>
    public const int Nights = 30;

    private const long Range = 1L << 32;

    /// <summary>The first id of this day's turn, and the first one behind it (<c>g</c> sorts behind every id).</summary>
    public static (string From, string Until) Of(DateOnly day)
    {
        var turn = day.DayNumber % Nights;
        return (Bound(turn), turn == Nights - 1 ? "g" : Bound(turn + 1));
    }

    public static bool Has(DateOnly day, CaseId id)
    {
        var (from, until) = Of(day);
        return string.CompareOrdinal(id.Value, from) >= 0 && string.CompareOrdinal(id.Value, until) < 0;
    }

    private static string Bound(int turn) => (Range * turn / Nights).ToString("x8", CultureInfo.InvariantCulture);
}
