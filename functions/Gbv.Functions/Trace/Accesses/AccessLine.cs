using Gbv.Domain.Shared;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>What somebody looked at.</summary>
internal enum AccessKind
{
    Case,

    /// <summary>Exact figures of a period.</summary>
    Report,

    /// <summary>A commune's workbook, which names staff.</summary>
    Workbook,

    ShelterAddress,

    /// <summary>This very record.</summary>
    Accesses,
}

/// <summary>One reading of personal data, as it was written before anything was shown; codes and names of staff, nothing of a reporter.</summary>
/// <param name="Area">Null where it is of no single commune, or of a case that is no longer there.</param>
/// <param name="Subject">The case's id; for others the period or the shelter.</param>
/// <param name="By">A person of the directory by code, or what an operator gave as the name; <c>reporter</c> for whoever came with a code.</param>
/// <param name="IsGenuine">False where a case's row is not as one of our roles wrote it.</param>
internal sealed record AccessLine(DateTimeOffset At, CommuneCode? Area, AccessKind Kind, string Subject, string By, string Part, string Why, bool IsGenuine = true);

/// <summary>Where readings are recorded that belong to no case.</summary>
internal interface IAccessSource
{
    IAsyncEnumerable<AccessLine> AccessesAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct);
}
