using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Gbv.Domain.Registers;
using static Gbv.Functions.Registers.WorkbookForm;

namespace Gbv.Functions.Registers;

/// <summary>One register as a sheet to fill in.</summary>
internal sealed class RegisterSheet(Register register, IReadOnlyList<RegisterRow> rows, ListSheets lists, Texts t)
{
    // What Excel allows in a hint; longer ones are cut there without a word.
    private const int LongestPrompt = 255;
    private const int LongestPromptTitle = 32;

    public Worksheet Build()
    {
        var columns = register.Columns;
        var sheet = new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane { VerticalSplit = FirstRow - 1, HorizontalSplit = 1, TopLeftCell = $"B{FirstRow}", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }),
            new Columns(columns.Select((c, i) => SheetCells.Width(i + 1, Width(c), Style(c)))),
            new SheetData([Codes(), Titles(), Hints(), .. rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select((r, i) => Line(r, (uint)(FirstRow + i)))]));

        // A password would only keep honest people from repairing their own file.
        sheet.Append(new SheetProtection
        {
            Sheet = true,
            Objects = true,
            Scenarios = true,
            FormatColumns = false,
            FormatRows = false,
            FormatCells = false,
            InsertRows = false,
            DeleteRows = false,
            Sort = false,
            AutoFilter = false,
        });
        sheet.Append(new DataValidations([.. columns.Select((c, i) => Validation(c, Letters(i + 1)))]));
        sheet.Append(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.5, Bottom = 0.5, Header = 0.3, Footer = 0.3 });
        sheet.Append(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        return sheet;
    }

    private Row Codes()
    {
        var row = SheetCells.Row(1, register.Columns.Select((c, i) => SheetCells.Text(CodeOf(register, c), WorkbookStyle.Plain, $"{Letters(i + 1)}1")));
        row.Hidden = true;
        return row;
    }

    private Row Titles() => Heading(2, WorkbookStyle.Head, c => Title(c) + (c.Required ? " *" : ""), 17);

    private Row Hints() => Heading(3, WorkbookStyle.Hint, Kind, 14);

    /// <summary>As high as its longest text needs: a row that is written grows by itself in no program.</summary>
    private Row Heading(uint number, WorkbookStyle style, Func<RegisterColumn, string> text, double line)
    {
        var row = SheetCells.Row(number, register.Columns.Select((c, i) => SheetCells.Text(text(c), style, Letters(i + 1) + number)));
        row.Height = line * register.Columns.Max(c => Math.Ceiling(text(c).Length / (Width(c) * 0.8)));
        row.CustomHeight = true;
        return row;
    }

    private Row Line(RegisterRow row, uint number) => SheetCells.Row(number, register.Columns.Select((c, i) => (Column: c, Place: Letters(i + 1) + number))
        .Select(c => row.Text(c.Column.Code) is { } value ? Filled(c.Column, row, value, c.Place) : new Cell { CellReference = c.Place, StyleIndex = (uint)Style(c.Column) }));

    private Cell Filled(RegisterColumn column, RegisterRow row, string value, string place) => column.Kind switch
    {
        ColumnKind.Whole when row.Number(column.Code) is { } number => SheetCells.Number(number, Style(column), place),
        ColumnKind.Date when row.Date(column.Code) is { } date => SheetCells.Number((decimal)date.ToDateTime(TimeOnly.MinValue).ToOADate(), Style(column), place),
        _ => SheetCells.Text(Labels.Shown(column, value, t), Style(column), place),
    };

    private string Title(RegisterColumn column) => column.Title.In(t.Language);

    private string Kind(RegisterColumn column)
    {
        var kind = column.Kind == ColumnKind.Reference
            ? t["registers.kind.reference", RegisterCatalogue.Find(column.References)!.Title.In(t.Language)]
            : t["registers.kind." + Domain.Shared.Codes.Code(column.Kind)];
        return column.Required ? $"{kind}; {t["registers.workbook.required"]}" : kind;
    }

    private DataValidation Validation(RegisterColumn column, string letters)
    {
        var validation = new DataValidation
        {
            SequenceOfReferences = new ListValue<StringValue>([$"{letters}{FirstRow}:{letters}{LastRow}"]),
            AllowBlank = true,
            ShowInputMessage = true,
            PromptTitle = Cut(Title(column), LongestPromptTitle),
            Prompt = Cut(string.Join(' ', new[] { Kind(column) + ".", column.Note?.In(t.Language) }.OfType<string>()), LongestPrompt),
        };
        if (Source(column) is { } source)
        {
            validation.Type = DataValidationValues.List;
            validation.Formula1 = new Formula1(source);

            // A reference may name a row that the other sheet gets in the same file only later: it warns and lets it be.
            validation.ShowErrorMessage = true;
            validation.ErrorStyle = column.Kind == ColumnKind.Reference ? DataValidationErrorStyleValues.Warning : DataValidationErrorStyleValues.Stop;
        }
        else if (column.Kind == ColumnKind.Whole)
        {
            validation.Type = DataValidationValues.Whole;
            validation.Operator = DataValidationOperatorValues.Between;
            validation.Formula1 = new Formula1(column.Min.ToString(CultureInfo.InvariantCulture));
            validation.Formula2 = new Formula2(column.Max.ToString(CultureInfo.InvariantCulture));
            validation.ShowErrorMessage = true;
        }

        return validation;
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
