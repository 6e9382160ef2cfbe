using CsCheck;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Tests.Shared;

public sealed class VietnameseOrderTests
{
    /// <summary>Tones, letters that only look like others, digits, signs and another script.</summary>
    private const string Letters = "aAáạăằâđdơ0129 -ខ";

    [Theory]
    [InlineData("Ấp 2", "Ấp 10")]
    [InlineData("Ấp 9 cũ", "Ấp 9 mới")]
    [InlineData("Ấp 2", "Ấp 2A")]
    [InlineData("An Phước", "Ấp 1")]
    [InlineData("Cái Nhum", "Càng Long")]
    [InlineData("Duyên Hải", "Đông Hải")]
    [InlineData("Đông Hải", "Ea Kar")]
    [InlineData("Hòa Bình", "Hoà Minh")]
    [InlineData("Long Hà", "Long Hạ")]
    [InlineData("Tân An", "Tân An Hội")]
    [InlineData("tân an", "Tân Bình")]
    [InlineData("Trà Vinh", "Vĩnh Long")]
    public void The_first_stands_before_the_second(string first, string second)
    {
        Assert.True(VietnameseOrder.Names.Compare(first, second) < 0);
        Assert.True(VietnameseOrder.Names.Compare(second, first) > 0);
    }

    [Fact]
    public void Only_the_same_name_is_equal_and_any_three_names_have_one_order() =>
        Gen.Select(Name, Name, Name).Sample((a, b, c) =>
        {
            var order = VietnameseOrder.Names;
            return order.Compare(a, b) == 0 == (a == b)
                && Math.Sign(order.Compare(a, b)) == -Math.Sign(order.Compare(b, a))
                && !(order.Compare(a, b) < 0 && order.Compare(b, c) < 0 && order.Compare(a, c) >= 0);
        });

    private static Gen<string> Name => Gen.Int[0, Letters.Length - 1].Array[0, 5].Select(places => new string([.. places.Select(p => Letters[p])]));
}
