using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Requests;

public sealed class ContactRequestTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    [Fact]
    public async Task Stop_contacting_me_takes_the_number_away_and_tells_who_would_have_rung()
    {
        await ReceivedAsync(Normal);
        var health = (await ReadAsync()).For(Service.Health);
        await AcceptAsync(health);

        await AskAsync(RequestKind.StopContact);

        var read = await ReadAsync();
        Assert.Equal(ContactChannel.None, read.Report.Contact.Channel);
        Assert.Null(read.Report.Contact.Address);
        Assert.Empty(read.Case.Requests);
        var updates = World.Mails.Sent.Where(m => m.Subject.Contains("có cập nhật", StringComparison.Ordinal)).ToList();
        Assert.Equal([await MailOf(health.ResponderId)], updates.Select(m => m.To));
        Assert.DoesNotMatch("0900000001|xoài|liên lạc nữa", updates[0].Subject + updates[0].Text);
        Assert.Contains(read.Notes, n => n.Text.Contains("không liên lạc nữa", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_leads_the_case_is_called_for_what_was_asked()
    {
        await ReceivedAsync(Normal);
        await AcceptAsync((await ReadAsync()).Triage());

        await AskAsync(RequestKind.StopContact);

        var items = (await ReadAsync()).Items.Where(i => i.Kind == ItemKind.Triage).ToList();
        Assert.Equal(2, items.Count);
        Assert.Equal([await MailOf(items[1].ResponderId)], World.Mails.Drain());
    }

    [Fact]
    public async Task A_new_way_of_contact_replaces_the_old_one_and_a_new_word_the_old_word()
    {
        await ReceivedAsync(Normal);

        await AskAsync(RequestKind.Contact, new() { Contact = new() { Channel = ContactChannel.Zalo, Address = "0900000009", SecretWord = "Mận" } });

        var read = await ReadAsync();
        Assert.Equal((ContactChannel.Zalo, "0900000009", "Mận"), (read.Report.Contact.Channel, read.Report.Contact.Address, read.Report.Contact.SecretWord));
        Assert.Equal(WordResult.Right, await World.Get<WordCheck>().CheckAsync(Code, "man", Cancel));
        Assert.Equal(WordResult.Wrong, await World.Get<WordCheck>().CheckAsync(Code, "xoài", Cancel));
        Assert.DoesNotContain(await RowsAsync(), r => r.StartsWith("request:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_new_word_the_old_one_holds()
    {
        await ReceivedAsync(Normal);

        await AskAsync(RequestKind.Contact, new() { Contact = new() { Channel = ContactChannel.Sms, Address = "0900000009" } });

        Assert.Equal("xoài", (await ReadAsync()).Report.Contact.SecretWord);
        Assert.Equal(WordResult.Right, await World.Get<WordCheck>().CheckAsync(Code, "XOAI", Cancel));
    }

    [Fact]
    public async Task A_third_party_stops_contact_with_themselves_only()
    {
        await ReceivedAsync(AReport.ByAWitness with
        {
            Contact = new() { Channel = ContactChannel.Phone, Address = "0900000005" },
            ReportedBy = new() { Role = ReporterRole.NeighbourOrWitness, Name = "Người hàng xóm", Phone = "0900000006" },
        });

        await AskAsync(RequestKind.StopContact);

        var report = (await ReadAsync()).Report;
        Assert.Equal("0900000005", report.Contact.Address);
        Assert.Null(report.ReportedBy!.Phone);
    }

    [Theory]
    [InlineData(RequestKind.Contact)]
    [InlineData(RequestKind.Consent)]
    [InlineData(RequestKind.Erasure)]
    [InlineData(RequestKind.Copy)]
    public async Task What_needs_the_word_is_refused_to_a_third_party_and_where_none_was_left(RequestKind kind)
    {
        await ReceivedAsync(AReport.ByAWitness with { Contact = new() { SecretWord = "xoài" } });
        Assert.Equal(ReporterResult.Refused, await World.Get<RequestService>().AskAsync(Code, NewForm(), kind, new(), Cancel));

        await ReceivedAsync(AReport.OfAPerson with { Contact = new() });
        Assert.Equal(ReporterResult.Refused, await World.Get<RequestService>().AskAsync(Code, NewForm(), kind, new(), Cancel));
    }

    [Fact]
    public async Task Events_that_the_reporter_causes_are_signed_by_the_public_role_and_the_chain_holds()
    {
        await ReceivedAsync(Normal);

        await AskAsync(RequestKind.Contact, new() { Contact = new() { Channel = ContactChannel.Sms, Address = "0900000009" } });

        Assert.Equal([EventKind.Contact, EventKind.Contact], (await ReadAsync()).Events.Where(e => e.By == Actor.Reporter).Skip(1).Select(e => e.Kind));
    }

    private async Task<List<string>> RowsAsync()
    {
        List<string> rows = [];
        await foreach (var row in World.Cases.QueryAsync<Azure.Data.Tables.TableEntity>(r => r.PartitionKey == Id.Value, select: ["RowKey"], cancellationToken: Cancel)) rows.Add(row.RowKey);
        return rows;
    }
}
