using Gbv.Domain.Attachments;
using SkiaSharp;

namespace Gbv.Functions.Attachments;

/// <summary>
/// Makes a new JPEG of what a picture shows. Nothing of the file itself goes over: no place, time or camera, no comment, no second picture,
/// nothing behind its end. A large one becomes smaller,
/// where its format allows it while it is decoded, so that it never stands in memory as a whole.
/// </summary>
internal static class ImageCleaner
{
    /// <summary>More than the cameras of phones give; a paper that was photographed stays readable.</summary>
    private const int LongestEdge = 4096;

    private const int Quality = 88;

    /// <summary>Null where it is no whole picture of the allowed size.</summary>
    /// <param name="content">What came.</param>
    /// <param name="upright">Turned as the camera was held.</param>
    public static byte[]? Clean(byte[] content, bool upright = true)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != FormatOf(content) || !AttachmentRules.HasAllowedSize(codec.Info.Width, codec.Info.Height)) return null;
        using var picture = Decode(codec);
        return picture is null ? null : Encode(picture, upright ? codec.EncodedOrigin : SKEncodedOrigin.TopLeft, codec.Info.AlphaType == SKAlphaType.Opaque);
    }

    private static SKEncodedImageFormat? FormatOf(byte[] content) => FileKinds.Of(content) switch
    {
        FileKind.Jpeg => SKEncodedImageFormat.Jpeg,
        FileKind.Png => SKEncodedImageFormat.Png,
        FileKind.WebP => SKEncodedImageFormat.Webp,
        _ => null,
    };

    private static SKBitmap? Decode(SKCodec codec)
    {
        var longest = Math.Max(codec.Info.Width, codec.Info.Height);
        var size = longest <= LongestEdge ? codec.Info.Size : codec.GetScaledDimensions((float)LongestEdge / longest);
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        var bitmap = new SKBitmap(info);
        if (codec.GetPixels(info, bitmap.GetPixels()) == SKCodecResult.Success) return bitmap;
        bitmap.Dispose();
        return null;
    }

    /// <summary>Upright and on white: a JPEG knows neither turning nor seeing through. A format that can't be decoded smaller becomes so here.</summary>
    private static byte[]? Encode(SKBitmap picture, SKEncodedOrigin origin, bool opaque)
    {
        if (origin == SKEncodedOrigin.TopLeft && opaque && Math.Max(picture.Width, picture.Height) <= LongestEdge)
        {
            // As most are: to draw it once more would need the same memory again.
            using var asItIs = picture.PeekPixels();
            using var plain = asItIs.Encode(SKEncodedImageFormat.Jpeg, Quality);
            return plain?.ToArray();
        }

        var scale = 1f / ((Math.Max(picture.Width, picture.Height) + LongestEdge - 1) / LongestEdge);
        var (width, height) = (Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        if (origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom) (width, height) = (height, width);
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        if (surface is null) return null;
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.SetMatrix(Upright(origin, width, height).PreConcat(SKMatrix.CreateScale(scale, scale)));
        surface.Canvas.DrawBitmap(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Linear));
        using var pixels = surface.PeekPixels();
        using var jpeg = pixels.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return jpeg?.ToArray();
    }

    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
