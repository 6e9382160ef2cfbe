using System.IO.Compression;
using System.Xml;
using Gbv.Domain.Shared;
using static Gbv.Functions.Registers.WorkbookForm;

namespace Gbv.Functions.Registers;

/// <summary>Why a file was not taken at all; the text is <c>registers.refused.&lt;code&gt;</c>.</summary>
internal sealed class WorkbookRefusedException(string code, params object?[] args) : Exception
{
    public string Code => code;

    public override string Message => code;

    public string Text(Texts t) => t["registers.refused." + Code, args];
}

/// <summary>A cell as it stands in the file, before anybody asked what it means.</summary>
internal sealed record RawCell(string? Text, decimal? Number, string? Problem = null)
{
    public bool IsEmpty => Problem is null && Number is null && string.IsNullOrWhiteSpace(Text);
}

/// <summary>One row of a sheet: its number in Excel and its cells by column.</summary>
internal sealed record RawRow(int Number, IReadOnlyDictionary<int, RawCell> Cells);

/// <summary>A sheet as it was read. Codes of row 1 by column; rows from the first that people fill in.</summary>
internal sealed record RawSheet(string Name, IReadOnlyDictionary<int, string> Codes, IReadOnlyList<RawRow> Rows, string? Merged, bool TooLong);

/// <summary>A workbook of ours.</summary>
internal sealed record RawWorkbook(CommuneCode Commune, bool From1904, IReadOnlyList<RawSheet> Sheets);

/// <summary>
/// Reads a workbook that may come from anybody. The package is looked through before a sheet is read; sheets are streamed, and every size is
/// bounded by what was read and not by what the file says of itself, so that memory stays flat. XML with a DTD is refused.
/// </summary>
internal static class WorkbookReader
{
    private const int MostEntries = 400;
    private const long LargestPart = 24L * 1024 * 1024;

    /// <exception cref="WorkbookRefusedException">The file is not taken, and why.</exception>
    public static RawWorkbook Read(Stream file)
    {
        Look(file);
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var package = new WorkbookPackage(zip, MostEntries, LargestPart);
            var (from1904, sheets) = package.Sheets();
            var strings = SharedStrings.Read(package);
            List<RawSheet> read = [];
            CommuneCode? commune = null;
            foreach (var (name, path) in sheets)
            {
                var sheet = SheetReader.Read(package, name, path, strings);
                if (sheet.Codes.GetValueOrDefault(1) != Mark)
                {
                    read.Add(sheet);
                    continue;
                }

                if (sheet.Codes.GetValueOrDefault(2) is var version && version != FormVersion) throw new WorkbookRefusedException("version", version);
                commune = CommuneCode.TryParse(sheet.Codes.GetValueOrDefault(3));
            }

            return new(commune ?? throw new WorkbookRefusedException("not-ours"), from1904, read);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException or EndOfStreamException or NotSupportedException)
        {
            throw new WorkbookRefusedException("damaged");
        }
    }

    /// <summary>What the file is by its first bytes, whatever it is called.</summary>
    private static void Look(Stream file)
    {
        if (file.Length == 0) throw new WorkbookRefusedException("empty");
        if (file.Length > LargestFile) throw new WorkbookRefusedException("too-large", LargestFile / 1024 / 1024);
        Span<byte> first = stackalloc byte[4];
        var length = file.ReadAtLeast(first, 4, throwOnEndOfStream: false);
        file.Position = 0;
        if (length == 4 && first.SequenceEqual((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) throw new WorkbookRefusedException("old-format");
        if (length < 4 || !first.SequenceEqual((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04])) throw new WorkbookRefusedException("not-excel");
    }
}
