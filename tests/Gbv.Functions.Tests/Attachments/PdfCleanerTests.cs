using System.Text;
using System.Text.RegularExpressions;
using Gbv.Domain.Attachments;
using Gbv.Functions.Attachments;
using Gbv.Functions.Attachments.Pdf;
using SkiaSharp;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Tests.Attachments;

/// <summary>What becomes of a PDF: a new one of what its pages show, or nothing.</summary>
public sealed class PdfCleanerTests
{
    private const string Marker = Pictures.Marker;

    /// <summary>A text, a name, a note: where a producer, a writer or somebody who wants to do harm leaves what no page shows.</summary>
    private static readonly Dictionary<string, Func<byte[]>> Hidden = new()
    {
        ["who wrote it"] = () => Pdfs.Page(trailer: "/Info 5 0 R", more: [Pdfs.Ascii($"<</Author({Marker})/CreationDate(D:2026)>>")]),
        ["the file's name for itself"] = () => Pdfs.Page(trailer: $"/ID[({Marker})({Marker})]"),
        ["metadata"] = () => Pdfs.Page(catalog: "/Metadata 5 0 R", more: [Pdfs.Stream("/Type/Metadata/Subtype/XML", Pdfs.Ascii($"<x:xmpmeta>{Marker}</x:xmpmeta>"))]),
        ["metadata of a page"] = () => Pdfs.Page(page: "/LastModified(D:2026)/PieceInfo<</Maker<</Private 5 0 R>>>>", more: [Pdfs.Ascii($"({Marker})")]),
        ["what a camera wrote"] = () => Pdfs.Scan(Pictures.FromACamera()),
        ["a note"] = () => Pdfs.Page(page: $"/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents({Marker})>>]"),
        ["a link"] = () => Pdfs.Page(page: $"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/{Marker})>>>>]"),
        ["a program at the opening"] = () => Pdfs.Page(catalog: "/OpenAction 5 0 R", more: [Pdfs.Ascii($"<</S/JavaScript/JS(app.alert\\('{Marker}'\\))>>")]),
        ["a program of a page"] = () => Pdfs.Page(page: $"/AA<</O<</S/JavaScript/JS({Marker})>>>>"),
        ["a program by name"] = () => Pdfs.Page(catalog: $"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS({Marker})>>]>>>>"),
        ["a start of another program"] = () => Pdfs.Page(catalog: $"/OpenAction<</S/Launch/F({Marker})>>"),
        ["an attached file"] = () => Pdfs.Page(
            catalog: "/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>]>>>>", more: [Pdfs.Stream("/Type/EmbeddedFile", Pdfs.Ascii("MZ" + Marker))]),
        ["a form"] = () => Pdfs.Page(catalog: "/AcroForm<</Fields[]/XFA 5 0 R>>", more: [Pdfs.Stream("", Pdfs.Ascii($"<xdp:xdp>{Marker}</xdp:xdp>"))]),
        ["bookmarks"] = () => Pdfs.Page(catalog: "/Outlines<</First 5 0 R/Count 1>>", more: [Pdfs.Ascii($"<</Title({Marker})>>")]),
        ["a remark in what is drawn"] = () => Pdfs.Page($"%{Marker}\n{Pdfs.Shown}"),
        ["a text for readers aloud"] = () => Pdfs.Page($"/Span<</ActualText({Marker})>>BDC {Pdfs.Shown} EMC"),
        ["data of a producer in what is drawn"] = () => Pdfs.Page($"/Maker<</Note({Marker})>>DP {Pdfs.Shown}"),
        ["a layer's name"] = () => Pdfs.Page(
            $"/OC/L BDC {Pdfs.Shown} EMC", Pdfs.Fonts + "/Properties<</L 5 0 R>>", catalog: "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>", more: [Pdfs.Ascii($"<</Type/OCG/Name({Marker})>>")]),
        ["a form that nothing draws"] = () => Pdfs.Page(resources: Pdfs.Fonts + "/XObject<</X 5 0 R>>", more: [Pdfs.Stream("/Subtype/Form/BBox[0 0 9 9]", Pdfs.Ascii($"({Marker})Tj"))]),
        ["a form's own metadata"] = () => Pdfs.Page("/X Do", "/XObject<</X 5 0 R>>", more: [Pdfs.Stream($"/Subtype/Form/BBox[0 0 9 9]/Name/N/PieceInfo({Marker})", Pdfs.Ascii("0 0 9 9 re f"))]),
        ["a resource's name"] = () => Pdfs.Page(Pdfs.Shown.Replace("/F1", Name(), StringComparison.Ordinal), Pdfs.Fonts.Replace("/F1", Name(), StringComparison.Ordinal)),
        ["a profile of colours"] = () => Pdfs.Page("/C cs 1 0 0 sc 0 0 9 9 re f", "/ColorSpace<</C[/ICCBased 5 0 R]>>", more: [Pdfs.Stream("/N 3", Pdfs.Ascii(Marker))]),
        ["codes for searching"] = () => Pdfs.Page(resources: Pdfs.Fonts.Replace("/Type/Font/", "/ToUnicode 5 0 R/Type/Font/", StringComparison.Ordinal), more: [Pdfs.Stream("", Pdfs.Ascii("%" + Marker))]),
        ["who made a font"] = () => Pdfs.Page(
            resources: "/Font<</F1<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 5 0 R>>>>",
            more: [Pdfs.Ascii("<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 6 0 R>>"), Pdfs.Stream("", Pdfs.Font(("glyf", "outlines"), ("name", Marker), ("SVG ", Marker)))]),
        ["what stands behind a picture's dots"] = () => Pdfs.Picture("/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray", Pdfs.Ascii("\0\u0001\u0002\u0003" + Marker)),
        ["an object that nothing names"] = () => Pdfs.Page(more: [Pdfs.Ascii($"({Marker})")]),
        ["the version before"] = () => Pdfs.Updated(Pdfs.Page($"{Pdfs.Shown} BT /F1 9 Tf ({Marker}) Tj ET"), 4, Pdfs.Stream("", Pdfs.Ascii(Pdfs.Shown))),
        ["packed objects"] = () => Pdfs.PackedObjects($"/Annots[<</Type/Annot/Subtype/Text/Contents({Marker})>>]"),
        ["an archive behind its end"] = () => [.. Pdfs.Page(), .. Pdfs.Ascii("PK\u0003\u0004" + Marker)],
    };

