using System.IO.Compression;
using System.Xml;

namespace Gbv.Functions.Registers;

/// <summary>The parts of a workbook's zip, each read through a bound, and refused as a whole for what no form to fill in has.</summary>
internal sealed class WorkbookPackage
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly string[] Foreign = ["externalLinks/", "embeddings/", "activeX/", "connections.xml", "queryTables/", "customUI/", "oleObject"];

    private readonly ZipArchive zip;
    private readonly long largestPart;

    public WorkbookPackage(ZipArchive zip, int mostEntries, long largestPart)
    {
        (this.zip, this.largestPart) = (zip, largestPart);
        if (zip.Entries.Count > mostEntries) throw new WorkbookRefusedException("bomb");
        var names = zip.Entries.Select(e => e.FullName).ToList();
        if (names.Any(n => n.Contains("vba", StringComparison.OrdinalIgnoreCase) || n.Contains("macrosheets", StringComparison.OrdinalIgnoreCase))) throw new WorkbookRefusedException("macro");
        if (names.Any(n => Foreign.Any(f => n.Contains(f, StringComparison.OrdinalIgnoreCase)))) throw new WorkbookRefusedException("external");
        if (!names.Contains("xl/workbook.xml") || !names.Contains("[Content_Types].xml")) throw new WorkbookRefusedException("not-excel");
        if (zip.Entries.Any(e => e.Length > largestPart)) throw new WorkbookRefusedException("bomb");
        LookAtTypes();
        foreach (var rels in names.Where(n => n.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))) LookAtTargets(rels);
    }

    public bool Has(string path) => zip.GetEntry(path) is not null;

    /// <summary>A part to be read once, forwards; a DTD anywhere ends it.</summary>
    public XmlReader Open(string path)
    {
        var entry = zip.GetEntry(path) ?? throw new InvalidDataException(path);
        return XmlReader.Create(new BoundedStream(entry.Open(), largestPart), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = largestPart,
        });
    }

    /// <summary>Whether days are counted from 1904, and the sheets in their order: name and part.</summary>
    public (bool From1904, IReadOnlyList<(string Name, string Path)> Sheets) Sheets()
    {
        Dictionary<string, string> targets = [];
        using (var rels = Open("xl/_rels/workbook.xml.rels"))
            while (rels.Read())
                if (rels is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && rels.GetAttribute("Id") is { } id && rels.GetAttribute("Target") is { } target)
                    targets[id] = target.StartsWith('/') ? target[1..] : "xl/" + target;

        List<(string, string)> sheets = [];
        var from1904 = false;
        using var book = Open("xl/workbook.xml");
        while (book.Read())
        {
            if (book.NodeType != XmlNodeType.Element) continue;
            if (book.LocalName == "workbookPr") from1904 = book.GetAttribute("date1904") is "1" or "true";
            if (book.LocalName == "sheet" && book.GetAttribute("id", Relationships) is { } id && targets.TryGetValue(id, out var path) && Has(path))
                sheets.Add((book.GetAttribute("name") ?? "", path));
        }

        return (from1904, sheets);
    }

    private void LookAtTypes()
    {
        using var types = Open("[Content_Types].xml");
        while (types.Read())
        {
            if (types.NodeType != XmlNodeType.Element || types.GetAttribute("ContentType") is not { } type) continue;
            if (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)) throw new WorkbookRefusedException("macro");
        }
    }

    /// <summary>Excel makes a link of every e-mail address that is typed: those are passed over, anything else outside is not.</summary>
    private void LookAtTargets(string path)
    {
        using var rels = Open(path);
        while (rels.Read())
            if (rels is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && string.Equals(rels.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase)
                && rels.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true) throw new WorkbookRefusedException("external");
    }

    /// <summary>Ends where more comes out of the zip than its directory promised.</summary>
    private sealed class BoundedStream(Stream inner, long most) : Stream
    {
        private long read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var got = inner.Read(buffer);
            read += got;
            return read > most ? throw new WorkbookRefusedException("bomb") : got;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
