using System.Globalization;
using Azure.Data.Tables;
using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Functions.Links;

namespace Gbv.Functions.Cases;

/// <summary>
/// One change of a case, collected and then committed as a whole: new rows, exactly one event, and the effects that follow.
/// Facts and the next due time are projected by themselves.
/// </summary>
public sealed class CaseChange
{
    /// <summary>As Base64 below the 64 KiB of a property.</summary>
    private const int CopyPartSize = 40 * 1024;

    private readonly CasePartition before;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, WorkItem> items;
    private readonly Dictionary<string, TableEntity> puts = new(StringComparer.Ordinal);
    private readonly List<string> removed = [];
    private readonly HashSet<string> inserts = new(StringComparer.Ordinal);

    public CaseChange(CasePartition before, DateTimeOffset now, EventKind kind, Actor by, string? item = null, string? detail = null)
    {
        this.before = before;
        this.now = now;
        items = before.Items.ToDictionary(i => i.Id);
        Case = before.Case;
        Event = new()
        {
            Number = before.Case.Events + 1,
            Kind = kind,
            At = now,
            By = by,
            Item = item,
            Detail = detail,
            Previous = before.Case.Head,
        };
    }

    /// <summary>The new state; assign a changed copy.</summary>
    public CaseRecord Case { get; set; }

    public CaseEvent Event { get; private set; }

    public IReadOnlyCollection<WorkItem> Items => items.Values;

    /// <summary>Ids of the effects that it leaves behind.</summary>
    internal IEnumerable<string> Effects => puts.Keys.Where(k => k.StartsWith(CaseRow.EffectPrefix, StringComparison.Ordinal)).Select(k => k[CaseRow.EffectPrefix.Length..]);

    /// <summary>The state, with what the reporter is shown of it as the items stand now.</summary>
    public void Show(CaseState state)
    {
        var helped = Items.Any(i => i.Kind == ItemKind.Referral && (i.IsHeld || i.State == ItemState.Completed));
        Case = Case with { State = state, PublicStatus = PublicStatusRule.Of(state, helped, Case.IsThirdParty) };
    }

    public string NextItemId() => (items.Count + 1).ToString("D3", CultureInfo.InvariantCulture);

    public void Put(WorkItem item)
    {
        items[item.Id] = item;
        puts[CaseRow.Item(item.Id)] = CaseRow.Open(before.Id, CaseRow.Item(item.Id), item);
    }

    public void Put(Incident incident) =>
        puts[CaseRow.Incident(incident.Number)] = CaseRow.Sealed(before.Id, CaseRow.Incident(incident.Number), before.Keys.Content, incident);

    /// <summary>
    /// Asks for one mail to one person. A person has one reference, and so one link, for an item: a reminder and the end come
    /// under the same.
    /// </summary>
    public CaseMail Mail(CaseMailKind kind, string personId, string? item)
    {
        var earlier = item is null ? null : before.Mails.FirstOrDefault(m => m.Item == item && m.PersonId == personId);
        var mail = new CaseMail { Ref = earlier?.Ref ?? MailRefs.New(), Kind = kind, PersonId = personId, Item = item, CreatedAt = now };
        var row = CaseRow.Mail(mail.Ref);
        if (earlier is null) Insert(row, CaseRow.Open(before.Id, row, mail));
        else puts[row] = CaseRow.Open(before.Id, row, mail);
        Put(Effect.Send(mail));
        return mail;
    }

    /// <summary>A text to the reporter, readable with the code; who wants to hear of it by mail does, in neutral words.</summary>
    public void MessageToReporter(string text)
    {
        Insert(
            CaseRow.Timed(CaseRow.MessagePrefix, now),
            row => CaseRow.Sealed(before.Id, row, before.Keys.Messages, new CaseMessage { At = now, FromReporter = false, Text = text }));
        if (before.Incidents[0].NoticeTo is not null) Case = Case with { NoticeDueAt = Domain.Requests.RequestRules.NoticeDue(Case.NoticedAt, now) };
    }

    public void Note(NoteKind kind, string by, string text, string? item = null) => Insert(
        CaseRow.Timed(CaseRow.NotePrefix, now),
        row => CaseRow.Sealed(before.Id, row, before.Keys.Content, new CaseNote { At = now, By = by, Kind = kind, Item = item, Text = text }));

    /// <inheritdoc cref="Effect.TellCoordinator"/>
    internal void TellCoordinator(string reason) => Put(Effect.TellCoordinator(reason, Event.Number.ToString(CultureInfo.InvariantCulture), now));

