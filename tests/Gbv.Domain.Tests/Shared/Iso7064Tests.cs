using CsCheck;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Tests.Shared;

public sealed class Iso7064Tests
{
    private static readonly Gen<string> Digits = Gen.Char['0', '9'].Array[1, 20].Select(c => new string(c));

    [Theory]
    [InlineData("0794", '5')]
    [InlineData("8609574271", '9')]
    [InlineData("4703689281", '6')]
    public void Known_numbers_have_their_check_digit(string digits, char expected) => Assert.Equal(expected, Iso7064.CheckDigit(digits));

    [Fact]
    public void Every_number_with_its_check_digit_is_valid() => Digits.Sample(d => Iso7064.IsValid(d + Iso7064.CheckDigit(d)));

    [Fact]
    public void One_wrong_digit_is_always_found() =>
        Gen.Select(Digits, Gen.Int[0, 20], Gen.Int[1, 9]).Sample((digits, at, by) =>
        {
            var code = (digits + Iso7064.CheckDigit(digits)).ToCharArray();
            at %= code.Length;
            code[at] = (char)('0' + (code[at] - '0' + by) % 10);
            return !Iso7064.IsValid(code);
        });

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("07 945")]
    [InlineData("0794a")]
    public void Anything_but_digits_is_invalid(string code) => Assert.False(Iso7064.IsValid(code));
}
