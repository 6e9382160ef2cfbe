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
    public async Task An_erasure_is_fourteen_requests_and_one_a_mail_once_everybody_was_told_to_stop_and_the_code_afterwards_one_point_read()
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
        string[] cleared = ["table query", "table update", "table DELETE", "blob PUT", "table read", "table transaction", "table read"];
        Assert.Equal([.. destroyed, .. cleared, .. Enumerable.Repeat("table DELETE", mails), "blob GET", "blob GET", "table transaction", "table DELETE"], storage.Counted);
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
