using System.Globalization;

namespace Gbv.Functions.Intake.Journey;

/// <summary>Reads a day as browsers send it or as people here write it.</summary>
internal static class Days
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];

    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) ? day : null;
}
