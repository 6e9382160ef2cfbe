using System.Text;
using Gbv.Domain.Attachments;
using Gbv.Functions.Attachments;
using SkiaSharp;

namespace Gbv.Functions.Tests.Attachments;

/// <summary>Files that are two things at once, or none of those that are taken. Told by their first bytes, and made anew as just that.</summary>
public sealed class UploadCorpusTests
{
    private const string Script = "<script>alert(1)</script>";

    private static readonly Dictionary<string, byte[]> OtherKinds = new()
    {
        ["SVG"] = [.. "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8],
        ["HTML"] = [.. "<!doctype html><script>alert(1)</script>"u8],
        ["HEIC"] = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8],
        ["a program"] = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF],
        ["a program of Linux"] = [0x7F, .. "ELF"u8, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ["an archive"] = [.. "PK\u0003\u0004"u8, .. new byte[30]],
        ["an archive before a PDF"] = [.. "PK\u0003\u0004"u8, .. Pdfs.Page()],
        ["GIF and JavaScript"] = [.. "GIF89a/*"u8, .. new byte[20], .. "*/=1;alert(1)//"u8],
        ["something before a PDF"] = [.. "\n"u8, .. Pdfs.Page()],
        ["a page before a PDF"] = [.. "<html>"u8, .. Pdfs.Page()],
        ["a picture of Windows"] = [.. "BM"u8, .. new byte[60]],
        ["TIFF"] = [.. "II*\0"u8, .. new byte[60]],
        ["PostScript"] = [.. "%!PS-Adobe-3.0"u8],
        ["nothing"] = [],
    };

    private static readonly Dictionary<string, byte[]> TwoAtOnce = new()
    {
        ["JPEG and a page"] = [.. Pictures.Jpeg(), .. Encoding.ASCII.GetBytes("<html>" + Script)],
        ["JPEG and a PDF"] = [.. Pictures.Jpeg(), .. Pdfs.Page($"%{Script}")],
        ["JPEG with a page in its remark"] = [.. Pictures.Jpeg()[..2], 0xFF, 0xFE, 0, (byte)(Script.Length + 2), .. Encoding.ASCII.GetBytes(Script), .. Pictures.Jpeg()[2..]],
        ["PNG and an archive"] = [.. Pictures.Of(SKEncodedImageFormat.Png), .. "PK\u0003\u0004"u8, .. Encoding.ASCII.GetBytes(Script)],
        ["WebP and a page"] = [.. Pictures.Of(SKEncodedImageFormat.Webp), .. Encoding.ASCII.GetBytes(Script)],
        ["PDF and an archive"] = [.. Pdfs.Page(), .. "PK\u0003\u0004"u8, .. Encoding.ASCII.GetBytes(Script)],
        ["PDF and a picture"] = [.. Pdfs.Page(), .. Pictures.FromACamera(), .. Encoding.ASCII.GetBytes(Script)],
        ["PDF and a page in its first remark"] = Pdfs.Ascii(Encoding.Latin1.GetString(Pdfs.Page()).Replace("%PDF-1.7\n", $"%PDF-1.7\n%{Script}\n", StringComparison.Ordinal)),
    };

    private static readonly Dictionary<string, byte[]> Broken = new()
    {
        ["a picture that says it is huge"] = Pictures.PngThatSays(60_000, 60_000),
        ["a picture of nothing"] = Pictures.PngThatSays(0, 0),
        ["a picture of much that is packed small"] = Pictures.PngThatSays(3_000, 3_000),
        ["JPEG in name only"] = [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.ASCII.GetBytes("<html>" + Script)],
        ["PNG in name only"] = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Encoding.ASCII.GetBytes(Script)],
        ["WebP in name only"] = [.. "RIFF\0\0\0\0WEBP"u8, .. Encoding.ASCII.GetBytes(Script)],
        ["PDF in name only"] = Pdfs.Ascii("%PDF-1.7\n" + Script),
        ["half a picture"] = Pictures.Jpeg()[..(Pictures.Jpeg().Length / 2)],
    };

    public static TheoryData<string> OthersNames => [.. OtherKinds.Keys];

    public static TheoryData<string> TwoAtOnceNames => [.. TwoAtOnce.Keys];

    public static TheoryData<string> BrokenNames => [.. Broken.Keys];

    [Theory]
    [MemberData(nameof(OthersNames))]
    public void Other_kinds_are_known_by_their_first_bytes_and_not_taken(string what) => Assert.Null(FileKinds.Of(OtherKinds[what]));

    [Theory]
    [MemberData(nameof(TwoAtOnceNames))]
    public void Of_what_is_two_things_at_once_only_what_it_shows_comes_out(string what)
    {
        var came = TwoAtOnce[what];
        Assert.Contains(Script, Encoding.Latin1.GetString(came), StringComparison.Ordinal);

        var cleaned = CleanCommand.Clean(came);

        Assert.Equal(FileKinds.Of(came) == FileKind.Pdf ? FileKind.Pdf : FileKind.Jpeg, FileKinds.Of(cleaned));
        var text = Encoding.Latin1.GetString(cleaned);
        Assert.DoesNotContain(Script, text, StringComparison.Ordinal);
        Assert.DoesNotContain("PK\u0003\u0004", text, StringComparison.Ordinal);
        Assert.DoesNotContain("%PDF", text[4..], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BrokenNames))]
    public void What_only_begins_like_one_is_refused(string what)
    {
        Assert.NotNull(FileKinds.Of(Broken[what]));

        Assert.Equal(FileProblem.Unreadable, Assert.Throws<RefusedFileException>(() => CleanCommand.Clean(Broken[what])).Problem);
    }
}
