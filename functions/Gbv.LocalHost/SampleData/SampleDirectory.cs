using Gbv.Domain.Directory;
using Gbv.Functions.Directory;

namespace Gbv.LocalHost.SampleData;

/// <summary>
/// The directory that a fresh machine starts with: Cái Nhum with the offices of its plan, two more communes, and the province.
/// Everybody in it is invented, every address lies under example.org, and no number is one that rings.
/// </summary>
public static class SampleDirectory
{
    public static IReadOnlyList<SampleArea> Areas { get; } = [SampleProvince.VinhLong, SampleCommunes.CaiNhum, SampleCommunes.NhonPhu, SampleCommunes.TraVinh];

    /// <summary>Loads the sample where the directory is empty; true when it did. A directory with anything in it is left alone.</summary>
    public static async Task<bool> LoadAsync(DirectoryStore directory, CancellationToken cancellation)
    {
        if ((await directory.AreasAsync(cancellation)).Count > 0) return false;
        foreach (var sample in Areas) await directory.SaveWholeAsync(sample.Area, sample.Entries, sample.Points, cancellation);
        // Last and at once: what is listed is complete.
        await directory.ListAsync(Areas.Select(a => a.Area), cancellation);
        return true;
    }
}

/// <summary>One area of the sample with its people and places.</summary>
public sealed record SampleArea(Area Area, IReadOnlyList<DirectoryEntry> Entries, IReadOnlyList<ServicePoint> Points);
