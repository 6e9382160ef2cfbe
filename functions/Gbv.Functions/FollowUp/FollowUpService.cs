using Azure.Data.Tables;
using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.FollowUp;

/// <summary>What a code opens: status and messages, never what was written in the report.</summary>
public sealed record FollowUpView(PublicStatus Status, bool ThirdParty, IReadOnlyList<CaseMessage> Messages)
{
    /// <summary>When the code was used before; null the first time.</summary>
    public DateTimeOffset? LastVisit { get; init; }

    public bool HasWord { get; init; }

    /// <summary>What was asked for and waits; what it is about needs more than the code.</summary>
    public IReadOnlyList<ReporterRequest> Requests { get; init; } = [];

    /// <summary>What became of files that were sent.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];

    public bool HasAnswer => Messages.Count > 0 && !Messages[^1].FromReporter;
}

/// <summary>
/// The public role's side of a case: with the code, and only with it, status and messages, and what can be sent after the report.
/// </summary>
public sealed class FollowUpService(
    ReceiptDoor door, ReporterChanges changes, StorageClients storage, OfficeKeys office, RowMac mac, TimeProvider time)
{
    public const int LongestMessage = 4000;

    private TableClient Table => storage.Table(StorageNames.Cases);

    /// <param name="arrives">The code was just typed: this is a visit. Later looks of the same visit leave its time alone.</param>
    public async Task<FollowUpView?> OpenAsync(ReceiptCode code, CancellationToken cancellation, bool arrives = true)
    {
        if (await door.OpenAsync(code, cancellation) is not { } open) return null;
        var (messages, visit) = await MessagesAsync(open, cancellation);

        // Before anything is shown, as with every opening (design §5).
        await RecordAsync(open, arrives, cancellation);
        return new(open.Record.PublicStatus, open.Record.IsThirdParty, messages)
        {
            LastVisit = visit?.At,
            HasWord = open.Record.WordMac is not null,
            Requests = [.. open.Record.Requests.Where(r => !r.ByOffice)],
            Files = open.Record.Files,
        };
    }

    /// <summary>Appends one text from the reporter and has the coordinator told.</summary>
    /// <param name="form">Random, made with the form: the same form sent twice leaves one message.</param>
    public Task<ReporterResult> SendMessageAsync(ReceiptCode code, string text, string form, CancellationToken cancellation) =>
        changes.ApplyAsync(code, form, (open, operation, now) =>
        {
            var change = new ReporterChange(open, now, EventKind.Message);
            var row = CaseRow.Timed(CaseRow.MessagePrefix, now);
            change.Add(CaseRow.Sealed(open.Id, row, open.MessagesKey, new CaseMessage { At = now, FromReporter = true, Text = text }));
            change.TellCoordinator("message", operation);
            return change;
        }, cancellation);

    /// <summary>More for the report. Sealed for the office: nobody reads it with the code, not even the reporter.</summary>
    public Task<ReporterResult> AddAsync(ReceiptCode code, string text, string form, CancellationToken cancellation) =>
        changes.ApplyAsync(code, form, (open, operation, now) =>
        {
            var change = new ReporterChange(open, now, EventKind.Message, "addition");
            change.Add(CaseRow.SealedForOffice(open.Id, CaseRow.Timed(CaseRow.AdditionPrefix, now), office, new Addition { At = now, Text = text }));
            change.TellCoordinator("addition", operation);
            return change;
        }, cancellation);

    public static bool MayAttach(CaseRecord record) =>
        AttachmentRules.MaySendAnother(record.Files.Count(f => f.State != FileState.Unusable), record.Files.Count);

    /// <summary>A file that lies in quarantine. Only the office can open it; what is made of it is shown to whoever leads the case.</summary>
    public Task<ReporterResult> AttachAsync(ReceiptCode code, string file, byte[] key, string form, CancellationToken cancellation) =>
        changes.ApplyAsync(code, form, (open, _, now) =>
        {
            if (!MayAttach(open.Record)) return null;
            var change = new ReporterChange(open, now, EventKind.Message, "file");
            change.Case = change.Case with { Files = [.. change.Case.Files, new(file, now, FileState.Waiting)] };
            change.Add(CaseRow.WithKeyForOffice(open.Id, CaseRow.Attachment(file), office, new Attachment { Id = file, At = now }, key));
            change.Put(new Effect { Id = "file-" + file, Kind = EffectKind.Attachment, CreatedAt = now, Target = file });
            return change;
        }, cancellation);

    /// <summary>
    /// Somebody else has the code: from now on it opens nothing, for anybody and for good, because the wrap that it opened is gone.
    /// </summary>
    public Task<ReporterResult> LockAsync(ReceiptCode code, string form, CancellationToken cancellation) =>
        changes.ApplyAsync(code, form, (open, operation, now) =>
        {
            var change = new ReporterChange(open, now, EventKind.Lock);
            change.Case = change.Case with { ReceiptOpens = false, ReceiptWrap = [] };
            change.TellCoordinator("lock", operation);
            return change;
        }, cancellation);

    private async Task<(List<CaseMessage> Messages, Visit? Last)> MessagesAsync(OpenCase open, CancellationToken cancellation)
    {
        List<CaseMessage> messages = [];
        Visit? last = null;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {open.Id.Value} and RowKey ge {CaseRow.Visit} and RowKey lt {CaseRow.MessageEnd}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (!mac.IsGenuine(row)) throw new TamperedException("message");
            if (row.RowKey == CaseRow.Visit) last = CaseRow.Read<Visit>(row);
            else messages.Add(CaseRow.ReadSealed<CaseMessage>(row, open.MessagesKey));
        }

        return (messages, last);
    }

    private async Task RecordAsync(OpenCase open, bool arrives, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var seen = AccessLog.Row(open.Id, now, Actor.Reporter, "messages", "code");
        mac.Sign(seen);
        if (!arrives)
        {
            await Table.AddEntityAsync(seen, cancellation);
            return;
        }

        var visit = CaseRow.Open(open.Id, CaseRow.Visit, new Visit(now));
        mac.Sign(visit);
        await Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, seen), new(TableTransactionActionType.UpsertReplace, visit)], cancellation);
    }
}
