using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Cases;

/// <summary>
/// A case as it was read: verified rows, opened with the office's keys. Only the back role can make one.
/// </summary>
public sealed class CasePartition
{
    private readonly Dictionary<string, TableEntity> rows;

    private readonly OfficeKeys office;

    // Each has a key of its own to unwrap; most readers need none.
    private readonly Lazy<IReadOnlyList<Addition>> additions;

    internal CasePartition(CaseId id, IEnumerable<TableEntity> read, RowMac mac, OfficeKeys office, CasePartition? earlier = null)
    {
        Id = id;
        this.office = office;
        additions = new(() => [.. Under(CaseRow.AdditionPrefix).Select(r => CaseRow.ReadForOffice<Addition>(r, office))]);
        rows = read.ToDictionary(r => r.RowKey, StringComparer.Ordinal);
        foreach (var row in rows.Values)
            if (!mac.IsGenuine(row)) throw new TamperedException(Kind(row.RowKey));
        Case = CaseRow.Read<CaseRecord>(rows[CaseRow.Case]);
        Keys = IsErased ? new([], []) : earlier is not null && CaseKeys.SameWraps(earlier.Case, Case) ? earlier.Keys : CaseKeys.Unwrap(office, Case);
        Events = All<CaseEvent>(CaseRow.EventPrefix);
        Effects = All<Effect>(CaseRow.EffectPrefix);
        EventChain.Verify(Case, Events, e => mac.IsByBack(rows[CaseRow.Event(e.Number)]));

        // What is still to be deleted counts no more.
        if (IsErased) return;
        Incidents = [.. Sealed<Incident>(CaseRow.IncidentPrefix, Keys.Content).OrderBy(i => i.Number)];
        Items = All<WorkItem>(CaseRow.ItemPrefix);
        Mails = All<CaseMail>(CaseRow.MailPrefix);
        Messages = Sealed<CaseMessage>(CaseRow.MessagePrefix, Keys.Messages);
        Notes = Sealed<CaseNote>(CaseRow.NotePrefix, Keys.Content);
        Attachments = All<Attachment>(CaseRow.AttachmentPrefix);
    }

    public CaseId Id { get; }
    public CaseRecord Case { get; }
    public CaseKeys Keys { get; }
    public IReadOnlyList<Incident> Incidents { get; } = [];
    public IReadOnlyList<WorkItem> Items { get; } = [];
    public IReadOnlyList<CaseMail> Mails { get; } = [];
    public IReadOnlyList<Effect> Effects { get; }
    public IReadOnlyList<CaseEvent> Events { get; }
    public IReadOnlyList<CaseMessage> Messages { get; } = [];
    public IReadOnlyList<CaseNote> Notes { get; } = [];
    public IReadOnlyList<Attachment> Attachments { get; } = [];

    /// <summary>Nothing of the case can be read any more but its event headers.</summary>
    public bool IsErased => Case.ErasedAt is not null;

    /// <summary>Also of incidents that can't be opened any more.</summary>
    internal IEnumerable<int> IncidentNumbers =>
        Under(CaseRow.IncidentPrefix).Select(r => int.Parse(r.RowKey.AsSpan(CaseRow.IncidentPrefix.Length), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>All but the state, the event headers, what is still to be done, and the operations that fence late commits.</summary>
    internal IEnumerable<string> PayloadRows => rows.Keys.Where(row => row != CaseRow.Case
        && !row.StartsWith(CaseRow.EventPrefix, StringComparison.Ordinal) && !row.StartsWith(CaseRow.EffectPrefix, StringComparison.Ordinal)
        && !row.StartsWith(CaseRow.OperationPrefix, StringComparison.Ordinal));

    /// <summary>What the reporter told after the report.</summary>
    public IReadOnlyList<Addition> Additions => additions.Value;

    /// <summary>What the reporter told.</summary>
    public Report Report => Incidents[0].Report ?? throw new TamperedException("incident");

    /// <summary>The same with the age that the coordinator found out: every rule that depends on age follows it.</summary>
    public Report KnownReport =>
        Incidents[0].Classification is { } known && FactCodes.AnswerOf(known.Age) is { } age ? Report with { Age = age } : Report;

    /// <summary>What a request says; null where it says nothing but its kind.</summary>
    public RequestContent? RequestContent(string id) =>
        rows.TryGetValue(CaseRow.Request(id), out var row) ? CaseRow.ReadForOffice<RequestContent>(row, office) : null;

    /// <summary>When the code was last used.</summary>
    internal DateTimeOffset? LastVisit => rows.TryGetValue(CaseRow.Visit, out var row) ? CaseRow.Read<Visit>(row).At : null;

    /// <summary>The copy that a request asked for, packed as it was made.</summary>
    internal byte[] Copy(ReporterRequest request) =>
        [.. Enumerable.Range(0, request.Parts).SelectMany(part => CaseRow.ReadSealed<CopyPart>(rows[CaseRow.Copy(request.Id, part)], Keys.Content).Bytes)];

    /// <summary>The key under which a file came.</summary>
    internal byte[] AttachmentKey(string id) => CaseRow.KeyForOffice(AttachmentRow(id), office);

    /// <summary>The row under new data, its wrapped key as it is.</summary>
    internal TableEntity AttachmentRow(Attachment data)
    {
        var (row, was) = (CaseRow.Open(Id, CaseRow.Attachment(data.Id), data), AttachmentRow(data.Id));
        row[RowMac.WrapProperty] = was[RowMac.WrapProperty];
        row[RowMac.GenerationProperty] = was[RowMac.GenerationProperty];
        return row;
    }

    private TableEntity AttachmentRow(string id) => rows[CaseRow.Attachment(id)];

    public WorkItem? Item(string? id) => Items.FirstOrDefault(i => i.Id == id);

    /// <summary>Whether a change with this operation id was committed; cancelled ones were not.</summary>
    public bool HasOperation(string id) => rows.TryGetValue(CaseRow.Operation(id), out var row) && !IsCancelled(row);

    public bool IsCancelledOperation(string id) => rows.TryGetValue(CaseRow.Operation(id), out var row) && IsCancelled(row);

    internal ETag ETagOf(string row) => rows[row].ETag;

    internal bool Has(string row) => rows.ContainsKey(row);

    internal static bool IsCancelled(TableEntity row) => row.GetBoolean("Cancelled") ?? false;

    private List<T> All<T>(string prefix) => [.. Under(prefix).Select(CaseRow.Read<T>)];

    private List<T> Sealed<T>(string prefix, byte[] key) => [.. Under(prefix).Select(r => CaseRow.ReadSealed<T>(r, key))];

    private IEnumerable<TableEntity> Under(string prefix) =>
        rows.Values.Where(r => r.RowKey.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(r => r.RowKey, StringComparer.Ordinal);

    private static string Kind(string row) => row.Split(':')[0];
}
