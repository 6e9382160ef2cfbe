using Gbv.Domain.Shared;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Trace;

/// <summary>The newest event of a case as it was noted elsewhere: a case that was set back as a whole no longer reaches it.</summary>
internal sealed record Head(CaseId Case, int Number, byte[] Hash, DateTimeOffset At)
{
    public static Head Of(CasePartition read) => new(read.Id, read.Case.Events, read.Case.Head, read.Events[^1].At);

    /// <summary>The same case, further on.</summary>
    public bool IsAfter(Head? other) => other is null || Number > other.Number;
}
