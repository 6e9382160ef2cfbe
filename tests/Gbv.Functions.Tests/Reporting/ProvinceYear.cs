using System.Globalization;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>A programme year of a province of 124 communes and wards, each as far along as its number makes it; every eleventh entered nothing.</summary>
internal static class ProvinceYear
{
    private const string Name = "tỉnh Vĩnh Long";
    private static readonly string[] Syllables = ["An", "Bình", "Cái", "Đại", "Hòa", "Long", "Mỹ", "Nhơn", "Phú", "Quới", "Song", "Tân", "Thạnh", "Trung", "Vĩnh"];

    public static ReportDocument Document()
    {
        var year = Period.Programme(2026);
        (CommuneCode Code, string Name)[] areas = [.. Enumerable.Range(0, 124).Select(n => (new CommuneCode(Text($"xa-{n:000}")), NameOf(n)))];
        var communes = areas.Select((a, n) => PlanModels.Commune(new(new CommuneRegisters(a.Code, a.Name, n % 11 == 0 ? [] : Rows(n)), [], year.FirstDay, year.LastDay))).ToList();
        var report = ReportBuilder.Build(new ReportInput(year, CommuneCode.Province, Facts.AMonth(), year.Until, areas));
        return Facts.Document(area: CommuneCode.Province, name: Name) with { Report = PlanBlock.AddTo(report, PlanModels.Province(Name, communes, year.FirstDay, year.LastDay)) };
    }

    /// <summary>Each its own: fifteen times fifteen.</summary>
    private static string NameOf(int n) => $"{(n % 6 == 0 ? "phường" : "xã")} {Syllables[n % 15]} {Syllables[(n / 15 + 4 * n) % 15]}";

    private static IEnumerable<RegisterRow> Rows(int n) =>
    [
        .. Enumerable.Range(0, 5 + n % 9).Select(i => Row(PlaceRegisters.Hamlets, $"name=Ấp {i}" + (i < n % 13 ? "|forms=online|since=2026-05-01|person=Trần Văn Hai|trained=2026-04-01" : ""))),
        .. Enumerable.Range(0, 3 + n % 5).Select(i => Row(PlaceRegisters.Schools, $"name=Trường {i}|level=primary" + (i < n % 6 ? "|number=12/QT|issued=2026-03-02|applied=yes" : ""))),
        .. Enumerable.Range(0, 20 + n % 31).Select(i => Row(PeopleRegisters.Staff, $"code=NV-{i}|name=Cán bộ {i}|from=2025-01-01")),
        Row(ServiceRegisters.Shelters, "code=TL-01|name=Nơi tạm lánh 1"),
        Row(ServiceRegisters.Documents, "number=1/KH|kind=plan"),
    ];

    private static RegisterRow Row(Register register, string values) => new(register, values.Split('|').Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
