using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Cases;

/// <summary>
/// Rows <c>access:&lt;time&gt;</c>: who opened which part of a case, when and why. Written before anything is shown; whoever can't
/// be recorded sees nothing (design §5).
/// </summary>
public sealed class AccessLog(StorageClients storage, RowMac mac, TimeProvider time)
{
    /// <exception cref="Azure.RequestFailedException">The row was not written: show nothing.</exception>
    public async Task RecordAsync(CaseId id, Actor by, string part, string why, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var row = CaseRow.Open(id, CaseRow.Timed(CaseRow.AccessPrefix, now), new Access(now, by, part, why));
        mac.Sign(row);
        await storage.Table(StorageNames.Cases).AddEntityAsync(row, cancellation);
    }
}

/// <summary>One opening of a case.</summary>
public sealed record Access(DateTimeOffset At, Actor By, string Part, string Why);
