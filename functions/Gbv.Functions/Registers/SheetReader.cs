using System.Globalization;
using System.Text;
using System.Xml;
using static Gbv.Functions.Registers.WorkbookForm;

namespace Gbv.Functions.Registers;

/// <summary>Texts that cells share; bounded, because a file may bring any number of them.</summary>
internal static class SharedStrings
{
    private const int Most = 60_000;
    private const int MostCharacters = 6_000_000;

    public static IReadOnlyList<string> Read(WorkbookPackage package)
    {
        List<string> strings = [];
        if (!package.Has("xl/sharedStrings.xml")) return strings;
        var total = 0;
        using var xml = package.Open("xl/sharedStrings.xml");
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "si" }) continue;
            var text = SheetReader.TextIn(xml);
            total += text.Length;
            if (strings.Count == Most || total > MostCharacters) throw new WorkbookRefusedException("bomb");
            strings.Add(text);
        }

        return strings;
    }
}

/// <summary>Streams one sheet. What lies beyond the last row that is taken is counted and not kept.</summary>
internal static class SheetReader
{
    private const int MostColumns = 60;
    private const int LongestText = 4000;

    public static RawSheet Read(WorkbookPackage package, string name, string path, IReadOnlyList<string> strings)
    {
        Dictionary<int, string> codes = [];
        List<RawRow> rows = [];
        string? merged = null;
        var (tooLong, number) = (false, 0);
        using var xml = package.Open(path);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "mergeCell") merged ??= xml.GetAttribute("ref");
            if (xml.LocalName != "row") continue;
            number = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : number + 1;
            if (tooLong || rows.Count > MostRows)
            {
                tooLong = true;
                continue;
            }

            var cells = Cells(xml, strings);
            if (number == 1) codes = cells.Where(c => c.Value.Text is not null).ToDictionary(c => c.Key, c => c.Value.Text!.Trim());
            else if (number >= FirstRow && cells.Values.Any(c => !c.IsEmpty)) rows.Add(new(number, cells));
        }

        return new(name, codes, rows, merged, tooLong || rows.Count > MostRows);
    }

    /// <summary>The text of an element and of all below it that are shown; how a word is pronounced is left out.</summary>
    public static string TextIn(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            while (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" }) xml.Skip();
            if (xml.Depth <= depth) break;
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA && text.Length <= LongestText) text.Append(xml.Value);
        }

        return text.Length <= LongestText ? text.ToString() : text.ToString(0, LongestText);
    }

    private static Dictionary<int, RawCell> Cells(XmlReader xml, IReadOnlyList<string> strings)
    {
        Dictionary<int, RawCell> cells = [];
        if (xml.IsEmptyElement) return cells;
        var (depth, column) = (xml.Depth, 0);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" }) continue;
            column = Column(xml.GetAttribute("r")) is var told and > 0 ? told : column + 1;
            var cell = Cell(xml, strings);
            if (column <= MostColumns) cells[column] = cell;
        }

        return cells;
    }

    private static RawCell Cell(XmlReader xml, IReadOnlyList<string> strings)
    {
        var type = xml.GetAttribute("t");
        string? value = null;
        var formula = false;
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "f") formula = true;
                if (xml.LocalName is "v" or "is") value = TextIn(xml);
            }
        }

        if (formula) return new(null, null, "formula");
        if (value is null) return new(null, null);
        return type switch
        {
            "s" => new(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count ? strings[index] : throw new InvalidDataException("string"), null),
            "inlineStr" or "str" => new(value, null),
            "b" => new(value == "1" ? "yes" : "no", null),
            "e" => new(value, null, "error"),
            "d" => new(value.Length >= 10 ? value[..10] : value, null),
            _ => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new(null, number) : throw new InvalidDataException("number"),
        };
    }
}
