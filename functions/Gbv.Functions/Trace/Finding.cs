using Gbv.Domain.Shared;

namespace Gbv.Functions.Trace;

/// <summary>What is not as the program wrote it.</summary>
internal enum FindingKind
{
    /// <summary>A row's MAC is wrong.</summary>
    RowChanged,

    /// <summary>An event is missing, was changed, or is signed by a role that may not say it.</summary>
    ChainBroken,

    /// <summary>A row is older or newer than the events say.</summary>
    RowSetBack,

    RowMissing,

    /// <summary>A row of which no event tells.</summary>
    RowUnknown,

    /// <summary>Something is left of a case that was erased.</summary>
    NotErased,

    /// <summary>The case ends before, or beside, a head that was noted.</summary>
    CaseSetBack,

    CaseMissing,

    /// <summary>A head that the back role did not write.</summary>
    HeadChanged,

    /// <summary>A change whose head was never noted, or is gone.</summary>
    HeadMissing,

    FileBroken,
    FileMissing,
}

/// <summary>One of them; the case is for the operator's screen and never for the log.</summary>
internal sealed record Finding(FindingKind Kind, CaseId? Case = null, DateOnly? Day = null)
{
    public override string ToString() => string.Join(' ', new[] { Kind.Code(), Case?.Value, Day is { } day ? HeadStore.Day(day) : null }.OfType<string>());
}
