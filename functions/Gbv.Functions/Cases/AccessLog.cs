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
        var row = Row(id, time.GetUtcNow(), by, part, why);
        mac.Sign(row);
        await storage.Table(StorageNames.Cases).AddEntityAsync(row, cancellation);
    }

    /// <summary>Not yet signed; for whoever writes it together with something else.</summary>
    internal static Azure.Data.Tables.TableEntity Row(CaseId id, DateTimeOffset at, Actor by, string part, string why) =>
        CaseRow.Open(id, CaseRow.Timed(CaseRow.AccessPrefix, at), new Access(at, by, part, why));
}

/// <summary>One opening of a case.</summary>
public sealed record Access(DateTimeOffset At, Actor By, string Part, string Why);
