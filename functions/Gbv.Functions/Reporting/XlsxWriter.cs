using System.Globalization;
using System.Xml;
using Gbv.Domain.Statistics;
using Gbv.Functions.Documents;

namespace Gbv.Functions.Reporting;

/// <summary>
/// A workbook with a sheet a block and one of definitions. Figures are real numbers; totals are formulas whose computed value
/// is stored with them, so that viewers that do not calculate show it too.
/// </summary>
internal static class XlsxWriter
{
    public static byte[] Write(ReportDocument document)
    {
        WorkbookSheet[] sheets =
        [
            .. document.Report.Blocks.Select(b => Sheet(document, document.T["reporting.sheet." + b.Key], new BlockSheet(document, b).Build)),
            Sheet(document, document.T["reporting.sheet.definitions"], () => DefinitionSheet(document)),
        ];
        return WorkbookFile.Write(document.Title, document.T.Language, XlsxStyles.Xml, sheets, after: to => PrintedHeads(to, sheets));
    }

    private static WorkbookSheet Sheet(ReportDocument document, string name, Func<SheetRows> rows) => new(name, to => SheetFrame.Write(to, document, rows()));

    /// <summary>The head of each sheet is repeated on every printed page, and all totals are added up when the workbook is opened.</summary>
    private static void PrintedHeads(XmlWriter to, WorkbookSheet[] sheets)
    {
        to.WriteRaw("<x:definedNames>");
        for (var i = 0; i < sheets.Length; i++)
        {
            to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{i}\">"));
            to.WriteString(string.Create(CultureInfo.InvariantCulture, $"'{sheets[i].Name}'!$1:${BlockSheet.HeadRows}"));
            to.WriteRaw("</x:definedName>");
        }

        to.WriteRaw("</x:definedNames><x:calcPr fullCalcOnLoad=\"1\"/>");
    }

    private static SheetRows DefinitionSheet(ReportDocument document)
    {
        var rows = new SheetRows([30, 70]);
        rows.Text(document.Internal, CellStyle.Mark);
        rows.Text(document.T["reporting.sheet.definitions"], CellStyle.Title);
        rows.Text(document.Title, CellStyle.Mark);
        rows.Blank();
        foreach (var (term, meaning) in document.Definitions)
            rows.Add(SheetRows.HeightOf(meaning, 70), SheetRows.TextCell(term, CellStyle.Head), SheetRows.TextCell(meaning, CellStyle.Line));
        return rows;
    }
}

/// <summary>One block as a sheet: a head that stays in sight, then its tables one below the other.</summary>
internal sealed class BlockSheet(ReportDocument document, ReportBlock block)
{
    /// <summary>Rows of the head: frozen on the screen, repeated on every printed page.</summary>
    public const int HeadRows = 3;

    private const int FirstValueColumn = 3;
    private const double LabelWidth = 60;
    private const double FigureWidth = 15;

    /// <summary>Bold letters, broken between words, fill less of the column.</summary>
    private const double HeadWidth = 12;

    private readonly SheetRows rows = new([10, LabelWidth, .. Enumerable.Repeat(FigureWidth, block.Tables.Max(t => t.Columns.Count))]);
    private readonly Dictionary<string, string> places = [];

    public SheetRows Build()
    {
        rows.Text(document.Internal, CellStyle.Mark);
        rows.Text(document.Title, CellStyle.Title);
        rows.Text(document.Provisional ?? document.Range, CellStyle.Mark);
        if (document.Provisional is not null) rows.Text(document.Range, CellStyle.Plain);
        rows.Text(document.AsOf, CellStyle.Plain);
        rows.Text(document.Caution, CellStyle.Note);
        foreach (var table in block.Tables) Table(table);
        return rows;
    }

    private void Table(ReportTable table)
    {
        rows.Blank();
        rows.Text(document.T[table.Label], CellStyle.Title);
        var numbered = table.Rows.Any(r => r.Number is not null);
        var head = document.T["reporting.head.line"];
        rows.Add(table.Columns.Max(c => SheetRows.HeightOf(document.T[c], HeadWidth)),
        [
            .. numbered ? [SheetRows.TextCell(document.T["reporting.head.number"], CellStyle.Head), SheetRows.TextCell(head, CellStyle.Head)] : rows.Wide(head, CellStyle.Head),
            .. table.Columns.Select(c => SheetRows.TextCell(document.T[c], CellStyle.HeadRight)),
        ]);
        foreach (var row in Placed(table)) Line(row, numbered);
        if (table.Note is { } note) rows.Text(document.T[note], CellStyle.Note);
        foreach (var remark in table.Remarks) rows.Text("– " + remark, CellStyle.Plain);
    }

    /// <summary>A total may stand above its parts, so all places of the table are known before its first line is written.</summary>
    private IReadOnlyList<ReportRow> Placed(ReportTable table)
    {
        for (var r = 0; r < table.Rows.Count; r++)
            for (var c = 0; c < table.Rows[r].Cells.Count; c++)
                places[table.Rows[r].Cells[c].Key] = SheetRows.Reference(FirstValueColumn + c, rows.Next + r);
        return table.Rows;
    }

    private void Line(ReportRow row, bool numbered)
    {
        var label = document.Label(row);
        var style = row.IsTotal ? CellStyle.LineTotal : row.Level > 0 ? CellStyle.LineIndented : CellStyle.Line;
        rows.Add(SheetRows.HeightOf(label, LabelWidth),
        [
            .. numbered ? [SheetRows.TextCell(row.Number ?? "", row.IsTotal ? CellStyle.LineTotal : CellStyle.Line), SheetRows.TextCell(label, style)] : rows.Wide(label, style),
            .. row.Cells.Select(c => Figure(c, row.IsTotal)),
        ]);
    }

    private SheetCell Figure(ReportCell cell, bool total)
    {
        var style = (cell.Unit == CellUnit.Count, total) switch
        {
            (true, true) => CellStyle.CountTotal,
            (true, false) => CellStyle.Count,
            _ => CellStyle.Decimal,
        };
        if (cell.Band is not null || cell.Suppressed) return SheetRows.TextCell(document.Shown(cell), style);
        return cell.Value is null
            ? new SheetCell(style)
            : new SheetCell(style, Value: cell.Value, Formula: cell.SumOf.Count > 0 ? $"SUM({string.Join(',', Ranges(cell.SumOf))})" : null);
    }

    /// <summary>Neighbours below each other become one range.</summary>
    private IEnumerable<string> Ranges(IReadOnlyList<string> keys)
    {
        var cells = keys.Select(k => places[k]).ToList();
        for (var i = 0; i < cells.Count;)
        {
            var last = i;
            while (last + 1 < cells.Count && SheetRows.IsBelow(cells[last], cells[last + 1])) last++;
            yield return last == i ? cells[i] : $"{cells[i]}:{cells[last]}";
            i = last + 1;
        }
    }
}
