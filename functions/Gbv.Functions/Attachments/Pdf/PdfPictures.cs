using Gbv.Domain.Attachments;
using SkiaSharp;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// Pictures on a page. A photo is made anew as every photo is; dots that are not packed as a picture are counted and packed anew. Formats
/// whose decoders are known for holes (JBIG2, JPEG 2000, fax) are none of these.
/// </summary>
internal sealed class PdfPictures(PdfSource source, PdfWriter writer)
{
    private const string Photo = "DCTDecode";

    public int Copy(StreamToken stream) => Copy(stream, mask: false);

    private int Copy(StreamToken stream, bool mask)
    {
        var entries = stream.StreamDictionary;
        var (width, height) = (source.Integer(entries, "Width") ?? 0, source.Integer(entries, "Height") ?? 0);
        if (!AttachmentRules.HasAllowedSize(width, height)) throw new RefusedFileException(FileProblem.Unfamiliar, "size of a picture");
        return source.Names(entries, "Filter") is [.., Photo] ? CopyPhoto(stream, mask) : CopyDots(stream, width, height, mask);
    }

    private int CopyPhoto(StreamToken stream, bool mask)
    {
        var entries = stream.StreamDictionary;
        var colors = PdfColors.Copy(source, source.Need<IToken>(entries, "ColorSpace"));
        if (mask || colors.Value is not ("/DeviceGray" or "/DeviceRGB") || entries.Data.ContainsKey("Decode") || source.Find<IToken>(entries, "Mask") is ArrayToken)
            throw new RefusedFileException(FileProblem.Unfamiliar, "photo");
        // What shows a page takes a photo as it lies there, however the camera was held.
        var photo = ImageCleaner.Clean(source.Unpack(stream, upTo: Photo).ToArray(), upright: false) ?? throw PdfSource.Damaged("photo");
        var size = SKBitmap.DecodeBounds(photo);
        return writer.AddStream($"{Head(size.Width, size.Height, 8)}/ColorSpace/DeviceRGB{Masks(entries)}/Filter/{Photo}", photo);
    }

    private int CopyDots(StreamToken stream, int width, int height, bool mask)
    {
        var entries = stream.StreamDictionary;
        var stencil = source.Is(entries, "ImageMask");
        var bits = source.Integer(entries, "BitsPerComponent") ?? 1;
        if (bits is not (1 or 2 or 4 or 8 or 16) || (stencil && bits != 1)) throw PdfSource.Damaged("bits");
        var (colors, components) = stencil ? ("", 1) : PdfColors.Copy(source, source.Need<IToken>(entries, "ColorSpace"));
        if (mask && !stencil && colors != "/DeviceGray") throw PdfSource.Damaged("mask");
        var length = (((long)width * components * bits) + 7) / 8 * height;
        var dots = source.Unpack(stream);
        if (dots.Length < length) throw PdfSource.Damaged("dots");
        var head = Head(width, height, bits) + (stencil ? "/ImageMask true" : "/ColorSpace" + colors) + Decode(entries, components) + (mask ? "" : Masks(entries));
        return writer.AddPacked(head, dots.Span[..(int)length]);
    }

    private static string Head(int width, int height, int bits) => FormattableString.Invariant($"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent {bits}");

    private string Decode(DictionaryToken entries, int components)
    {
        if (source.Find<ArrayToken>(entries, "Decode") is not { } decode) return "";
        return decode.Length == 2 * components ? "/Decode" + PdfWriter.Numbers(decode.Data.Select(n => source.As<NumericToken>(n).Data)) : throw PdfSource.Damaged("decode");
    }

    /// <summary>What of it is seen through.</summary>
    private string Masks(DictionaryToken entries) =>
        source.Find<StreamToken>(entries, "SMask") is { } soft ? "/SMask " + PdfWriter.Reference(Copy(soft, mask: true))
        : source.Find<IToken>(entries, "Mask") switch
        {
            null => "",
            StreamToken hard when source.Is(hard.StreamDictionary, "ImageMask") => "/Mask " + PdfWriter.Reference(Copy(hard, mask: true)),
            ArrayToken { Length: <= 8 } keys => "/Mask" + PdfWriter.Numbers(keys.Data.Select(n => source.As<NumericToken>(n).Data)),
            _ => throw new RefusedFileException(FileProblem.Unfamiliar, "mask"),
        };
}
