using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Intake;

/// <summary>
/// Takes a report in: announces it, commits it in one transaction of five rows, and answers only when it is durable. The role
/// that does this can't read what it wrote.
/// </summary>
public sealed partial class ReportIntake(
    ReceiptKeys receipts, OfficeKeys office, RowMac mac, StorageClients storage, WorkQueue queue, TimeProvider time, ILogger<ReportIntake> log)
{
    /// <summary>A receipt is shown again to the same submission for this long.</summary>
    private static readonly TimeSpan ShownAgain = TimeSpan.FromMinutes(10);

    private const int Collisions = 5;

    /// <summary>
    /// A connection that broke off is no reason to ask a person to send again. The repeat is of the same rows under the same operation:
    /// should the first try arrive late after all, one of the two meets a conflict, and the operation row says that the report is there.
    /// </summary>
    private const int Attempts = 2;

    public async Task<SubmissionResult> SubmitAsync(Submission submission, CancellationToken cancellation)
    {
        try
        {
            return await SubmitAsync(submission, null, cancellation);
        }
        catch (Exception e) when (e is RequestFailedException || Outage.Is(e, cancellation))
        {
            NotSaved(log, e is RequestFailedException r ? r.Status : 0);
            return new SubmissionResult.NotSaved();
        }
    }

    private async Task<SubmissionResult> SubmitAsync(Submission submission, CaseId? resentOf, CancellationToken cancellation)
    {
        var content = ContentMac(submission);
        if (submission.Generation is null)
            foreach (var generation in receipts.Beside)
                if (await RepeatedAsync(submission with { Generation = generation }, resentOf, content, cancellation) is { } repeated) return repeated;

        for (var counter = 0; counter < Collisions; counter++)
        {
            var receipt = receipts.Issue(submission.Id, counter, submission.Generation);
            var place = await receipts.DeriveAsync(receipt, forSubmission: true, cancellation);
            var now = time.GetUtcNow();
            if (await CommitAsync(submission, place, content, resentOf, now, cancellation))
            {
                Signals.Received(UrgencyRule.Of(submission.Report));
                return new SubmissionResult.Accepted(receipt, now, false);
            }

            if (await ReadCaseAsync(place.Case, cancellation) is not { } existing) return new SubmissionResult.NotSaved();
            if (await AnswerAsync(submission, resentOf, content, receipt, place.Case, existing, cancellation) is { } answer) return answer;
        }

        return new SubmissionResult.NotSaved();
    }

    /// <summary>
    /// A client's key says nothing of generations: in the day in which they change, a report whose answer was lost is looked for under the
    /// other one before it is taken in. Null where it is not there.
    /// </summary>
    private async Task<SubmissionResult?> RepeatedAsync(Submission submission, CaseId? resentOf, byte[] content, CancellationToken cancellation)
    {
        var receipt = receipts.Issue(submission.Id, 0, submission.Generation);
        var place = await receipts.DeriveAsync(receipt, forSubmission: true, cancellation);
        return await ReadCaseAsync(place.Case, cancellation) is { } existing
            ? await AnswerAsync(submission, resentOf, content, receipt, place.Case, existing, cancellation)
            : null;
    }

    /// <summary>What is said to a submission whose place is taken; null where another submission has it.</summary>
    private async Task<SubmissionResult?> AnswerAsync(
        Submission submission, CaseId? resentOf, byte[] content, ReceiptCode receipt, CaseId id, CaseRecord existing, CancellationToken cancellation)
    {
        if (!Same(existing.SubmissionMac, receipts.SubmissionMac(submission.Id, submission.Generation))) return null;
        if (Same(existing.ContentMac, content))
            return time.GetUtcNow() - existing.ReceivedAt < ShownAgain
                ? new SubmissionResult.Accepted(receipt, existing.ReceivedAt, true)
                : new SubmissionResult.AlreadyReceived(existing.ReceivedAt);
        return submission.FromForm && resentOf is null
            ? await SubmitAsync(submission with { Id = submission.Id.Again(content) }, id, cancellation)
            : new SubmissionResult.DifferentContent();
    }

    /// <returns>False where a case with this id exists or nothing was committed.</returns>
    private async Task<bool> CommitAsync(
        Submission submission, ReceiptPlace place, byte[] content, CaseId? resentOf, DateTimeOffset now, CancellationToken cancellation)
    {
        var operation = CaseChanges.NewOperation();
        var urgency = UrgencyRule.Of(submission.Report);
        var announced = AnnounceAsync(place.Case, operation, urgency, cancellation);
        // Wrapped, sealed and signed while the announcement is on its way; nothing is committed before it has arrived.
        var rows = Rows(submission, place, content, resentOf, urgency, operation, now);
        await announced;
        var table = storage.TableWithoutRetry(StorageNames.Cases);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await table.SubmitTransactionAsync(
                    rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)), cancellation);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                return await CommittedAsync(place.Case, operation, cancellation);
            }
            catch (Exception e) when (Outage.Is(e, cancellation))
            {
                // The answer may be lost although the rows are there: only the operation row knows.
                if (await CommittedAsync(place.Case, operation, cancellation)) return true;
                if (attempt == Attempts) throw;
                table = storage.TableOnNewConnection(StorageNames.Cases);
            }
        }
    }

    private async Task AnnounceAsync(CaseId id, string operation, Urgency urgency, CancellationToken cancellation)
    {
        await queue.SendAsync(new WorkMessage("case", id.Value, operation), CaseChanges.AnnouncementDelay, cancellation);
        if (urgency == Urgency.Immediate)
            await queue.SendAsync(new WorkMessage("case", id.Value, operation), TimeSpan.FromMinutes(1), cancellation);
    }

    private List<TableEntity> Rows(
        Submission submission, ReceiptPlace place, byte[] content, CaseId? resentOf, Urgency urgency, string operation, DateTimeOffset now)
    {
        var id = place.Case;
        var keys = CaseKeys.New();
        var incident = CaseRow.Sealed(id, CaseRow.Incident(1), keys.Content, new Incident { Number = 1, Report = submission.Report, ResentOf = resentOf?.Value });
        var received = EventChain.Bind(new() { Number = 1, Kind = EventKind.Received, At = now, By = Actor.Reporter, Previous = [] }, [incident], []);
        var record = new CaseRecord
        {
            State = CaseState.Received,
            Journey = submission.Report.Journey,
            Commune = submission.Report.Commune,
            Urgency = urgency,
            ReceivedAt = now,
            Language = submission.Report.Language,
            LooksAutomatic = submission.LooksAutomatic,
            OfficeGeneration = office.CurrentGeneration,
            ContentKeyWrap = office.Wrap(keys.Content),
            MessagesKeyWrap = office.Wrap(keys.Messages),
            ReceiptWrap = Seal.Close(place.WrapKey, id, CaseRow.Case, CaseKeys.ReceiptWrapField, keys.Messages),
            SubmissionMac = receipts.SubmissionMac(submission.Id, submission.Generation),
            ContentMac = content,
            WordMac = WordMac.Of(keys.Messages, submission.Report.Contact.SecretWord),
            Events = 1,
            Head = EventChain.Hash(received),
        };
        List<TableEntity> rows =
        [
            CaseRow.Open(id, CaseRow.Case, record),
            incident,
            CaseRow.Open(id, CaseRow.Event(1), received),
            new(id.Value, CaseRow.Operation(operation)) { ["Cancelled"] = false },
            CaseRow.Open(id, CaseRow.Effect("route"), new Effect { Id = "route", Kind = EffectKind.Route, CreatedAt = now }),
        ];
        rows.ForEach(mac.Sign);
        return rows;
    }

    private async Task<bool> CommittedAsync(CaseId id, string operation, CancellationToken cancellation) =>
        await storage.OperationAsync(mac, id, operation, cancellation) == OperationState.Committed;

    private async Task<CaseRecord?> ReadCaseAsync(CaseId id, CancellationToken cancellation)
    {
        var row = await storage.Table(StorageNames.Cases).GetEntityIfExistsAsync<TableEntity>(id.Value, CaseRow.Case, cancellationToken: cancellation);
        return row.HasValue ? CaseRow.Read<CaseRecord>(row.Value!) : null;
    }

    /// <summary>Keyed by the submission id, which nobody has stored: the row tells nobody what was written.</summary>
    private static byte[] ContentMac(Submission submission) => HMACSHA256.HashData(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, submission.Id.Bytes, 32, info: "gbv content 1"u8.ToArray()), Json.Write(submission.Report));

    private static bool Same(byte[] a, byte[] b) => CryptographicOperations.FixedTimeEquals(a, b);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "A submission was not saved: storage answered {Status}")]
    private static partial void NotSaved(ILogger log, int status);
}
