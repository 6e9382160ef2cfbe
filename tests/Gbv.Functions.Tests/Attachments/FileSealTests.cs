using System.Security.Cryptography;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Tests.Attachments;

public sealed class FileSealTests
{
    private const string Row = "attachment:1";
    private const int Sealed = FileSeal.PartSize + FileSeal.TagSize;

    private static readonly CaseId Case = new(new string('a', 32));
    private readonly byte[] key = Seal.NewKey();

    [Theory]
    [InlineData(1)]
    [InlineData(FileSeal.PartSize - 1)]
    [InlineData(FileSeal.PartSize)]
    [InlineData(FileSeal.PartSize + 1)]
    [InlineData((3 * FileSeal.PartSize) + 17)]
    public void What_was_sealed_opens(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);

        Assert.Equal(plain, FileSeal.Open(key, Case, Row, FileSeal.Close(key, Case, Row, plain)));
    }

    [Fact]
    public void A_part_that_is_missing_moved_or_changed_and_another_place_are_noticed()
    {
        var closed = FileSeal.Close(key, Case, Row, RandomNumberGenerator.GetBytes((2 * FileSeal.PartSize) + 10));
        const int First = FileSeal.HeaderSize;
        byte[] changed = [.. closed];
        changed[First + 5] ^= 1;

        foreach (var wrong in (byte[][])
        [
            changed,
            closed[..(First + Sealed)],
            closed[..(First + (2 * Sealed))],
            [.. closed[..First], .. closed[(First + Sealed)..]],
            [.. closed[..First], .. closed[(First + Sealed)..(First + (2 * Sealed))], .. closed[First..(First + Sealed)], .. closed[(First + (2 * Sealed))..]],
            closed[..10],
            [],
        ])
            Assert.Throws<TamperedException>(() => FileSeal.Open(key, Case, Row, wrong));
        Assert.Throws<TamperedException>(() => FileSeal.Open(key, Case, "attachment:2", closed));
        Assert.Throws<TamperedException>(() => FileSeal.Open(Seal.NewKey(), Case, Row, closed));
    }
}
