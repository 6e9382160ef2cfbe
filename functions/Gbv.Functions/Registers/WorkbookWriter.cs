using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Functions.Documents;

namespace Gbv.Functions.Registers;

/// <summary>
/// The workbook of one commune, or of the province: a guide, a sheet a register with what is known, the lists, and a hidden sheet that says whose it is. Headings
/// are protected, cells to fill are not; lists drop down, and what a column takes is said when its cell is chosen.
/// </summary>
internal static class WorkbookWriter
{
    public static byte[] Write(Area area, IReadOnlyList<RegisterRow> rows, DateOnly made, Texts t)
    {
        var registers = RegisterCatalogue.Of(area.Code);
        var byRegister = rows.ToLookup(r => r.Register.Code);
        var lists = new ListSheets(registers, t);
        return WorkbookFile.Write(ListSheets.Title(area, t), t.Language, WorkbookStyles.Xml,
        [
            new(t["registers.workbook.guide"], to => lists.Guide(to, area, byRegister, made)),
            .. registers.Select(register => new WorkbookSheet(register.Title.In(t.Language), new RegisterSheet(register, [.. byRegister[register.Code]], lists, t).Write)),
            new(t["registers.workbook.lists"], lists.Lists),
            new(WorkbookForm.MarkSheet, to => ListSheets.Mark(to, area)) { IsHidden = true },
        ],
        before: to => to.WriteRaw("<x:workbookProtection lockStructure=\"1\"/>"));
    }
}
