using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;

namespace Gbv.Functions.Registers;

/// <summary>The workbook of a commune, or of the province, with what is known at this moment.</summary>
internal sealed class WorkbookExport(DirectoryStore directory, RegisterStore store, TimeProvider time)
{
    /// <param name="newName">The name of an area that the directory does not have yet.</param>
    /// <returns>The file and how many rows it begins with; null for an area that nobody named.</returns>
    public async Task<(byte[] File, int Rows, string Area)?> WriteAsync(CommuneCode commune, string? newName, CancellationToken ct)
    {
        var (area, entries, points) = await directory.ReadAsync(commune, ct);
        area ??= newName is null ? null : new Area { Code = commune, Name = newName };
        if (area is null) return null;

        var stored = await store.ReadAsync(commune, area.Name, ct);
        var rows = WorkbookRows.For(WorkbookImport.Known(stored, area, entries, points), area);
        return (WorkbookWriter.Write(area, rows, time.GetUtcNow().VietnamDate(), Texts.For(Texts.Vietnamese)), rows.Count, area.Name);
    }
}
