namespace Gbv.Domain.Shared;

/// <summary>Check digit of ISO 7064 MOD 11,10: finds every single wrong digit and nearly every swap of neighbours in a code that people copy by hand.</summary>
public static class Iso7064
{
    /// <summary>The digit (<c>0</c>–<c>9</c>) that belongs behind these digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) throw new FormatException("Only digits have an ISO 7064 check digit.");
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (char)('0' + (11 - product) % 10);
    }

    /// <summary>Whether the last digit is the check digit of those before it.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2) return false;
        foreach (var digit in digits)
            if (!char.IsAsciiDigit(digit)) return false;
        return CheckDigit(digits[..^1]) == digits[^1];
    }
}
