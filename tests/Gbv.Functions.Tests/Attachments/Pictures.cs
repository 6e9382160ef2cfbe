using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Gbv.Functions.Tests.Attachments;

/// <summary>Pictures as they come from phones, and as they come from somebody who wants to do harm.</summary>
internal static class Pictures
{
    /// <summary>Stands in what must not come out again: where it was taken, who took it.</summary>
    public const string Marker = "10.2541N 105.9723E";

    /// <summary>Left half red, right half blue.</summary>
    public static byte[] Of(SKEncodedImageFormat format, int width = 320, int height = 200, int quality = 90)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.Red);
        bitmap.Erase(SKColors.Blue, new SKRectI(width / 2, 0, width, height));
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    public static byte[] Jpeg(int width = 320, int height = 200) => Of(SKEncodedImageFormat.Jpeg, width, height);

    /// <summary>With what a camera writes: a place, a thumbnail's worth of other data, a comment, and how it was held.</summary>
    public static byte[] FromACamera(ushort orientation = 1, string marker = Marker)
    {
        var told = Encoding.ASCII.GetBytes(marker);
        var jpeg = Jpeg();
        byte[] tiff = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, (byte)(orientation >> 8), (byte)orientation, 0, 0, 0, 0, 0, 0];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff, .. told];
        return [.. jpeg[..2], .. Segment(0xE1, exif), .. Segment(0xFE, told), .. jpeg[2..], .. told];
    }

    /// <summary>A few hundred bytes that say they are a picture of this size.</summary>
    public static byte[] PngThatSays(int width, int height)
    {
        byte[] header = [.. Int(width), .. Int(height), 8, 6, 0, 0, 0];
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];
    }

    private static byte[] Segment(byte kind, byte[] content) => [0xFF, kind, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string kind, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. content];
        return [.. Int(content.Length), .. named, .. Int((int)Crc32(named))];
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
