using Gbv.Domain.Shared;

namespace Gbv.Domain.Registers;

/// <summary>All registers, in the order of the workbook: what others refer to comes first.</summary>
public static class RegisterCatalogue
{
    public static IReadOnlyList<Register> All { get; } =
    [
        DirectoryRegisters.Area, DirectoryRegisters.People, DirectoryRegisters.Help,
        PlanRegisters.Units, PlaceRegisters.Hamlets, PlaceRegisters.Schools, PlaceRegisters.Enterprises,
        PlanRegisters.Tasks, PlanRegisters.Progress, PlanRegisters.UnitPlans, PlanRegisters.Budget,
        ServiceRegisters.Points, ServiceRegisters.Shelters, ServiceRegisters.Documents, ServiceRegisters.Inspections,
        PeopleRegisters.Staff, PeopleRegisters.CourseList, PeopleRegisters.Attendance,
        WorkRegisters.Events, WorkRegisters.Digital, WorkRegisters.HealthCases, WorkRegisters.PaperCases,
    ];

    private static IReadOnlyList<Register> Directory { get; } = [.. All.Where(r => r.Home == RegisterHome.Directory)];

    /// <summary>Those that lie in table <c>registers</c>.</summary>
    public static IReadOnlyList<Register> Stored { get; } = [.. All.Where(r => r.Home == RegisterHome.Registers)];

    /// <summary>The sheets of this area's workbook: the plan is carried out by communes, the province has its directory alone.</summary>
    public static IReadOnlyList<Register> Of(CommuneCode area) => area.IsProvince ? Directory : All;

    public static Register? Find(string? code) => All.FirstOrDefault(r => r.Code == code);
}
