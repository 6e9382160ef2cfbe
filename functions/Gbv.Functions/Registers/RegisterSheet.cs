using System.Globalization;
using System.Xml;
using Gbv.Domain.Registers;
using Gbv.Functions.Documents;
using static Gbv.Functions.Registers.WorkbookForm;

namespace Gbv.Functions.Registers;

/// <summary>One register as a sheet to fill in.</summary>
internal sealed class RegisterSheet(Register register, IReadOnlyList<RegisterRow> rows, ListSheets lists, Texts t)
{
    // What Excel allows in a hint; longer ones are cut there without a word.
    private const int LongestPrompt = 255;
    private const int LongestPromptTitle = 32;

    /// <summary>The letters of each column, which every row needs again.</summary>
    private readonly string[] letters = [.. Enumerable.Range(1, register.Columns.Count).Select(Letters)];

    public void Write(XmlWriter to) => SheetXml.Sheet(to, () =>
    {
        to.WriteRaw(SheetXml.OnePageWide);
        to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""
            <x:sheetViews><x:sheetView workbookViewId="0"><x:pane xSplit="1" ySplit="{FirstRow - 1}" topLeftCell="B{FirstRow}" activePane="bottomRight" state="frozen"/></x:sheetView></x:sheetViews>
            """));
        SheetXml.Columns(to, register.Columns.Select(c => (Width(c), (int)Style(c))));
        to.WriteRaw("<x:sheetData>");
        SheetXml.Row(to, 1, null, () => Cells(to, 1, WorkbookStyle.Plain, c => CodeOf(register, c)), hidden: true);
        Heading(to, 2, WorkbookStyle.Head, c => Title(c) + (c.Required ? " *" : ""), 17);
        Heading(to, 3, WorkbookStyle.Hint, Kind, 14);
        foreach (var (index, row) in rows.OrderBy(r => r.Key, StringComparer.Ordinal).Index()) Line(to, row, FirstRow + index);
        // A password would only keep honest people from repairing their own file.
        to.WriteRaw("""
            </x:sheetData><x:sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" sort="0" autoFilter="0"/>
            """);
        to.WriteStartElement("dataValidations", SheetLooks.Namespace);
        foreach (var (index, column) in register.Columns.Index()) Validation(to, column, letters[index]);
        to.WriteEndElement();
        to.WriteRaw("""
            <x:pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><x:pageSetup paperSize="9" fitToWidth="1" fitToHeight="0" orientation="landscape"/>
            """);
    });

    /// <summary>As high as its longest text needs: a row that is written grows by itself in no program.</summary>
    private void Heading(XmlWriter to, int number, WorkbookStyle style, Func<RegisterColumn, string> text, double line) =>
        SheetXml.Row(to, number, line * register.Columns.Max(c => Math.Ceiling(text(c).Length / (Width(c) * 0.8))), () => Cells(to, number, style, text));

    private void Cells(XmlWriter to, int row, WorkbookStyle style, Func<RegisterColumn, string> text)
    {
        foreach (var (index, column) in register.Columns.Index()) SheetXml.Cell(to, Place(index, row), (int)style, text(column));
    }

    private void Line(XmlWriter to, RegisterRow row, int number) => SheetXml.Row(to, number, null, () =>
    {
        foreach (var (index, column) in register.Columns.Index()) Filled(to, column, row, Place(index, number));
    });

    private void Filled(XmlWriter to, RegisterColumn column, RegisterRow row, string place)
    {
        var style = (int)Style(column);
        if (row.Text(column.Code) is not { } value) SheetXml.Cell(to, place, style);
        else if (column.Kind == ColumnKind.Whole && row.Number(column.Code) is { } number) SheetXml.Cell(to, place, style, value: number);
        else if (column.Kind == ColumnKind.Date && row.Date(column.Code) is { } date) SheetXml.Cell(to, place, style, value: (decimal)date.ToDateTime(TimeOnly.MinValue).ToOADate());
        else SheetXml.Cell(to, place, style, Labels.Shown(column, value, t));
    }

    private string Place(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{letters[column]}{row}");

    private string Title(RegisterColumn column) => column.Title.In(t.Language);

    private string Kind(RegisterColumn column)
    {
        var kind = column.Kind == ColumnKind.Reference
            ? t["registers.kind.reference", RegisterCatalogue.Find(column.References)!.Title.In(t.Language)]
            : t["registers.kind." + Domain.Shared.Codes.Code(column.Kind)];
        return column.Required ? $"{kind}; {t["registers.workbook.required"]}" : kind;
    }

    private void Validation(XmlWriter to, RegisterColumn column, string place)
    {
        to.WriteStartElement("dataValidation", SheetLooks.Namespace);
        var (source, whole) = (Source(column), column.Kind == ColumnKind.Whole);
        if (source is not null)
        {
            to.WriteAttributeString("type", "list");
            // A reference may name a row that the other sheet gets in the same file only later: it warns and lets it be.
            to.WriteAttributeString("errorStyle", column.Kind == ColumnKind.Reference ? "warning" : "stop");
        }
        else if (whole)
        {
            to.WriteAttributeString("type", "whole");
            to.WriteAttributeString("operator", "between");
        }

        to.WriteAttributeString("allowBlank", "1");
        to.WriteAttributeString("showInputMessage", "1");
        if (source is not null || whole) to.WriteAttributeString("showErrorMessage", "1");
        to.WriteAttributeString("promptTitle", Cut(Title(column), LongestPromptTitle));
        to.WriteAttributeString("prompt", Cut(string.Join(' ', new[] { Kind(column) + ".", column.Note?.In(t.Language) }.OfType<string>()), LongestPrompt));
        to.WriteAttributeString("sqref", $"{place}{FirstRow}:{place}{LastRow}");
        if (source is not null) to.WriteElementString("formula1", SheetLooks.Namespace, source);
        else if (whole)
        {
            to.WriteElementString("formula1", SheetLooks.Namespace, column.Min.ToString(CultureInfo.InvariantCulture));
            to.WriteElementString("formula2", SheetLooks.Namespace, column.Max.ToString(CultureInfo.InvariantCulture));
        }

        to.WriteEndElement();
    }

    private string? Source(RegisterColumn column) => column.Kind switch
    {
        ColumnKind.YesNo => $"\"{Labels.Yes(t)},{Labels.No(t)}\"",
        ColumnKind.One => lists.RangeOf(column.List!),
        ColumnKind.Reference when RegisterCatalogue.Find(column.References) is { Key: [var key] } other =>
            $"'{other.Title.In(t.Language)}'!${Letters(other.Columns.Index().First(c => c.Item.Code == key).Index + 1)}${FirstRow}:${Letters(other.Columns.Index().First(c => c.Item.Code == key).Index + 1)}${LastRow}",
        _ => null,
    };

    private static WorkbookStyle Style(RegisterColumn column) => column.Kind switch
    {
        ColumnKind.Date => WorkbookStyle.Date,
        // A year or a month reads badly with a point in it.
        ColumnKind.Whole => column.Max > 1_000_000 ? WorkbookStyle.Amount : WorkbookStyle.Whole,
        _ => WorkbookStyle.Text,
    };

    private static double Width(RegisterColumn column) => column.Kind switch
    {
        ColumnKind.Date or ColumnKind.Whole => 15,
        ColumnKind.YesNo => 14,
        ColumnKind.Several or ColumnKind.One => 26,
        _ => column.MaxLength > 300 ? 48 : 28,
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
