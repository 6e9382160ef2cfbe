using Gbv.Domain.Requests;

namespace Gbv.Domain.Tests.Requests;

public sealed class SecretWordTests
{
    [Theory]
    [InlineData("măng cụt", "mang cut")]
    [InlineData("  MĂNG   CỤT ", "mang cut")]
    [InlineData("mang cut", "mang cut")]
    [InlineData("Đu đủ", "du du")]
    [InlineData("Ớt Ướt Ỹ Ằ Ệ Ị", "ot uot y a e i")]
    [InlineData("xoài", "xoai")]
    [InlineData("ផ្លែស្វាយ", "ផ្លែស្វាយ")]
    public void A_word_is_compared_in_small_letters_without_marks(string typed, string compared) => Assert.Equal(compared, SecretWord.Normalize(typed));

    [Fact]
    public void Letters_and_marks_sent_one_by_one_are_the_same_word() =>
        // a + breve + dot below, as some phones and computers send it.
        Assert.Equal(SecretWord.Normalize("mặn"), SecretWord.Normalize("ma\u0306\u0323n"));

    [Theory, InlineData(null), InlineData(""), InlineData("   "), InlineData("\u0301")]
    public void Nothing_is_no_word(string? typed) => Assert.Null(SecretWord.Normalize(typed));

    [Fact]
    public void Different_words_stay_different() => Assert.NotEqual(SecretWord.Normalize("xoài"), SecretWord.Normalize("xoan"));
}