    internal void Put(Effect effect) => puts[CaseRow.Effect(effect.Id)] = CaseRow.Open(before.Id, CaseRow.Effect(effect.Id), effect);

    internal void Remove(Effect effect) => removed.Add(CaseRow.Effect(effect.Id));

    /// <summary>A request is done, undone or refused: what it said goes with it.</summary>
    internal void Remove(ReporterRequest request)
    {
        Case = Case with { Requests = [.. Case.Requests.Where(r => r.Id != request.Id)] };
        if (before.Has(CaseRow.Request(request.Id))) removed.Add(CaseRow.Request(request.Id));
        for (var part = 0; part < request.Parts; part++) removed.Add(CaseRow.Copy(request.Id, part));
    }

    /// <summary>The copy that the request asked for, in pieces that fit into a row.</summary>
    internal void Put(ReporterRequest request, byte[] copy)
    {
        var parts = copy.Chunk(CopyPartSize).ToList();
        foreach (var (part, bytes) in parts.Index())
            puts[CaseRow.Copy(request.Id, part)] = CaseRow.Sealed(before.Id, CaseRow.Copy(request.Id, part), before.Keys.Content, new CopyPart(bytes));
        Case = Case with { Requests = [.. Case.Requests.Where(r => r.Id != request.Id), request with { Parts = parts.Count }] };
    }

    /// <summary>A file of which something was made.</summary>
    internal void Put(Attachment file)
    {
        Case = Case with { Files = [.. Case.Files.Select(f => f.Id == file.Id ? f with { State = FileState.Ready } : f)] };
        puts[CaseRow.Attachment(file.Id)] = before.AttachmentRow(file);
    }

    /// <summary>A file that can't be used; it leaves no row.</summary>
    internal void Refuse(Attachment file, FileProblem problem)
    {
        Case = Case with { Files = [.. Case.Files.Select(f => f.Id == file.Id ? f with { State = FileState.Unusable, Problem = problem } : f)] };
        removed.Add(CaseRow.Attachment(file.Id));
    }

    /// <summary>A file whose time is over.</summary>
    internal void Remove(Attachment file)
    {
        Case = Case with { Files = [.. Case.Files.Where(f => f.Id != file.Id)] };
        removed.Add(CaseRow.Attachment(file.Id));
    }

    internal void Put(ReporterRequest request) =>
        Case = Case with { Requests = [.. Case.Requests.Select(r => r.Id == request.Id ? request : r)] };

    /// <summary>The whole as the actions of one entity-group transaction.</summary>
    internal List<TableTransactionAction> Actions(string operation, Sealing.RowMac mac)
    {
        Put(new Effect { Id = "facts", Kind = EffectKind.Facts, CreatedAt = now });
        var nextDue = NextDue(items.Values, Case);
        if (nextDue is not null && nextDue != NextDue(before.Items, before.Case)) Put(new Effect { Id = "due", Kind = EffectKind.Due, CreatedAt = now });

        Event = EventChain.Bind(Event, puts.Values, removed);
        var record = Case with { Events = Event.Number, Head = EventChain.Hash(Event) };
        var caseRow = CaseRow.Open(before.Id, CaseRow.Case, record);
        mac.Sign(caseRow);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, caseRow, before.ETagOf(CaseRow.Case))];

        Insert(CaseRow.Event(Event.Number), CaseRow.Open(before.Id, CaseRow.Event(Event.Number), Event));
        Insert(CaseRow.Operation(operation), new TableEntity(before.Id.Value, CaseRow.Operation(operation)) { ["Cancelled"] = false });
        foreach (var (row, entity) in puts)
        {
            mac.Sign(entity);
            actions.Add(new(inserts.Contains(row) ? TableTransactionActionType.Add : TableTransactionActionType.UpsertReplace, entity));
        }

        actions.AddRange(removed.Select(row => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(before.Id.Value, row), before.ETagOf(row))));
        return actions.Count <= 100 ? actions : throw new InvalidOperationException("A change has more than 100 rows.");
    }

    /// <summary>The earliest time at which somebody must be called again, a request is to be carried out, or the reporter is to be told of a message.</summary>
    internal static DateTimeOffset? NextDue(IEnumerable<WorkItem> items, CaseRecord record) =>
        items.Select(i => i.NextDueAt).Concat(record.Requests.Select(r => r.DueAt)).Append(record.NoticeDueAt).Min();

    private void Insert(string row, Func<string, TableEntity> entity) => Insert(row, entity(row));

    private void Insert(string row, TableEntity entity)
    {
        inserts.Add(row);
        puts[row] = entity;
    }
}
