using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Registers;

namespace Gbv.Functions.Returns;

/// <summary>A unit that returns this year, its form, and the person of the directory who does it; null where the directory has none.</summary>
internal sealed record ReturningUnit(string Code, string Name, Register Form, DirectoryEntry? Person);

/// <summary>Which units return: those of the register that are still there.</summary>
internal sealed class ReturnUnits(RegisterStore registers)
{
    public async Task<IReadOnlyList<ReturningUnit>> OfAsync(CommuneDirectory commune, DateOnly today, CancellationToken ct)
    {
        var code = commune.Commune.Code;
        var rows = await registers.ReadAsync(code, PlanRegisters.Units, ct);
        return
        [
            .. rows.Where(r => !r.IsVoid && !r.By("until", today)).OrderBy(r => Array.FindIndex([.. Lists.UnitKind.Items], i => i.Code == r.Text("kind"))).ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new ReturningUnit(r.Text("code")!, r.Name, ReturnForms.Of(r.Text("kind")), Person(commune, code, r.Text("person")))),
        ];
    }

    /// <summary>The coordinator, and the stand-in too while the coordinator is away.</summary>
    public static IReadOnlyList<DirectoryEntry> Coordinators(CommuneDirectory commune)
    {
        var own = commune.Entries.Where(e => e.Commune == commune.Commune.Code).ToList();
        var away = own.Any(e => e.OnLeave && e.Roles.Contains(DirectoryRole.Coordinator));
        return [.. own.Where(e => (e.Roles.Contains(DirectoryRole.Coordinator) && !e.OnLeave) || (away && e.Roles.Contains(DirectoryRole.StandIn)))];
    }

    private static DirectoryEntry? Person(CommuneDirectory commune, CommuneCode code, string? person) =>
        commune.Entries.FirstOrDefault(e => e.Commune == code && e.Id == Directories.Id(code, person));
}
