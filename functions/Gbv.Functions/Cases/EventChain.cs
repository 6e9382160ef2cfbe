using System.Security.Cryptography;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Cases;

/// <summary>The hash chain over a case's events, and what binds the other rows to it.</summary>
public static class EventChain
{
    /// <summary>
    /// Rows that change with an event and with nothing else. Effects, mails, tries and visits have a life of their own; the row
    /// <c>case</c> holds the chain's head.
    /// </summary>
    private static readonly string[] BoundPrefixes =
        [CaseRow.AdditionPrefix, CaseRow.AttachmentPrefix, CaseRow.CopyPrefix, CaseRow.IncidentPrefix, CaseRow.ItemPrefix, CaseRow.MessagePrefix, CaseRow.NotePrefix, CaseRow.RequestPrefix];

    /// <summary>What a reporter can cause, and so all that the public key is accepted for (design §2).</summary>
    public static IReadOnlySet<EventKind> PublicKinds { get; } = new HashSet<EventKind>
    {
        EventKind.Received, EventKind.Message, EventKind.Contact, EventKind.Consent, EventKind.Lock, EventKind.Request,
    };

    public static byte[] Hash(CaseEvent e) => SHA256.HashData(Json.Write(e));

    public static bool IsBound(string row) => Array.Exists(BoundPrefixes, p => row.StartsWith(p, StringComparison.Ordinal));

    /// <summary>The event with what becomes of the rows that are written with it.</summary>
    public static CaseEvent Bind(CaseEvent e, IEnumerable<TableEntity> written, IEnumerable<string> removed) => e with
    {
        Rows =
        [
            .. written.Where(r => IsBound(r.RowKey)).Select(r => new RowDigest(r.RowKey, RowMac.Digest(r))),
            .. removed.Where(IsBound).Select(r => new RowDigest(r, null)),
        ],
    };

    /// <summary>Every event follows the one before it, none is missing, and the public role signed only what it may.</summary>
    /// <exception cref="TamperedException">It is not so.</exception>
    public static void Verify(CaseRecord record, IReadOnlyList<CaseEvent> events, Func<CaseEvent, bool> isByBack)
    {
        byte[] head = [];
        foreach (var (index, e) in events.Index())
        {
            if (e.Number != index + 1 || !e.Previous.AsSpan().SequenceEqual(head)) throw new TamperedException("event chain");
            if (!PublicKinds.Contains(e.Kind) && !isByBack(e)) throw new TamperedException("event signature");
            head = Hash(e);
        }

        if (record.Events != events.Count || !record.Head.AsSpan().SequenceEqual(head)) throw new TamperedException("event chain head");
    }
}