    private static readonly Dictionary<string, (FileProblem Problem, Func<byte[]> File)> Refused = new()
    {
        ["locked"] = (FileProblem.Locked, Pdfs.Locked),
        ["a page that holds itself"] = (FileProblem.Unreadable, () => Pdfs.File([Pdfs.Ascii("<</Type/Catalog/Pages 2 0 R>>"), Pdfs.Ascii("<</Type/Pages/Kids[2 0 R]/Count 1>>")])),
        ["no page"] = (FileProblem.Unreadable, () => Pdfs.Pages(0)),
        ["very many pages"] = (FileProblem.Unfamiliar, () => Pdfs.Pages(61)),
        ["nothing but a beginning"] = (FileProblem.Unreadable, () => Pdfs.Ascii("%PDF-1.7\n<script>alert(1)</script>")),
        ["a form that draws itself"] = (FileProblem.Unfamiliar, () => Pdfs.Forms("/X5 Do")),
        ["forms that draw each other"] = (FileProblem.Unfamiliar, () => Pdfs.Forms("/X6 Do", "/X5 Do")),
        ["forms that each draw the next many times"] = (FileProblem.Unfamiliar, () => Pdfs.Forms(
            [.. Enumerable.Range(6, 8).Select(n => string.Concat(Enumerable.Repeat($"/X{n} Do ", 10))), "0 0 9 9 re f"])),
        ["content that grows"] = (FileProblem.Unfamiliar, () => Bomb("/Filter/FlateDecode", Pdfs.Packed(new byte[40_000_000]))),
        ["content packed twice that grows"] = (FileProblem.Unfamiliar, () => Bomb("/Filter[/FlateDecode/FlateDecode]", Pdfs.Packed(Pdfs.Packed(new byte[40_000_000])))),
        ["content packed many times"] = (FileProblem.Unfamiliar, () => Bomb("/Filter[/AHx/AHx/AHx/AHx]", [])),
        ["a picture that says it is huge"] = (FileProblem.Unfamiliar, () => Pdfs.Picture("/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB", [0])),
        ["a photo that says it is huge"] = (FileProblem.Unreadable, () => Pdfs.Scan([.. Pictures.PngThatSays(60_000, 60_000)])),
        ["half a photo"] = (FileProblem.Unreadable, () => Pdfs.Scan(Pictures.Jpeg()[..(Pictures.Jpeg().Length / 2)])),
        ["too few dots"] = (FileProblem.Unreadable, () => Pdfs.Picture("/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceRGB", [0])),
        ["JBIG2"] = (FileProblem.Unfamiliar, () => Pdfs.Picture("/Width 9/Height 9/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode", [0])),
        ["JPEG 2000"] = (FileProblem.Unfamiliar, () => Pdfs.Picture("/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/JPXDecode", [0])),
        ["fax"] = (FileProblem.Unfamiliar, () => Pdfs.Picture("/Width 9/Height 9/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode", [0])),
        ["LZW"] = (FileProblem.Unfamiliar, () => Bomb("/Filter/LZWDecode", [0])),
        ["content from elsewhere"] = (FileProblem.Unfamiliar, () => Bomb("/F(http://example.org/a)/FFilter/FlateDecode", [])),
        ["PostScript"] = (FileProblem.Unfamiliar, () => Pdfs.Page("/X Do", "/XObject<</X 5 0 R>>", more: [Pdfs.Stream("/Subtype/PS", Pdfs.Ascii("showpage"))])),
        ["a font that is a program"] = (FileProblem.Unfamiliar, () => Pdfs.Page(
            resources: "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/A/FontDescriptor<</FontName/A/FontFile 5 0 R>>>>>>", more: [Pdfs.Stream("", Pdfs.Ascii("%!PS"))])),
        ["a picture between the steps"] = (FileProblem.Unfamiliar, () => Pdfs.Page("BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q")),
        ["an unknown step"] = (FileProblem.Unfamiliar, () => Pdfs.Page("1 0 0 evil")),
        ["a pattern"] = (FileProblem.Unfamiliar, () => Pdfs.Page("/Pattern cs /P scn")),
        ["a mask that is drawn"] = (FileProblem.Unfamiliar, () => Pdfs.Page("/G gs", "/ExtGState<</G<</SMask<</S/Luminosity>>>>>>")),
        ["a field that was filled in"] = (FileProblem.Unfamiliar, () => Pdfs.Page(
            page: "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/V(yes)/Rect[0 0 9 9]/AP<</N 5 0 R>>>>]", more: [Pdfs.Stream("/Subtype/Form/BBox[0 0 9 9]", Pdfs.Ascii("0 0 9 9 re f"))])),
        ["a name that is not there"] = (FileProblem.Unfamiliar, () => Pdfs.Page("/X Do")),
    };

