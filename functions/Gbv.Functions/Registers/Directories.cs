using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Registers;

/// <summary>Turns rows of the three sheets of the directory into what router and pages read, and back.</summary>
internal static class Directories
{
    public static Area Area(RegisterRow row, IReadOnlyList<string> hamlets) => new()
    {
        Code = new CommuneCode(row.Text("code")!),
        Name = row.Text("name")!,
        DutyNumber = row.Text("duty"),
        Hamlets = hamlets,
    };

    /// <summary>Null for somebody who is not in charge any more, or whose row was withdrawn.</summary>
    public static DirectoryEntry? Entry(RegisterRow row, CommuneCode commune, DateOnly today) => row.IsVoid || row.By("until", today) ? null : new()
    {
        Id = Id(commune, row.Text("code"))!,
        Commune = commune,
        Name = row.Text("name")!,
        Unit = row.Text("unit")!,
        Office = Codes.Parse<Office>(row.Text("office"))!.Value,
        Roles = Members<DirectoryRole>(row, "roles"),
        ReportKinds = Members<PeriodKind>(row, "reports"),
        Services = Members<Service>(row, "services"),
        Email = row.Text("email")!,
        Mobile = row.Text("mobile"),
        BackupId = Id(commune, row.Text("backup")),
        SharedMailbox = row.Is("shared"),
        OnLeave = row.Is("leave"),
    };

    /// <summary>Null for a place that is closed, or whose row was withdrawn.</summary>
    public static ServicePoint? Point(RegisterRow row, CommuneCode commune, DateOnly today) => row.IsVoid || row.By("until", today) ? null : new()
    {
        Id = Id(commune, row.Text("code"))!,
        Commune = commune,
        Name = row.Text("name")!,
        Service = Codes.Parse<Service>(row.Text("service"))!.Value,
        Address = row.Text("address"),
        Phone = row.Text("phone"),
        Hours = row.Text("hours"),
        Cost = row.Text("cost"),
        Accessibility = row.Text("access"),
        Languages = row.Text("languages"),
        WomenStaff = row.Is("women"),
    };

    public static RegisterRow Row(Area area) => new(DirectoryRegisters.Area, new Dictionary<string, string> { ["code"] = area.Code.Value, ["name"] = area.Name, ["duty"] = area.DutyNumber ?? "" });

    public static RegisterRow Row(DirectoryEntry entry) => new(DirectoryRegisters.People, new Dictionary<string, string>
    {
        ["code"] = Code(entry.Commune, entry.Id)!,
        ["name"] = entry.Name,
        ["unit"] = entry.Unit,
        ["office"] = entry.Office.Code(),
        ["roles"] = Joined(entry.Roles),
        ["reports"] = Joined(entry.ReportKinds),
        ["services"] = Joined(entry.Services),
        ["email"] = entry.Email,
        ["mobile"] = entry.Mobile ?? "",
        ["backup"] = Code(entry.Commune, entry.BackupId) ?? "",
        ["shared"] = entry.SharedMailbox ? "yes" : "",
        ["leave"] = entry.OnLeave ? "yes" : "",
    });

    public static RegisterRow Row(ServicePoint point) => new(DirectoryRegisters.Help, new Dictionary<string, string>
    {
        ["code"] = Code(point.Commune, point.Id)!,
        ["name"] = point.Name,
        ["service"] = point.Service.Code(),
        ["address"] = point.Address ?? "",
        ["phone"] = point.Phone ?? "",
        ["hours"] = point.Hours ?? "",
        ["cost"] = point.Cost ?? "",
        ["access"] = point.Accessibility ?? "",
        ["languages"] = point.Languages ?? "",
        ["women"] = point.WomenStaff ? "yes" : "",
    });

    /// <summary>The name of a hamlet as the journey offers it: of all that are there today.</summary>
    public static IReadOnlyList<string> Hamlets(IEnumerable<RegisterRow> rows, DateOnly today) => [.. rows.Where(r => !r.IsVoid && !r.By("until", today)).Select(r => r.Name)];

    /// <summary>Ids are of one province, codes in a workbook of one commune.</summary>
    public static string? Id(CommuneCode commune, string? code) => code is null ? null : $"{commune.Value}-{code}";

    private static string? Code(CommuneCode commune, string? id) =>
        id is not null && id.StartsWith(commune.Value + "-", StringComparison.Ordinal) ? id[(commune.Value.Length + 1)..] : id;

    private static T[] Members<T>(RegisterRow row, string column) where T : struct, Enum => [.. row.Several(column).Select(Codes.Parse<T>).OfType<T>()];

    private static string Joined<T>(IEnumerable<T> members) where T : struct, Enum => string.Join(RegisterRow.Separator, members.Select(m => m.Code()));
}
