namespace Gbv.Functions.Layout;

/// <summary>A phone number of the directory, as somebody wrote it there, on a page.</summary>
internal static class PhoneNumber
{
    private const char NoBreakSpace = '\u00A0';

    /// <summary>What a link dials.</summary>
    public static string Link(string number) => "tel:" + string.Concat(number.Where(c => char.IsAsciiDigit(c) || c == '+'));

    /// <summary>Within a sentence: half a number at the end of a line is copied wrong by somebody in a hurry.</summary>
    public static string Unbroken(string number) => number.Trim().Replace(' ', NoBreakSpace);
}
