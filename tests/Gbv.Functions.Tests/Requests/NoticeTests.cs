using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Requests;

/// <summary>A reporter who asks for it hears by mail that there is a message, and the mail says nothing else.</summary>
public sealed class NoticeTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    private const string Address = "hoa.cuc.77@example.net";

    [Fact]
    public async Task A_message_brings_one_neutral_mail_and_at_most_one_a_day()
    {
        await WantedAsync();
        Assert.Empty(World.Mails.Drain());
        await MessageAsync("Mời chị đến trạm");

        var mail = Assert.Single(World.Mails.Sent);
        Assert.Equal((Address, "Bạn có thông báo mới", "Bạn có một thông báo. Vào trang bạn đã dùng để xem.\n"), (mail.To, mail.Subject, mail.Text));
        Assert.Empty((await ReadAsync()).Effects);

        await MessageAsync("Còn nữa");
        await World.AdvanceAsync(Id, TimeSpan.FromHours(3));
        Assert.Single(World.Mails.Sent, m => m.To == Address);
        await World.AdvanceAsync(Id, TimeSpan.FromHours(22));
        Assert.Equal(2, World.Mails.Sent.Count(m => m.To == Address));
        Assert.Null((await ReadAsync()).Case.NoticeDueAt);
    }

    [Fact]
    public async Task What_was_read_meanwhile_needs_no_mail()
    {
        await WantedAsync();
        await MessageAsync("Một");
        await MessageAsync("Hai");
        World.Time.Advance(TimeSpan.FromHours(1));
        await World.FollowUp.OpenAsync(Code, Cancel);
        World.Mails.Drain();

        await World.AdvanceAsync(Id, TimeSpan.FromHours(30));

        Assert.DoesNotContain(Address, World.Mails.Drain());
    }

    [Fact]
    public async Task Nobody_is_called_for_it_and_the_address_lies_sealed()
    {
        await WantedAsync();

        var read = await ReadAsync();
        Assert.Equal(Address, read.Incidents[0].NoticeTo);
        Assert.Empty(read.Case.Requests);
        Assert.Equal("notice", read.Events[^1].Detail);
        await foreach (var row in World.Cases.QueryAsync<Azure.Data.Tables.TableEntity>(r => r.PartitionKey == Id.Value, cancellationToken: Cancel))
            Assert.DoesNotContain("hoa.cuc", row.GetString("Data") ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(read.Notes, n => n.Text.Contains("hoa.cuc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_ends_when_it_is_taken_back_when_contact_is_stopped_and_when_the_code_is_locked()
    {
        await WantedAsync();
        await AskAsync(RequestKind.Notice, new());
        await MessageAsync("Một");
        Assert.DoesNotContain(Address, World.Mails.Drain());

        await AskAsync(RequestKind.Notice, new() { NoticeTo = Address });
        await AskAsync(RequestKind.StopContact);
        await MessageAsync("Hai");
        Assert.DoesNotContain(Address, World.Mails.Drain());
        Assert.Null((await ReadAsync()).Incidents[0].NoticeTo);

        await AskAsync(RequestKind.Notice, new() { NoticeTo = Address });
        await World.FollowUp.LockAsync(Code, NewForm(), Cancel);
        await MessageAsync("Ba");
        Assert.DoesNotContain(Address, World.Mails.Drain());
    }

    [Fact]
    public async Task An_officials_address_is_not_taken()
    {
        await ReceivedAsync(Normal);
        var official = (await World.Directory.GetAsync(Normal.Commune, Cancel))!.Entries[0].Email;

        await AskAsync(RequestKind.Notice, new() { NoticeTo = official.ToUpperInvariant() });

        Assert.Null((await ReadAsync()).Incidents[0].NoticeTo);
        Assert.Contains((await ReadAsync()).Notes, n => n.Text.Contains("của một cơ quan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erasure_takes_the_address_and_the_reference_of_the_mail_with_it()
    {
        await WantedAsync();
        await MessageAsync("Một");
        var reference = World.Mails.Sent.Single(m => m.To == Address).Ref!;
        Assert.NotNull(await World.Get<Functions.Links.MailRefs>().FindAsync(reference, Cancel));

        await AskAsync(RequestKind.Erasure);
        await World.AdvanceAsync(Id, TimeSpan.FromHours(73));

        Assert.True((await ReadAsync()).IsErased);
        Assert.Null(await World.Get<Functions.Links.MailRefs>().FindAsync(reference, Cancel));
    }

    private async Task WantedAsync()
    {
        await ReceivedAsync(Normal);
        await AskAsync(RequestKind.Notice, new() { NoticeTo = Address });
    }

    private async Task MessageAsync(string text)
    {
        World.Time.Advance(TimeSpan.FromSeconds(1));
        await World.Changes.ApplyAsync(Id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Message, Actor.System);
            change.MessageToReporter(text);
            return change;
        }, Cancel);
        await WorkAsync();
    }
}
