using Gbv.Domain.Referrals;
using Gbv.Domain.Requests;
using Gbv.Functions.Attachments;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Tests.Attachments;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.FollowUp;

/// <summary>What coming back with a code costs, counted on the wire; the table is docs/storage.md.</summary>
public sealed class InboxRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedStorage storage = null!;
    private CaseWorld world = null!;
    private ReceiptCode code;

    public async ValueTask InitializeAsync()
    {
        storage = await CountedStorage.StartAsync(azurite.NewAccount());
        world = await CreateAsync(storage.ConnectionString);
        code = (await world.SubmitAsync(AReport.OfAPerson)).Receipt;
        storage.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Arriving_is_one_point_read_one_range_query_and_one_transaction_that_records_the_visit()
    {
        await world.FollowUp.OpenAsync(code, Cancel);

        Assert.Equal(["table read", "table query", "table transaction"], storage.Counted);
    }

    [Fact]
    public async Task Another_look_in_the_same_visit_is_one_point_read_one_range_query_and_one_access_row()
    {
        await world.FollowUp.OpenAsync(code, Cancel, arrives: false);

        Assert.Equal(["table read", "table query", "table insert"], storage.Counted);
    }

    [Fact]
    public async Task Whatever_is_sent_is_one_point_read_one_message_and_one_transaction()
    {
        Assert.Equal(ReporterResult.Done, await world.FollowUp.SendMessageAsync(code, "Xin chào", "form-1", Cancel));
        Assert.Equal(ReporterResult.Done, await world.FollowUp.AddAsync(code, "Còn nữa", "form-2", Cancel));
        Assert.Equal(ReporterResult.Done, await world.FollowUp.LockAsync(code, "form-3", Cancel));

        Assert.Equal(Enumerable.Repeat<string[]>(["table read", "queue put", "table transaction"], 3).SelectMany(c => c), storage.Counted);
    }

    [Fact]
    public async Task A_request_is_one_point_read_one_message_and_one_transaction()
    {
        var requests = world.Get<RequestService>();
        Assert.Equal(ReporterResult.Done, await requests.AskAsync(code, "form-1", RequestKind.Consent, new() { No = [Service.Health] }, Cancel));

        Assert.Equal(["table read", "queue put", "table transaction"], storage.Counted);
    }

    [Fact]
    public async Task A_file_is_a_request_a_quarter_of_a_megabyte_and_one_more_and_then_what_a_message_is()
    {
        var (id, key) = (await world.CaseOfAsync(code), Seal.NewKey());
        byte[] picture = [.. Pictures.Jpeg(), .. new byte[FileSeal.PartSize]];
        storage.Clear();

        Assert.Equal(Arrival.Stored, await world.Get<Quarantine>().StoreAsync(id, "1", key, new MemoryStream(picture), Cancel));
        Assert.Equal(ReporterResult.Done, await world.FollowUp.AttachAsync(code, "1", key, "form-1", Cancel));

        Assert.Equal(["blob PUT", "blob PUT", "blob PUT", "table read", "queue put", "table transaction"], storage.Counted);
    }

    [Fact]
    public async Task Cleaning_a_file_is_nine_requests()
    {
        var (id, key) = (await world.CaseOfAsync(code), Seal.NewKey());
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.Get<Quarantine>().StoreAsync(id, "1", key, new MemoryStream(Pictures.Jpeg()), Cancel);
        await world.FollowUp.AttachAsync(code, "1", key, "form-1", Cancel);
        storage.Clear();

        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Equal("1 blob DELETE, 1 blob GET, 1 blob PUT, 2 table query, 3 table transaction, 1 table update", Cost);
    }

    [Fact]
    public async Task A_copy_costs_what_a_request_costs_and_the_change_that_carries_it_out_writes_it_as_well()
    {
        var id = await world.CaseOfAsync(code);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        storage.Clear();
        Assert.Equal(ReporterResult.Done, await world.Get<RequestService>().AskAsync(code, "form-1", RequestKind.Copy, null, Cancel));
        Assert.Equal(["table read", "queue put", "table transaction"], storage.Counted);
        storage.Clear();

        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Equal("1 table DELETE, 2 table query, 2 table transaction, 1 table update", Cost);
    }

    [Fact]
    public async Task A_message_to_a_reporter_who_wants_a_mail_is_sixteen_requests_with_the_mail_and_four_within_the_day_in_which_one_went()
    {
        var id = await world.CaseOfAsync(code);
        await world.Get<RequestService>().AskAsync(code, "form-1", RequestKind.Notice, new() { NoticeTo = "hoa.cuc.77@example.net" }, Cancel);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await MessageAsync(id);
        storage.Clear();
        await world.Worker.CarryOutDueAsync(id, Cancel);
        var first = Cost;
        await MessageAsync(id);
        storage.Clear();

        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Equal("2 queue put, 1 table insert, 2 table query, 6 table transaction, 5 table update", first);
        Assert.Equal("1 table DELETE, 1 table query, 1 table transaction, 1 table update", Cost);
    }

    /// <summary>Where several things go on at once their order says nothing.</summary>
    private string Cost => string.Join(", ", storage.Counted.CountBy(c => c).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));

    private Task MessageAsync(Gbv.Domain.Shared.CaseId id) => world.Changes.ApplyAsync(id, (read, now) =>
    {
        var change = new CaseChange(read, now, Gbv.Domain.Cases.EventKind.Message, Actor.System);
        change.MessageToReporter("Mời chị đến trạm");
        return change;
    }, Cancel);

    [Fact]
    public async Task The_secret_word_is_two_point_reads_and_two_writes_and_a_wrong_one_is_one_write_less()
    {
        var words = world.Get<WordCheck>();
        Assert.Equal(WordResult.Wrong, await words.CheckAsync(code, "mít", Cancel));
        Assert.Equal(["table read", "table read", "table insert"], storage.Counted);
        storage.Clear();

        Assert.Equal(WordResult.Right, await words.CheckAsync(code, "xoài", Cancel));

        Assert.Equal(["table read", "table read", "table update", "table update"], storage.Counted);
    }

    [Fact]
    public async Task An_erasure_is_thirteen_requests_and_two_a_mail_once_everybody_was_told_to_stop_and_the_code_afterwards_one_point_read()
    {
        var id = await world.CaseOfAsync(code);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        Assert.Equal(ChangeResult.Done, await world.Get<CaseErasure>().EraseAsync(id, "request", Cancel));
        await world.Worker.CarryOutDueAsync(id, Cancel);
        var mails = (await world.ReadAsync(id)).Mails.Count;
        storage.Clear();

        Assert.Equal(ChangeResult.Done, await world.Get<CaseErasure>().EraseAsync(id, "request", Cancel));
        await world.Worker.CarryOutDueAsync(id, Cancel);

        string[] destroyed = ["table query", "queue put", "table transaction"];
        // A reference is looked at before it goes: it may be another case's.
        var references = Enumerable.Repeat<string[]>(["table read", "table DELETE"], mails).SelectMany(r => r);
        string[] cleared = ["table query", "table update", "blob PUT", "table read", "table transaction", "table read"];
        Assert.Equal([.. destroyed, .. cleared, .. references, "blob GET", "blob GET", "table transaction", "table transaction"], storage.Counted);
        storage.Clear();
        Assert.Null(await world.FollowUp.OpenAsync(code, Cancel));
        Assert.Equal(["table read"], storage.Counted);
    }

    [Fact]
    public async Task A_locked_code_costs_what_one_costs_that_never_was()
    {
        await world.FollowUp.LockAsync(code, "form-1", Cancel);
        storage.Clear();

        Assert.Null(await world.FollowUp.OpenAsync(world.Get<ReceiptKeys>().Issue(SubmissionId.New(), 0), Cancel));
        var never = storage.Counted;
        storage.Clear();
        Assert.Null(await world.FollowUp.OpenAsync(code, Cancel));

        Assert.Equal(["table read"], never);
        Assert.Equal(never, storage.Counted);
    }
}
