using System.Globalization;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.LocalHost.SampleData;

/// <summary>Writes a sample area as a list of pairs: whoever answers for something, and who steps in.</summary>
internal sealed class AreaBuilder(string code, string name, int number, int hamlets)
{
    private readonly List<DirectoryEntry> entries = [];
    private readonly List<ServicePoint> points = [];

    private CommuneCode Code { get; } = new(code);

    /// <summary>Two people of one unit; each is the other's backup.</summary>
    public AreaBuilder Pair(string key, string unit, Office office, IReadOnlyList<Service> services, string first, string second)
    {
        Add($"{key}-1", first, unit, office, services: services, backup: $"{key}-2");
        Add($"{key}-2", second, unit, office, services: services, backup: $"{key}-1");
        return this;
    }

    public AreaBuilder Role(string key, string person, string unit, Office office, IReadOnlyList<DirectoryRole> roles, string? backup = null)
    {
        Add(key, person, unit, office, roles: roles, backup: backup);
        return this;
    }

    public AreaBuilder Point(ServicePoint point)
    {
        points.Add(point with { Id = $"{code}-{point.Id}", Commune = Code });
        return this;
    }

    public SampleArea Build() => new(
        new Area { Code = Code, Name = name, DutyNumber = Number(0), Hamlets = [.. Enumerable.Range(1, hamlets).Select(i => Code.Value.StartsWith("phuong", StringComparison.Ordinal) ? $"Khóm {i}" : $"Ấp {i}")] },
        entries, points);

    /// <summary>Area code of the province and a number that begins with zeros, which nobody has.</summary>
    public string Number(int line) => string.Create(CultureInfo.InvariantCulture, $"0270 000 {number}{line:000}");

    private void Add(string key, string person, string unit, Office office, IReadOnlyList<DirectoryRole>? roles = null, IReadOnlyList<Service>? services = null, string? backup = null) =>
        entries.Add(new DirectoryEntry
        {
            Id = $"{code}-{key}",
            Commune = Code,
            Name = person,
            Unit = unit,
            Office = office,
            Roles = roles ?? [],
            Services = services ?? [],
            Email = $"{Latin(person)}@{code}.example.org",
            Mobile = string.Create(CultureInfo.InvariantCulture, $"0900 00{number} {entries.Count + 1:000}"),
            BackupId = backup is null ? null : $"{code}-{backup}",
        });

    /// <summary>A name as the left part of an address: no accents, words joined by dots.</summary>
    internal static string Latin(string person) =>
        PlainLetters.Of(person).Replace(' ', '.');
}
