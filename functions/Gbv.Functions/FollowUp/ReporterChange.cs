using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.FollowUp;

/// <summary>
/// One change that a reporter causes, committed as a whole: one event of a kind that the public key is accepted for, new rows that
/// the writer may not be able to read again, and what the back role has to do about it.
/// </summary>
public sealed class ReporterChange
{
    private readonly OpenCase before;
    private readonly CaseEvent e;
    private readonly List<TableEntity> added = [];
    private readonly List<TableEntity> put = [];
    private readonly List<string> deleted = [];

    /// <param name="detail">A code, never what somebody wrote.</param>
    public ReporterChange(OpenCase before, DateTimeOffset now, EventKind kind, string? detail = null)
    {
        this.before = before;
        Case = before.Record;
        e = new()
        {
            Number = before.Record.Events + 1,
            Kind = EventChain.PublicKinds.Contains(kind) ? kind : throw new InvalidOperationException("A reporter does not cause this."),
            At = now,
            By = Actor.Reporter,
            Detail = detail,
            Previous = before.Record.Head,
        };
    }

    /// <summary>The new state; assign a changed copy.</summary>
    public CaseRecord Case { get; set; }

    public DateTimeOffset Now => e.At;

    public void Add(TableEntity row) => added.Add(row);

    /// <summary>Takes the place of an earlier row of this key.</summary>
    public void Put(TableEntity row) => put.Add(row);

    /// <summary>The row is not part of what the event tells; where it is gone already the change fails and is decided anew.</summary>
    public void Delete(string row) => deleted.Add(row);

    /// <inheritdoc cref="Effect.TellCoordinator"/>
    public void TellCoordinator(string reason, string operation) => Put(Effect.TellCoordinator(reason, operation, Now));

    public void Put(Effect effect) => added.Add(CaseRow.Open(before.Id, CaseRow.Effect(effect.Id), effect));

    internal List<TableTransactionAction> Actions(string operation, RowMac mac)
    {
        var bound = EventChain.Bind(e, [.. added, .. put], deleted);
        var caseRow = CaseRow.Open(before.Id, CaseRow.Case, Case with { Events = e.Number, Head = EventChain.Hash(bound) });
        Add(CaseRow.Open(before.Id, CaseRow.Event(e.Number), bound));
        Add(new(before.Id.Value, CaseRow.Operation(operation)) { ["Cancelled"] = false });
        foreach (var row in (TableEntity[])[caseRow, .. added, .. put]) mac.Sign(row);
        return
        [
            new(TableTransactionActionType.UpdateReplace, caseRow, before.ETag),
            .. added.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
            .. put.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
            .. deleted.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(before.Id.Value, row), ETag.All)),
        ];
    }
}
