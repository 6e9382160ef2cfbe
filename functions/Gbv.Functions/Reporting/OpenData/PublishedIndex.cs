using System.Text.Json.Serialization;
using Azure;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>What everybody may read: one entry a year and area.</summary>
internal sealed record PublishedIndex(IReadOnlyList<PublishedEntry> Entries)
{
    public static readonly PublishedIndex Empty = new([]);

    /// <summary>The state that a change is made from; none where there is no index yet.</summary>
    [JsonIgnore]
    public ETag? ETag { get; init; }

    public PublishedEntry? Find(Period period, CommuneCode area) => Entries.FirstOrDefault(e => e.Period == period && e.Area == area);

    /// <summary>The same with this entry, or without one: the newest year first, the province before its communes.</summary>
    public PublishedIndex With(Period period, CommuneCode area, PublishedEntry? entry) => this with
    {
        Entries =
        [
            .. Entries.Where(e => e.Period != period || e.Area != area).Append(entry).OfType<PublishedEntry>()
                .OrderByDescending(e => e.Period.Until).ThenByDescending(e => e.Area.IsProvince).ThenBy(e => e.Area.Value, StringComparer.Ordinal),
        ],
    };
}

/// <summary>A released version. Its files have a folder of their own, so that two versions never share one.</summary>
internal sealed record PublishedEntry(Period Period, CommuneCode Area, string Name, int Version, DateTimeOffset ReleasedAt, IReadOnlyList<PublishedFile> Files)
{
    [JsonIgnore]
    public IEnumerable<string> Blobs => Files.Select(BlobOf);

    public PublishedFile? File(string format) => Files.FirstOrDefault(f => f.Format == format);

    public string BlobOf(PublishedFile file) => $"{Period}/{Area}/{Version}/{file.Format}";
}

/// <summary>One file; the name is what a person sees when saving it.</summary>
internal sealed record PublishedFile(string Format, string Name, long Length, string Sha256);
