using Azure.Data.Tables;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Trace;

/// <summary>
/// Checks the rows of one case against each other and against the head that was noted of it. No key of the case is unwrapped: what was
/// told is not read.
/// </summary>
internal sealed class CaseCheck(RowMac mac)
{
    /// <param name="rows">All rows of the partition.</param>
    /// <param name="known">The newest head that was noted.</param>
    /// <param name="settled">A change before this time must have its head noted; null where nobody can tell.</param>
    public IReadOnlyList<FindingKind> Of(IReadOnlyCollection<TableEntity> rows, Head? known, (DateTimeOffset From, DateTimeOffset Until)? settled)
    {
        if (rows.Any(r => !mac.IsGenuine(r))) return [FindingKind.RowChanged];
        var byKey = rows.ToDictionary(r => r.RowKey, StringComparer.Ordinal);
        if (!byKey.TryGetValue(CaseRow.Case, out var caseRow)) return known is null && !Any(rows, CaseRow.EventPrefix) ? [] : [FindingKind.CaseMissing];
        var record = CaseRow.Read<CaseRecord>(caseRow);
        List<CaseEvent> events = [.. rows.Where(r => Is(r, CaseRow.EventPrefix)).OrderBy(r => r.RowKey, StringComparer.Ordinal).Select(CaseRow.Read<CaseEvent>)];
        try
        {
            EventChain.Verify(record, events, e => byKey.TryGetValue(CaseRow.Event(e.Number), out var row) && mac.IsByBack(row));
        }
        catch (TamperedException)
        {
            return [FindingKind.ChainBroken];
        }

        var pending = Any(rows, CaseRow.EffectPrefix);
        IEnumerable<FindingKind> found = [.. Folded(record, events, byKey, pending), .. Against(known, events, pending, settled, e => mac.IsByBack(byKey[CaseRow.Event(e.Number)]))];
        return [.. found.Distinct()];
    }

    /// <summary>Folds the events: each says what became of the rows that were written with it.</summary>
    private static IEnumerable<FindingKind> Folded(CaseRecord record, List<CaseEvent> events, Dictionary<string, TableEntity> rows, bool pending)
    {
        if (record.ErasedAt is not null)
        {
            if (!pending && rows.Keys.Any(EventChain.IsBound)) yield return FindingKind.NotErased;
            yield break;
        }

        Dictionary<string, string?> told = new(StringComparer.Ordinal);
        foreach (var row in events.SelectMany(e => e.Rows ?? [])) told[row.Row] = row.Digest;
        foreach (var (row, digest) in told)
        {
            if (!rows.TryGetValue(row, out var entity))
            {
                if (digest is not null) yield return FindingKind.RowMissing;
            }
            else if (RowMac.Digest(entity) != digest)
            {
                yield return FindingKind.RowSetBack;
            }
        }

        // Events of older versions tell of no rows.
        if (events.All(e => e.Rows is not null) && rows.Keys.Any(r => EventChain.IsBound(r) && !told.ContainsKey(r))) yield return FindingKind.RowUnknown;
    }

    private static IEnumerable<FindingKind> Against(
        Head? known, List<CaseEvent> events, bool pending, (DateTimeOffset From, DateTimeOffset Until)? settled, Func<CaseEvent, bool> isByBack)
    {
        if (known is not null && (known.Number > events.Count || !EventChain.Hash(events[known.Number - 1]).AsSpan().SequenceEqual(known.Hash)))
        {
            yield return FindingKind.CaseSetBack;
            yield break;
        }

        // What a reporter caused is noted with the office's next change; what is pending is about to be.
        if (pending || settled is not { } span || events.LastOrDefault(e => e.Rows is not null && isByBack(e)) is not { } last) yield break;
        if (last.At >= span.From && last.At < span.Until && (known is null || known.Number < last.Number)) yield return FindingKind.HeadMissing;
    }

    private static bool Any(IEnumerable<TableEntity> rows, string prefix) => rows.Any(r => Is(r, prefix));

    private static bool Is(TableEntity row, string prefix) => row.RowKey.StartsWith(prefix, StringComparison.Ordinal);
}
