using System.Text;
using Gbv.Domain.Attachments;
using Gbv.Functions.Attachments;
using SkiaSharp;

namespace Gbv.Functions.Tests.Attachments;

public sealed class ImageCleanerTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_picture_becomes_a_new_jpeg_that_shows_the_same(SKEncodedImageFormat format)
    {
        using var cleaned = SKBitmap.Decode(Clean(Pictures.Of(format)));

        Assert.Equal((320, 200), (cleaned.Width, cleaned.Height));
        Assert.True(IsRed(cleaned.GetPixel(20, 100)));
        Assert.True(IsBlue(cleaned.GetPixel(300, 100)));
    }

    [Fact]
    public void Place_comment_and_what_follows_the_end_are_gone()
    {
        var camera = Pictures.FromACamera();
        Assert.Contains(Pictures.Marker, Encoding.Latin1.GetString(camera), StringComparison.Ordinal);

        var cleaned = Encoding.Latin1.GetString(Clean(camera));

        Assert.DoesNotContain(Pictures.Marker, cleaned, StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", cleaned, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 320, 200, 20, 100)]
    [InlineData(3, 320, 200, 300, 100)]
    [InlineData(6, 200, 320, 100, 20)]
    [InlineData(8, 200, 320, 100, 300)]
    public void A_picture_that_was_held_otherwise_stands_upright(int orientation, int width, int height, int redX, int redY)
    {
        using var cleaned = SKBitmap.Decode(Clean(Pictures.FromACamera((ushort)orientation)));

        Assert.Equal((width, height), (cleaned.Width, cleaned.Height));
        Assert.True(IsRed(cleaned.GetPixel(redX, redY)));
        Assert.True(IsBlue(cleaned.GetPixel(width - redX, height - redY)));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void A_very_large_one_becomes_smaller_on_its_way(SKEncodedImageFormat format)
    {
        using var cleaned = SKBitmap.Decode(Clean(Pictures.Of(format, 8000, 500, quality: 50)));

        Assert.InRange(cleaned.Width, 3000, 4096);
        Assert.Equal(16.0, (double)cleaned.Width / cleaned.Height, 0.2);
        Assert.True(IsRed(cleaned.GetPixel(10, cleaned.Height / 2)));
        Assert.True(IsBlue(cleaned.GetPixel(cleaned.Width - 10, cleaned.Height / 2)));
    }

    [Theory]
    [InlineData(100_000, 100_000)]
    [InlineData(6_325, 6_325)]
    [InlineData(int.MaxValue, 1)]
    public void A_few_bytes_that_say_they_are_huge_are_not_decoded(int width, int height) =>
        Assert.Null(ImageCleaner.Clean(Pictures.PngThatSays(width, height)));

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Half_a_picture_is_none(SKEncodedImageFormat format)
    {
        var whole = Pictures.Of(format);

        Assert.Null(ImageCleaner.Clean(whole[..(whole.Length / 2)]));
        Assert.Null(ImageCleaner.Clean(whole[..FileKinds.Needed]));
    }

    [Fact]
    public void What_stands_behind_the_beginning_of_a_picture_does_not_come_out()
    {
        byte[] page = [0xFF, 0xD8, 0xFF, 0xE0, .. "<html><script>alert(1)</script></html>"u8];
        byte[] archive = [.. Pictures.Jpeg(), .. "PK\u0003\u0004<script>alert(1)</script>"u8];

        Assert.Null(ImageCleaner.Clean(page));
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(Clean(archive)), StringComparison.Ordinal);
    }

    private static byte[] Clean(byte[] content)
    {
        var cleaned = ImageCleaner.Clean(content);
        Assert.NotNull(cleaned);
        Assert.Equal(FileKind.Jpeg, FileKinds.Of(cleaned));
        return cleaned;
    }

    private static bool IsRed(SKColor color) => color is { Red: > 180, Blue: < 80 };

    private static bool IsBlue(SKColor color) => color is { Blue: > 180, Red: < 80 };
}
