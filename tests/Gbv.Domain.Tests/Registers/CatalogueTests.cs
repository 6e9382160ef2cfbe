using Gbv.Domain.Registers;

namespace Gbv.Domain.Tests.Registers;

public sealed class CatalogueTests
{
    [Fact]
    public void Each_register_is_described_completely() => Assert.All(RegisterCatalogue.All, register =>
    {
        var codes = register.Columns.Select(c => c.Code).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[a-z][a-zA-Z]*$", c));
        Assert.All(register.Key.Append(register.NameColumn), k => Assert.Contains(k, codes));
        Assert.All(register.Key, k => Assert.True(register.Column(k).Required, $"{register.Code}.{k}"));
        Assert.All(register.Rules, r => Assert.Contains(r.Column, codes));
        Assert.All(register.Columns, c =>
        {
            Assert.True(c.Title.Vi.Length > 1 && c.Title.En.Length > 1);
            Assert.Equal(c.Kind is ColumnKind.One or ColumnKind.Several, c.List is not null);
            Assert.Equal(c.Kind is ColumnKind.Reference, c.References is not null);
        });
        Assert.Equal(register.InScope is null, register.Missing is null);
        // What Excel takes as the name of a sheet.
        Assert.All([register.Title.Vi, register.Title.En], name => Assert.Matches(@"^[^:\\/?*\[\]']{2,31}$", name));
    });

    [Fact]
    public void What_is_referred_to_comes_earlier_or_in_the_same_sheet() => Assert.All(RegisterCatalogue.All, register =>
        Assert.All(register.Columns.Where(c => c.References is not null), c =>
        {
            var order = RegisterCatalogue.All.Select(r => r.Code).ToList();
            Assert.InRange(order.IndexOf(c.References!), 0, order.IndexOf(register.Code));
        }));

    [Fact]
    public void No_column_asks_for_a_shelters_address()
    {
        string[] forbidden = ["address", "địa chỉ", "street", "đường"];
        Assert.All(ServiceRegisters.Shelters.Columns.Where(c => c.Code != "name"), c => Assert.DoesNotContain(forbidden, f => c.Title.Vi.Contains(f, StringComparison.OrdinalIgnoreCase) || c.Title.En.Contains(f, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Every_register_of_the_plan_is_there() =>
        Assert.Superset(
            new HashSet<string> { "tasks", "task-progress", "unit-plans", "events", "service-points", "shelters", "documents", "inspections", "schools", "enterprises", "hamlets", "staff", "courses", "attendance", "digital", "budget", "health-cases", "paper-cases", "units" },
            RegisterCatalogue.Stored.Select(r => r.Code).ToHashSet());

    [Fact]
    public void Tasks_of_the_plan_stand_under_known_leads_and_need_no_correction()
    {
        Assert.Equal(20, PlanTasks.All.Select(t => t.Code).Distinct().Count());
        Assert.All(PlanTasks.All.Select(PlanTasks.Row), t => Assert.Empty(RowCheck.Faults(t, (_, key) => PlanTasks.Units.Any(u => u.Key == key), Rows.Today)));
        Assert.All(PlanTasks.Units, u => Assert.Empty(RowCheck.Faults(u, (_, _) => false, Rows.Today)));
    }
}
