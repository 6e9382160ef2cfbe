using Azure.Data.Tables;
using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Attachments;
using Gbv.Functions.Cases;
using Gbv.Functions.Copies;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Attachments;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Requests;

/// <summary>A copy of what is held: made when it is asked for, sealed, called for again, and gone when its time is over.</summary>
public sealed class CopyTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    [Fact]
    public async Task What_she_told_is_in_it_and_the_word_that_proves_her_is_not()
    {
        await ReceivedAsync(Normal);
        await World.FollowUp.SendMessageAsync(Code, "Lời nhắn của tôi", NewForm(), Cancel);
        await World.FollowUp.AddAsync(Code, "Kể thêm", NewForm(), Cancel);
        await WorkAsync();

        await AskAsync(RequestKind.Copy);

        var copy = await CopyAsync();
        Assert.Equal((Normal.Narrative, "0900000001", null), (copy.Report.Narrative, copy.Report.Contact.Address, copy.Report.Contact.SecretWord));
        Assert.Equal((true, "Lời nhắn của tôi"), (copy.Messages.Single().ByYou, copy.Messages.Single().Text));
        Assert.Equal("Kể thêm", copy.Additions.Single().Text);
        Assert.Equal([Service.Health, Service.LegalAid], copy.Referrals.Select(r => r.Service).Order());
        Assert.All(copy.Referrals, r => Assert.NotNull(r.Unit));
        Assert.Contains(copy.Log, e => e is { Kind: EventKind.Received, By: ActorKind.Reporter });
        Assert.DoesNotContain("xoài", Json.Text(copy), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Each_file_stands_in_it_with_its_time_and_what_became_of_it_and_nothing_of_what_it_shows()
    {
        await ReceivedAsync(Normal);
        var sent = World.Time.GetUtcNow();
        await SendAsync("1", Pictures.FromACamera());
        await SendAsync("2", [0xFF, 0xD8, 0xFF, .. "no picture"u8]);
        await WorkAsync();

        await AskAsync(RequestKind.Copy);

        var copy = await CopyAsync();
        var kept = (await ReadAsync()).Attachments.Single();
        Assert.Equal([new(sent, FileState.Ready, FileKind.Jpeg, kept.Length), new(sent, FileState.Unusable, null, null)], copy.Files);
        Assert.DoesNotContain(Pictures.Marker, Json.Text(copy), StringComparison.Ordinal);
    }

    private async Task SendAsync(string id, byte[] content)
    {
        var key = Sealing.Seal.NewKey();
        Assert.Equal(Arrival.Stored, await World.Get<Quarantine>().StoreAsync(Id, id, key, new MemoryStream(content), Cancel));
        Assert.Equal(ReporterResult.Done, await World.FollowUp.AttachAsync(Code, id, key, NewForm(), Cancel));
    }

    [Fact]
    public async Task Of_what_staff_wrote_it_says_when_and_of_consent_what()
    {
        await ReceivedAsync(Normal);
        await NoteAsync(NoteKind.Decision, "Nghi người chồng còn vụ khác");
        await NoteAsync(NoteKind.Consent, "Đồng ý tư vấn");

        await AskAsync(RequestKind.Copy);

        var copy = await CopyAsync();
        Assert.Equal([null, "Đồng ý tư vấn"], copy.Notes.Where(n => n.Kind is NoteKind.Decision or NoteKind.Consent).Take(2).Select(n => n.Text));
    }

    [Fact]
    public async Task Who_reported_her_and_a_shelters_name_stay_out()
    {
        var directory = (await World.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        await ReceivedAsync(AReport.ByAWitness with { Journey = Journey.Professional, Hamlet = "Ấp 7", ReportedBy = new() { Name = "Cô Mai", Unit = "Trường 3", PersonInNeed = "em lớp 9A" } });
        await World.FollowUp.SendMessageAsync(Code, "Tôi là cô Mai", NewForm(), Cancel);
        await SendAsync("1", Pictures.Jpeg());
        await WorkAsync();
        await World.Changes.ApplyAsync(Id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.ItemAdded, Actor.System);
            var shelter = directory.Entries.First(e => e.Services.Contains(Service.Shelter));
            change.Put(read.Triage() with { Id = change.NextItemId(), Kind = ItemKind.Referral, Service = Service.Shelter, ResponderId = shelter.Id });
            return change;
        }, Cancel);

        var read = await ReadAsync();
        var copy = CopyMaker.Of(read, World.Time.GetUtcNow(), directory, World.Time.GetUtcNow());

        Assert.DoesNotMatch("Mai|Trường 3|9A|Ấp 7|tối qua|professional", Json.Text(copy));
        Assert.Equal((null, Service.Shelter), (copy.Referrals.Single().Unit, copy.Referrals.Single().Service));
        Assert.DoesNotContain(copy.Log, e => e.By == ActorKind.Reporter);
        Assert.Empty(copy.Files);
        Assert.True(copy.ToldByAnother);
    }

    [Fact]
    public async Task It_lies_sealed_bound_to_the_chain_and_is_asked_for_once_at_a_time()
    {
        await ReceivedAsync(Normal with { Narrative = new string('ư', 3000) });
        await AskAsync(RequestKind.Copy);

        var rows = await RowsAsync();
        Assert.All(rows, r => Assert.Equal(["MacB", "MacP", "Sealed"], r.Keys.Where(k => k is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")).Order(StringComparer.Ordinal)));
        Assert.NotEmpty(rows);
        Assert.Equal(ReporterResult.Refused, await World.Get<RequestService>().AskAsync(Code, NewForm(), RequestKind.Copy, null, Cancel));
        Assert.Empty((await World.Get<TraceCheck>().RunAsync(World.Time.GetUtcNow().VietnamDate(), all: true, null, Cancel)).Findings);

        // A row that was put back to an earlier copy, or taken away, shows.
        await World.Cases.DeleteEntityAsync(rows[0].PartitionKey, rows[0].RowKey, cancellationToken: Cancel);
        Assert.Equal([FindingKind.RowMissing], (await World.Get<TraceCheck>().RunAsync(World.Time.GetUtcNow().VietnamDate(), all: true, null, Cancel)).Findings.Select(f => f.Kind));
    }

    [Fact]
    public async Task The_inbox_says_that_it_is_ready_and_undoing_it_takes_the_copy_away()
    {
        await ReceivedAsync(Normal);
        await AskAsync(RequestKind.Copy);

        var view = await World.FollowUp.OpenAsync(Code, Cancel);
        Assert.NotNull(Assert.Single(view!.Requests).ReadyAt);
        Assert.Equal(ReporterResult.Done, await UndoAsync(view.Requests[0].Id));

        Assert.Empty(await RowsAsync());
        Assert.Empty((await ReadAsync()).Case.Requests);
        Assert.Equal("undo:copy", (await ReadAsync()).Events[^1].Detail);
    }

    [Fact]
    public async Task The_coordinator_is_called_again_when_the_time_to_answer_is_over_and_after_two_weeks_it_goes()
    {
        await ReceivedAsync(Normal);
        await AcceptAsync((await ReadAsync()).Triage());
        await AskAsync(RequestKind.Copy);
        await AcceptAsync((await ReadAsync()).Items[^1]);

        await World.AdvanceAsync(Id, TimeSpan.FromHours(47));
        Assert.DoesNotContain((await ReadAsync()).Events, e => e.Detail == "copy-late");
        await World.AdvanceAsync(Id, TimeSpan.FromHours(2));

        Assert.Contains((await ReadAsync()).Events, e => e.Detail == "copy-late");
        Assert.True((await ReadAsync()).Items[^1] is { Kind: ItemKind.Triage, IsOpen: true });
        Assert.NotEmpty(await RowsAsync());

        await World.AdvanceAsync(Id, TimeSpan.FromDays(12));
        Assert.Empty(await RowsAsync());
        Assert.Empty((await ReadAsync()).Case.Requests);
        Assert.Contains("chưa làm được", Assert.Single((await ReadAsync()).Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_must_wait_keeps_no_copy_waiting_and_takes_the_copy_with_it_in_the_end()
    {
        await ReceivedAsync(Normal);
        await HoldAsync(World.Time.GetUtcNow());
        await AskAsync(RequestKind.Erasure);
        World.Time.Advance(TimeSpan.FromDays(4));
        await AskAsync(RequestKind.Copy);
        await World.AdvanceAsync(Id, TimeSpan.FromDays(5));
        Assert.Contains((await ReadAsync()).Events, e => e.Detail == "copy-late");
        Assert.NotEmpty(await RowsAsync());

        await HoldAsync(null);
        for (var turn = 0; turn < 5 && !(await ReadAsync()).IsErased; turn++) await WorkAsync();

        Assert.True((await ReadAsync()).IsErased);
        Assert.Empty(await RowsAsync());
    }

    private async Task<CaseCopy> CopyAsync()
    {
        var read = await ReadAsync();
        return CopyMaker.Unpack(read.Copy(read.Case.Requests.Single(r => r.Kind == RequestKind.Copy)));
    }

    private Task NoteAsync(NoteKind kind, string text) => World.Changes.ApplyAsync(Id, (read, now) =>
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System);
        change.Note(kind, "Người phụ trách", text);
        World.Time.Advance(TimeSpan.FromSeconds(1));
        return change;
    }, Cancel);

    private Task HoldAsync(DateTimeOffset? since) => World.Changes.ApplyAsync(Id, (read, now) =>
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System);
        change.Case = change.Case with { HeldSince = since };
        return change;
    }, Cancel);

    private async Task<List<TableEntity>> RowsAsync() => await World.Cases
        .QueryAsync<TableEntity>(r => r.PartitionKey == Id.Value, cancellationToken: Cancel).Where(r => r.RowKey.StartsWith(CaseRow.CopyPrefix, StringComparison.Ordinal)).ToListAsync(Cancel);
}
