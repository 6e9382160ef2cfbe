using System.Collections.Concurrent;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Directory;

/// <summary>The directory as pages and the router read it, at most five minutes old (design §4).</summary>
public sealed class DirectoryCache(DirectoryStore store, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Cached<CommuneDirectory?>> communes = new();
    private Cached<IReadOnlyList<Area>>? areas;

    /// <summary>The commune with the province above it; null when no such commune is loaded.</summary>
    public async Task<CommuneDirectory?> GetAsync(CommuneCode commune, CancellationToken cancellation)
    {
        if (communes.TryGetValue(commune.Value, out var cached) && Fresh(cached.At)) return cached.Value;
        var value = await LoadAsync(commune, cancellation);

        // An unknown commune is asked for again: it may just be being loaded, and strangers must not fill the cache.
        if (value is not null) communes[commune.Value] = new(time.GetUtcNow(), value);
        return value;
    }

    /// <summary>The communes, without the province, by name.</summary>
    public async Task<IReadOnlyList<Area>> AreasAsync(CancellationToken cancellation)
    {
        if (areas is { } cached && Fresh(cached.At)) return cached.Value;
        Area[] value = [.. (await store.AreasAsync(cancellation)).Where(a => !a.Code.IsProvince).OrderBy(a => a.Name, VietnameseOrder.Names)];
        if (value.Length > 0) areas = new(time.GetUtcNow(), value);
        return value;
    }

    private async Task<CommuneDirectory?> LoadAsync(CommuneCode commune, CancellationToken cancellation)
    {
        if (commune.IsProvince)
        {
            var all = await store.ReadAsync(commune, cancellation);
            return all.Area is null ? null : new() { Commune = all.Area, Province = all.Area, Entries = all.Entries, ServicePoints = all.Points };
        }

        // Who looks at all communes reads the province above them once.
        if (await GetAsync(CommuneCode.Province, cancellation) is not { } province) return null;
        var own = await store.ReadAsync(commune, cancellation);
        return own.Area is null
            ? null
            : new()
            {
                Commune = own.Area,
                Province = province.Commune,
                Entries = [.. own.Entries, .. province.Entries],
                ServicePoints = [.. own.Points, .. province.ServicePoints],
            };
    }

    private bool Fresh(DateTimeOffset at) => time.GetUtcNow() - at < Age;

    private sealed record Cached<T>(DateTimeOffset At, T Value);
}