    public static TheoryData<string> HiddenThings => [.. Hidden.Keys];

    public static TheoryData<string> RefusedThings => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(HiddenThings))]
    public void What_no_page_shows_does_not_come_out(string what)
    {
        var came = Hidden[what]();
        Assert.Contains(Marker, TextOf(came), StringComparison.Ordinal);

        var cleaned = PdfCleaner.Clean(came);

        Assert.DoesNotContain(Marker, TextOf(cleaned), StringComparison.Ordinal);
        AssertPlain(cleaned);
    }

    [Theory]
    [MemberData(nameof(RefusedThings))]
    public void What_is_not_understood_or_would_do_harm_is_refused(string what)
    {
        var (problem, file) = Refused[what];

        Assert.Equal(problem, Assert.Throws<RefusedFileException>(() => PdfCleaner.Clean(file())).Problem);
    }

    [Fact]
    public void The_page_shows_what_it_showed_and_is_cleaned_to_the_same_again()
    {
        var cleaned = PdfCleaner.Clean(Pdfs.Page(page: "/Rotate 90/CropBox[0 0 100 150]"));

        using var document = PdfDocument.Open(cleaned);
        var page = document.GetPage(1);
        Assert.Equal("Giay chung nhan", page.Text);
        Assert.Equal(90, page.Rotation.Value);
        Assert.Equal(100, page.CropBox.Bounds.Width);
        Assert.Equal(cleaned, PdfCleaner.Clean(cleaned));
    }

    [Fact]
    public void A_scan_keeps_its_picture_as_it_lay_there_whatever_the_camera_said()
    {
        using var document = PdfDocument.Open(PdfCleaner.Clean(Pdfs.Scan(Pictures.FromACamera(orientation: 6))));

        var picture = Assert.Single(document.GetPage(1).GetImages());
        Assert.Equal((320, 200), (picture.WidthInSamples, picture.HeightInSamples));
        using var shown = SKBitmap.Decode(picture.RawBytes.ToArray());
        Assert.True(shown.GetPixel(20, 100) is { Red: > 180, Blue: < 80 });
        Assert.True(shown.GetPixel(300, 100) is { Blue: > 180, Red: < 80 });
    }

    [Fact]
    public void A_page_of_an_office_keeps_fonts_pictures_and_what_is_seen_through()
    {
        using var output = new MemoryStream();
        using (var document = SKDocument.CreatePdf(output, new SKDocumentPdfMetadata { Author = Marker, Title = Marker }))
        {
            using var picture = SKImage.FromEncodedData(Pictures.Of(SKEncodedImageFormat.Png));
            using var half = new SKPaint { Color = new SKColor(0, 128, 0, 100) };
            using var font = new SKFont(SKTypeface.Default, 20);
            var page = document.BeginPage(300, 300);
            page.DrawImage(picture, new SKRect(20, 20, 180, 120), new SKSamplingOptions(SKFilterMode.Linear), half);
            page.DrawRect(50, 50, 200, 200, half);
            page.DrawText("Trang 1", 20, 280, SKTextAlign.Left, font, half);
            document.EndPage();
        }

        var cleaned = PdfCleaner.Clean(output.ToArray());

        Assert.DoesNotContain(Marker, TextOf(cleaned), StringComparison.Ordinal);
        AssertPlain(cleaned);
        using var read = PdfDocument.Open(cleaned);
        Assert.Single(read.GetPage(1).GetImages());
        Assert.Equal((300, 300), (read.GetPage(1).Width, read.GetPage(1).Height));
    }

    [Fact]
    public void Of_a_font_only_the_tables_that_signs_are_drawn_from_are_kept()
    {
        var cleaned = FontTables.Clean(Pdfs.Font(("glyf", "outlines"), ("loca", "where"), ("name", "who"), ("DSIG", "signed")));

        Assert.Equal(Pdfs.Font(("glyf", "outlines"), ("loca", "where"))[12..], cleaned[12..]);
        Assert.Throws<RefusedFileException>(() => FontTables.Clean(Pdfs.Font(("glyf", "a"), ("glyf", "b"))));
        Assert.Throws<RefusedFileException>(() => FontTables.Clean(Pdfs.Font(("glyf", "outlines")).AsSpan(..^5)));
    }

    /// <summary>Cut anywhere, and with a table of places that leads in a circle: either refused or as clean as any other.</summary>
    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(90)]
    [InlineData(-1)]
    public void A_damaged_file_is_refused_or_comes_out_clean(int percent)
    {
        var whole = Pdfs.Page(trailer: "/Info 5 0 R", more: [Pdfs.Ascii($"<</Author({Marker})>>")]);
        var circle = Pdfs.Updated(whole, 4, Pdfs.Stream("", Pdfs.Ascii(Pdfs.Shown)));
        circle = Pdfs.Ascii(Regex.Replace(Encoding.Latin1.GetString(circle), "/Prev \\d+", $"/Prev {Encoding.Latin1.GetString(circle).LastIndexOf("xref\n4", StringComparison.Ordinal)}"));
        try
        {
            var cleaned = PdfCleaner.Clean(percent < 0 ? circle : whole[..(whole.Length * percent / 100)]);
            Assert.DoesNotContain(Marker, TextOf(cleaned), StringComparison.Ordinal);
            AssertPlain(cleaned);
        }
        catch (RefusedFileException e)
        {
            Assert.Equal(FileProblem.Unreadable, e.Problem);
        }
    }

    private static byte[] Bomb(string entries, byte[] content) => Pdfs.File(
    [
        Pdfs.Ascii("<</Type/Catalog/Pages 2 0 R>>"), Pdfs.Ascii("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        Pdfs.Ascii("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"), Pdfs.Stream(entries, content),
    ]);

    private static string Name() => "/" + Marker.Replace(" ", "#20", StringComparison.Ordinal);

    /// <summary>Everything that could be read in it by somebody who looks: bytes, unpacked streams, texts and names however they are written.</summary>
    private static string TextOf(byte[] file)
    {
        var all = new StringBuilder(Encoding.Latin1.GetString(file));
        using var document = PdfDocument.Open(file);
        foreach (var number in document.Structure.CrossReferenceTable.ObjectOffsets.Keys)
            Append(all, document.Structure.GetObject(number).Data);
        return all.ToString();
    }

    private static void Append(StringBuilder all, IToken token)
    {
        switch (token)
        {
            case StreamToken stream:
                Append(all, stream.StreamDictionary);
                if (stream.StreamDictionary.Data.GetValueOrDefault("Filter") is null or NameToken { Data: "FlateDecode" })
                    Append(all, Encoding.Latin1.GetString(stream.Decode(UglyToad.PdfPig.Filters.DefaultFilterProvider.Instance).Span));
                break;
            case DictionaryToken dictionary:
                foreach (var (name, value) in dictionary.Data)
                {
                    all.Append('\n').Append(name);
                    Append(all, value);
                }

                break;
            case ArrayToken array:
                foreach (var value in array.Data) Append(all, value);
                break;
            case StringToken text:
                all.Append('\n').Append(text.Data);
                break;
            case HexToken text:
                all.Append('\n').Append(text.Data);
                break;
            case NameToken name:
                all.Append('\n').Append(name.Data);
                break;
        }
    }

    /// <summary>With the texts that are written in hexadecimal between the steps.</summary>
    private static void Append(StringBuilder all, string content)
    {
        all.Append('\n').Append(content);
        foreach (Match hex in Regex.Matches(content, "<((?:[0-9A-F]{2})+)>"))
            all.Append('\n').Append(Encoding.Latin1.GetString(Convert.FromHexString(hex.Groups[1].Value)));
    }

    /// <summary>It opens, and has none of the entries that do something or tell something.</summary>
    private static void AssertPlain(byte[] file)
    {
        using var document = PdfDocument.Open(file, ParsingOptions.LenientParsingOff);
        Assert.True(document.NumberOfPages > 0);
        Assert.Equal(["Pages", "Type"], document.Structure.Catalog.CatalogDictionary.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Null(document.Structure.Trailer.Info);
        Assert.Empty(document.Structure.Trailer.Identifier);
        var text = Encoding.Latin1.GetString(file);
        foreach (var entry in new[] { "/JS", "/JavaScript", "/AA", "/A<", "/Annots", "/AcroForm", "/EF", "/Launch", "/Metadata", "/Names", "/OC", "/OpenAction", "/PieceInfo", "/URI", "/XFA" })
            Assert.DoesNotMatch(entry + "(?![A-Za-z])", text);
    }
}
