using System.Net;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

public sealed class CaseWorkerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CaseWorld.CreateAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_report_with_a_wish_reaches_coordinator_and_service_once()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        await world.Worker.CarryOutDueAsync(id, Cancel);

        var read = await world.ReadAsync(id);

        Assert.Equal([read.Triage().ResponderId, read.For(Service.Health).ResponderId], read.Items.Select(i => i.ResponderId));
        Assert.Equal(2, world.Mails.Drain().Count);
        Assert.Empty(read.Effects);
        Assert.All(read.Mails, m => Assert.Equal(MailState.Sent, m.State));
    }

    [Fact]
    public async Task A_mail_holds_nothing_that_was_told()
    {
        await world.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });

        Assert.NotEmpty(world.Mails.Sent);
        Assert.All(world.Mails.Sent, m => Assert.DoesNotMatch("bạo lực|tối qua|0900000001|xoài|Trạm Y tế", m.Subject + m.Text));
    }

    [Fact]
    public async Task A_service_that_the_summary_did_not_name_waits_for_the_coordinator()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health, HelpWish.LegalAdvice], ShownServices = [Service.Health] });

        var read = await world.ReadAsync(id);

        Assert.Equal([null, Service.Health], read.Items.Select(i => i.Service));
        Assert.Contains(RoutingFlag.MoreThanShown.Code(), read.Events[1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_mail_that_could_not_be_put_off_is_not_left_to_the_sweep_when_its_message_comes_again_at_once(HttpStatusCode answer)
    {
        world.Mails.Answer = _ => HttpStatusCode.TooManyRequests;
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        Assert.All((await world.ReadAsync(id)).Effects, e => Assert.Equal(EffectKind.Mail, e.Kind));
        world.Time.Advance(TimeSpan.FromSeconds(10));
        world.Mails.Answer = _ => answer;
        var queue = world.Storage.Queue(StorageNames.CaseWorkQueue);
        await queue.DeleteAsync(Cancel);
        await Assert.ThrowsAsync<RequestFailedException>(() => world.Worker.CarryOutDueAsync(id, Cancel));
        await queue.CreateAsync(cancellationToken: Cancel);

        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.NotEmpty((await world.ReadAsync(id)).Effects);
        Assert.Equal(1, (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_mail_whose_reference_another_case_has_goes_out_once_under_another()
    {
        world.Mails.Answer = _ => HttpStatusCode.TooManyRequests;
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var taken = Assert.Single((await world.ReadAsync(id)).Mails).Ref;
        await world.Storage.Table(StorageNames.MailRefs).UpsertEntityAsync(
            new TableEntity(taken, "ref") { ["Case"] = new string('a', 32), ["Item"] = "001", ["Person"] = "somebody" }, TableUpdateMode.Replace, Cancel);
        world.Mails.Answer = _ => HttpStatusCode.Accepted;
        world.Mails.Drain();
        world.Time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Worker.CarryOutDueAsync(id, Cancel)));

        var read = await world.ReadAsync(id);
        var mail = Assert.Single(read.Mails);
        Assert.NotEqual(taken, mail.Ref);
        Assert.Equal(MailState.Sent, mail.State);
        Assert.Equal([mail.Ref], world.Mails.Sent.Select(m => m.Ref));
        Assert.Empty(read.Effects);
        var refs = world.Get<MailRefs>();
        Assert.Equal(id, (await refs.FindAsync(mail.Ref, Cancel))?.CaseId);
        Assert.Equal("somebody", (await refs.FindAsync(taken, Cancel))?.PersonId);
    }

    [Fact]
    public async Task Two_workers_at_once_send_each_mail_once()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health, HelpWish.Counselling] });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Worker.CarryOutDueAsync(id, Cancel)));

        var read = await world.ReadAsync(id);
        Assert.Equal(3, read.Items.Count);
        Assert.Equal(3, world.Mails.Drain().Count);
    }

    [Fact]
    public async Task A_worker_that_looks_while_a_mail_is_on_its_way_leaves_nothing_to_be_done_later()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var looking = false;
        world.Mails.Meanwhile = async () =>
        {
            if (looking) return;
            looking = true;
            await world.Worker.CarryOutDueAsync(id, Cancel);
            looking = false;
        };

        await world.Worker.CarryOutDueAsync(id, Cancel);

        var read = await world.ReadAsync(id);
        Assert.Empty(read.Effects);
        Assert.All(read.Mails, m => Assert.Equal(MailState.Sent, m.State));
        Assert.Equal(world.Mails.Sent.Count, world.Mails.Sent.Select(m => m.Ref).Distinct().Count());
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_mail_that_is_out_counts_as_sent_although_a_second_attempt_began_before_anybody_knew(HttpStatusCode secondAnswer)
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var began = false;
        world.Mails.Meanwhile = async () =>
        {
            if (began) return;
            began = true;
            world.Mails.Answer = _ => secondAnswer;
            await world.AdvanceAsync(id, TimeSpan.FromMinutes(6));
            world.Mails.Answer = _ => HttpStatusCode.Accepted;
        };

        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.AdvanceAsync(id, TimeSpan.FromMinutes(10));

        var read = await world.ReadAsync(id);
        Assert.True(began);
        Assert.DoesNotContain(read.Effects, e => e.Kind == EffectKind.Mail);
        Assert.All(read.Mails, m => Assert.Equal(MailState.Sent, m.State));
    }

    [Fact]
    public async Task A_mail_service_that_is_down_is_tried_again_until_the_mail_is_out()
    {
        world.Mails.Answer = _ => HttpStatusCode.TooManyRequests;
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        Assert.Contains((await world.ReadAsync(id)).Effects, e => e is { Kind: EffectKind.Mail, Attempts: 1 });

        world.Mails.Answer = _ => HttpStatusCode.Accepted;
        await world.AdvanceAsync(id, TimeSpan.FromMinutes(1));

        Assert.Single(world.Mails.Drain());
        Assert.Empty((await world.ReadAsync(id)).Effects);
    }

    [Fact]
    public async Task A_mail_of_unknown_outcome_is_repeated_under_the_same_reference_after_five_minutes()
    {
        var answers = new Queue<HttpStatusCode>([HttpStatusCode.BadGateway, HttpStatusCode.Accepted]);
        world.Mails.Answer = _ => answers.Dequeue();
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var reference = Assert.Single((await world.ReadAsync(id)).Mails).Ref;

        await world.AdvanceAsync(id, TimeSpan.FromMinutes(4));
        Assert.Empty(world.Mails.Sent);
        await world.AdvanceAsync(id, TimeSpan.FromMinutes(2));

        Assert.Equal(reference, Assert.Single(world.Mails.Sent).Ref);
    }

    [Fact]
    public async Task A_refused_address_calls_the_next_person_at_once()
    {
        var coordinator = (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!.Entries.First(e => e.Roles.Contains(Domain.Directory.DirectoryRole.Coordinator));
        world.Mails.Answer = to => to == coordinator.Email ? HttpStatusCode.BadRequest : HttpStatusCode.Accepted;

        var id = await world.ReceivedAsync(AReport.OfAPerson);

        Assert.NotEmpty(world.Mails.Drain());
        Assert.True((await world.ReadAsync(id)).Triage().NextStep > 1);
    }

    [Fact]
    public async Task A_bounce_calls_the_next_person_once_however_often_it_is_told()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var reference = Assert.Single(world.Mails.Sent).Ref!;
        world.Mails.Drain();
        var events = world.Get<IMailEvents>();

        foreach (var kind in new[] { MailEventKind.Bounced, MailEventKind.Processed, MailEventKind.Bounced })
            await events.RecordAsync(id, reference, new(kind, world.Time.GetUtcNow(), "e1"), Cancel);
        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.NotEmpty(world.Mails.Drain());
        Assert.Equal(2, (await world.ReadAsync(id)).Triage().NextStep);
        Assert.Equal(MailState.Bounced, (await world.ReadAsync(id)).Mails.Single(m => m.Ref == reference).State);
    }

    [Fact]
    public async Task An_immediate_report_that_nobody_answers_keeps_calling()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson.InDanger());
        Assert.NotEmpty(world.Mails.Drain());

        for (var halfHour = 1; halfHour <= 6; halfHour++)
        {
            await world.AdvanceAsync(id, TimeSpan.FromMinutes(30));
            Assert.NotEmpty(world.Mails.Drain());
        }
    }

    [Fact]
    public async Task After_a_long_stand_still_nobody_gets_more_than_one_mail_an_item()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson.InDanger());
        var items = (await world.ReadAsync(id)).Items.Count;
        world.Mails.Drain();

        await world.AdvanceAsync(id, TimeSpan.FromHours(5));

        Assert.All(world.Mails.Drain().CountBy(to => to), x => Assert.InRange(x.Value, 1, items));
    }

    [Fact]
    public async Task Nothing_is_called_any_more_once_somebody_accepted()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var triage = (await world.ReadAsync(id)).Triage();
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Accepted, Actor.Person(triage.ResponderId), triage.Id);
            change.Put(triage with { State = ItemState.Accepted, AcceptedBy = triage.ResponderId, AcceptedAt = now, NextDueAt = null });
            return change;
        }, Cancel);
        world.Mails.Drain();

        await world.AdvanceAsync(id, TimeSpan.FromDays(30));

        Assert.Empty(world.Mails.Drain());
    }

    [Fact]
    public async Task A_report_that_excludes_the_commune_office_reaches_only_the_province()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson with { NotToBeTold = [Office.CommuneOffice] });
        await world.AdvanceAsync(id, TimeSpan.FromDays(10));

        var directory = (await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        var told = world.Mails.Drain();
        Assert.NotEmpty(told);
        Assert.All(told, to => Assert.True(directory.Entries.Single(e => e.Email == to).Commune.IsProvince));
    }

    [Fact]
    public async Task A_message_from_the_reporter_calls_the_coordinator_again()
    {
        var (receipt, id) = await world.SubmitAsync(AReport.OfAPerson);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        var triage = (await world.ReadAsync(id)).Triage();
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Accepted, Actor.Person(triage.ResponderId), triage.Id);
            change.Put(triage with { State = ItemState.Accepted, AcceptedBy = triage.ResponderId, AcceptedAt = now, NextDueAt = null });
            return change;
        }, Cancel);
        world.Mails.Drain();

        await world.FollowUp.SendMessageAsync(receipt, "Tôi cần thêm giúp đỡ.", "form-1", Cancel);
        await world.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Single(world.Mails.Drain());
        Assert.Equal(2, (await world.ReadAsync(id)).Items.Count(i => i.Kind == ItemKind.Triage));
    }

    [Fact]
    public async Task Facts_are_projected_without_text_and_hamlet()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson with { Hamlet = "Ấp 7", Wishes = [HelpWish.Health] });

        var fact = Assert.Single(await world.Get<Functions.Reporting.CaseFactStore>().ReadAsync(AReport.OfAPerson.Commune, 2026, Cancel));

        Assert.Equal(CoreType.Unclassified, fact.CoreType);
        Assert.Equal(Service.Health, Assert.Single(fact.Referrals).Service);
        Assert.DoesNotContain(id.Value, Json.Text(fact), StringComparison.Ordinal);
        Assert.DoesNotMatch("Ấp 7|tối qua", Json.Text(fact));
    }

    [Fact]
    public async Task A_report_that_the_commune_office_must_not_know_is_counted_by_the_province()
    {
        await world.ReceivedAsync(AReport.OfAPerson with { NotToBeTold = [Office.CommuneOffice] });
        var facts = world.Get<Functions.Reporting.CaseFactStore>();

        Assert.Empty(await facts.ReadAsync(AReport.OfAPerson.Commune, 2026, Cancel));
        Assert.Single(await facts.ReadAsync(CommuneCode.Province, 2026, Cancel));
    }

    [Fact]
    public async Task An_announcement_without_its_commit_is_looked_at_five_times_and_then_made_impossible()
    {
        var function = world.Get<CarryOutCase>();
        var queue = world.Get<WorkQueue>();
        var id = new Domain.Shared.CaseId(new string('a', 32));
        var message = new WorkMessage("case", id.Value, "feed", Attempt: 5);

        await function.HandleAsync(new QueueDelivery(queue.Write(message), 1), Cancel);

        Assert.Equal(OperationState.Cancelled, await world.Store.OperationAsync(id, "feed", Cancel));
    }

    [Fact]
    public async Task A_message_that_nobody_of_us_signed_goes_to_the_poison_queue_and_is_not_acted_on()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var forged = System.Text.Encoding.UTF8.GetBytes($$"""{"K":"case","A":"{{id}}","B":null,"N":0,"M":"AAAA"}""");

        await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(forged, 1), Cancel);

        Assert.Single((await world.ReadAsync(id)).Effects);
        Assert.Equal(1, (await world.Storage.Queue("case-work-poison").GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task The_timer_looks_at_due_cases_even_when_every_message_was_lost()
    {
        await world.ReceivedAsync(AReport.OfAPerson.InDanger());
        world.Mails.Drain();

        world.Time.Advance(TimeSpan.FromMinutes(31));
        await world.Get<CheckDue>().RunAsync(Cancel);

        Assert.NotEmpty(world.Mails.Drain());
    }
}
