using System.IO.Compression;
using System.IO.Packaging;
using System.Xml;

namespace Gbv.Functions.Documents;

/// <summary>A part of an Office file: where it lies, what it is, and as what it belongs to the part above it.</summary>
internal sealed record OfficePart(string Path, string Type, string Relation);

/// <summary>
/// A letter or a workbook, written part by part straight into its zip. A model of the document would hold an object for every element and
/// every part until all are there, and takes longer to get ready than a small report takes in all.
/// </summary>
internal sealed class OfficeFile
{
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Package package;
    private readonly PackagePart main;

    private OfficeFile(Package package, OfficePart first)
    {
        this.package = package;
        main = package.CreatePart(At(first.Path), first.Type, CompressionOption.Fast);
        package.CreateRelationship(main.Uri, TargetMode.Internal, $"{Relations}/{first.Relation}", "main");
    }

    /// <param name="main">The part that all others belong to; it is written first.</param>
    /// <param name="write">Writes the main part.</param>
    /// <param name="others">Adds the other parts.</param>
    public static byte[] Write(string title, string language, OfficePart main, Action<XmlWriter> write, Action<OfficeFile> others)
    {
        using var stream = new MemoryStream();
        using (var package = Package.Open(stream, FileMode.Create, FileAccess.Write))
        {
            var file = new OfficeFile(package, main);
            Fill(file.main.GetStream(), write);
            others(file);
            package.PackageProperties.Title = title;
            package.PackageProperties.Language = language;
        }

        return stream.ToArray();
    }

    /// <param name="id">How the main part names it.</param>
    public void Add(string id, OfficePart part, Action<XmlWriter> write)
    {
        var added = package.CreatePart(At(part.Path), part.Type, CompressionOption.Fast);
        Fill(added.GetStream(), write);
        main.CreateRelationship(added.Uri, TargetMode.Internal, $"{Relations}/{part.Relation}", id);
    }

    /// <summary>The same file with some of its parts written anew; all others stay as they are, packed.</summary>
    public static byte[] With(byte[] file, IEnumerable<(OfficePart Part, Action<XmlWriter> Write)> parts)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            foreach (var (part, write) in parts)
            {
                var entry = zip.GetEntry(part.Path)!.Open();
                entry.SetLength(0);
                Fill(entry, write);
            }

        return stream.ToArray();
    }

    private static Uri At(string path) => new("/" + path, UriKind.Relative);

    private static void Fill(Stream stream, Action<XmlWriter> write)
    {
        using (stream)
        using (var to = XmlWriter.Create(stream))
        {
            to.WriteStartDocument(standalone: true);
            write(to);
        }
    }
}
