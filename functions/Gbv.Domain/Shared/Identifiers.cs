using System.Text.RegularExpressions;

namespace Gbv.Domain.Shared;

/// <summary>The key of a case's partition: 32 lower-case hexadecimal digits, derived from the receipt code, never chosen.</summary>
public readonly record struct CaseId
{
    public CaseId(string value)
    {
        if (value.Length != 32 || !value.All(char.IsAsciiHexDigitLower)) throw new FormatException("A case id has 32 hexadecimal digits.");
        Value = value;
    }

    public string Value { get; }

    public override string ToString() => Value;
}

/// <summary>A commune or ward of the province, for example <c>cai-nhum</c>; <see cref="Province"/> stands for the province itself.</summary>
public readonly partial record struct CommuneCode
{
    public static readonly CommuneCode Province = new("province");

    public CommuneCode(string value)
    {
        if (!Shape().IsMatch(value)) throw new FormatException("A commune code has 2 to 40 of a-z, 0-9 and '-'.");
        Value = value;
    }

    public string Value { get; }

    public bool IsProvince => this == Province;

    public static CommuneCode? TryParse(string? value) => value is not null && Shape().IsMatch(value) ? new CommuneCode(value) : null;

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z0-9-]{2,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
