using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

public sealed class ReportIntakeTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CaseWorld.CreateAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_submission_writes_exactly_five_rows_and_none_holds_what_was_told()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        var rows = await RowsAsync(id.Value);

        Assert.Equal(["case", "effect:route", "event:000001", "incident:1", "op:"], rows.Select(r => r.RowKey.StartsWith("op:", StringComparison.Ordinal) ? "op:" : r.RowKey).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(rows, r => r.Select(p => p.Value).OfType<string>().Any(v => v.Contains("tối qua", StringComparison.Ordinal) || v.Contains("0900000001", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_office_reads_what_was_told()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        var read = await world.ReadAsync(id);

        Assert.Equal(Json.Text(AReport.OfAPerson), Json.Text(read.Report));
        Assert.Equal(CaseState.Received, read.Case.State);
    }

    [Fact]
    public async Task Submitting_the_same_form_twice_creates_one_case_and_shows_the_same_receipt()
    {
        var submission = new Submission(SubmissionId.New(), AReport.OfAPerson, FromForm: true);

        var first = Assert.IsType<SubmissionResult.Accepted>(await world.Intake.SubmitAsync(submission, Cancel));
        var second = Assert.IsType<SubmissionResult.Accepted>(await world.Intake.SubmitAsync(submission, Cancel));

        Assert.Equal(first.Receipt, second.Receipt);
        Assert.True(second.Repeated);
        Assert.Equal(1, await CasesAsync());
    }

    [Fact]
    public async Task Twenty_clicks_at_once_create_one_case()
    {
        var submission = new Submission(SubmissionId.New(), AReport.OfAPerson, FromForm: true);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Intake.SubmitAsync(submission, Cancel)));

        Assert.Single(results.Cast<SubmissionResult.Accepted>().Select(r => r.Receipt).Distinct());
        Assert.Equal(1, await CasesAsync());
    }

    [Fact]
    public async Task After_ten_minutes_the_receipt_is_not_shown_again()
    {
        var submission = new Submission(SubmissionId.New(), AReport.OfAPerson, FromForm: true);
        await world.Intake.SubmitAsync(submission, Cancel);

        world.Time.Advance(TimeSpan.FromMinutes(11));

        Assert.IsType<SubmissionResult.AlreadyReceived>(await world.Intake.SubmitAsync(submission, Cancel));
    }

    [Fact]
    public async Task A_form_sent_again_with_other_content_is_a_case_of_its_own_that_points_to_the_first()
    {
        var id = SubmissionId.New();
        var first = Assert.IsType<SubmissionResult.Accepted>(await world.Intake.SubmitAsync(new(id, AReport.OfAPerson, true), Cancel));
        var changed = AReport.OfAPerson with { Narrative = "Còn một điều nữa." };

        var second = Assert.IsType<SubmissionResult.Accepted>(await world.Intake.SubmitAsync(new(id, changed, true), Cancel));
        var again = Assert.IsType<SubmissionResult.Accepted>(await world.Intake.SubmitAsync(new(id, changed, true), Cancel));

        Assert.NotEqual(first.Receipt, second.Receipt);
        Assert.Equal(second.Receipt, again.Receipt);
        var read = await world.ReadAsync(await world.CaseOfAsync(second.Receipt));
        Assert.Equal((await world.CaseOfAsync(first.Receipt)).Value, read.Incidents[0].ResentOf);
    }

    [Fact]
    public async Task A_client_that_reuses_its_key_for_other_content_is_told_so()
    {
        var id = SubmissionId.FromClient("111", Guid.NewGuid());
        await world.Intake.SubmitAsync(new(id, AReport.OfAPerson, false), Cancel);

        Assert.IsType<SubmissionResult.DifferentContent>(
            await world.Intake.SubmitAsync(new(id, AReport.OfAPerson with { Hamlet = "Ấp 2" }, false), Cancel));
    }

    [Fact]
    public async Task An_immediate_report_is_announced_twice()
    {
        await world.SubmitAsync(AReport.OfAPerson.InDanger());

        var messages = (await world.Storage.Queue(StorageNames.CaseWorkQueue).GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount;

        Assert.Equal(2, messages);
    }

    [Fact]
    public async Task A_code_opens_status_and_messages_and_nothing_else()
    {
        var (receipt, id) = await world.SubmitAsync(AReport.OfAPerson);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Note, Actor.System);
            change.MessageToReporter("Chúng tôi đã đọc tin.");
            return change;
        }, Cancel);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ReporterResult.Done, await world.FollowUp.SendMessageAsync(receipt, "Cảm ơn.", "form-1", Cancel));
        Assert.Equal(ReporterResult.Done, await world.FollowUp.SendMessageAsync(receipt, "Cảm ơn.", "form-1", Cancel));
        var view = await world.FollowUp.OpenAsync(receipt, Cancel);

        Assert.NotNull(view);
        Assert.Equal(["Chúng tôi đã đọc tin.", "Cảm ơn."], view.Messages.Select(m => m.Text));
        Assert.Equal(["Chúng tôi đã đọc tin.", "Cảm ơn."], (await world.ReadAsync(id)).Messages.Select(m => m.Text));
    }

    [Fact]
    public async Task A_code_that_was_never_given_opens_nothing()
    {
        var stranger = world.Get<ReceiptKeys>().Issue(SubmissionId.New(), 0);

        Assert.Null(await world.FollowUp.OpenAsync(stranger, Cancel));
        Assert.Equal(ReporterResult.Closed, await world.FollowUp.SendMessageAsync(stranger, "Xin chào", "form-1", Cancel));
    }

    [Theory]
    [InlineData("case")]
    [InlineData("incident:1")]
    [InlineData("event:000001")]
    public async Task A_row_that_was_changed_is_reported_as_tampering_and_never_shown(string row)
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var entity = (await world.Cases.GetEntityAsync<TableEntity>(id.Value, row, cancellationToken: Cancel)).Value;
        if (entity.ContainsKey("Data")) entity["Data"] = entity.GetString("Data").Replace("\"at\"", "\"At\"", StringComparison.Ordinal).Replace("\"commune\":\"cai-nhum\"", "\"commune\":\"nhon-phu\"", StringComparison.Ordinal);
        else entity["Sealed"] = entity.GetBinary("Sealed").Reverse().ToArray();
        await world.Cases.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace, Cancel);

        await Assert.ThrowsAsync<Sealing.TamperedException>(() => world.ReadAsync(id));
    }

    [Fact]
    public async Task A_sealed_report_that_was_copied_into_another_case_does_not_open()
    {
        var (_, first) = await world.SubmitAsync(AReport.OfAPerson);
        var (_, second) = await world.SubmitAsync(AReport.OfAPerson);
        var stolen = (await world.Cases.GetEntityAsync<TableEntity>(first.Value, "incident:1", cancellationToken: Cancel)).Value;

        await world.Cases.UpsertEntityAsync(new TableEntity(second.Value, "incident:1") { ["Sealed"] = stolen["Sealed"], ["MacP"] = stolen["MacP"], ["MacB"] = stolen["MacB"] }, TableUpdateMode.Replace, Cancel);

        await Assert.ThrowsAsync<Sealing.TamperedException>(() => world.ReadAsync(second));
    }

    private async Task<List<TableEntity>> RowsAsync(string partition)
    {
        List<TableEntity> rows = [];
        await foreach (var row in world.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == partition, cancellationToken: Cancel)) rows.Add(row);
        return rows;
    }

    private async Task<int> CasesAsync()
    {
        var count = 0;
        await foreach (var _ in world.Cases.QueryAsync<TableEntity>(r => r.RowKey == "case", cancellationToken: Cancel)) count++;
        return count;
    }
}
