using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Links;
using Gbv.Functions.Responders.Pages;
using Gbv.Functions.Responders.Referral.Pages;

namespace Gbv.Functions.Responders.Referral;

/// <summary>
/// The responder's page (journey "Responder's page"): before acceptance service, urgency and commune; after it how the person
/// may be reached and what <see cref="Disclosure"/> allows. Each opening is recorded first; if that fails nothing is shown.
/// </summary>
internal sealed class ReferralPage(CaseChanges changes, CaseStore cases, AccessLog access, LinkStore links, TimeProvider time) : IItemPage
{
    public bool Handles(LinkKind kind) => kind == LinkKind.Referral;

    public Task<IResult> ShowAsync(ItemContext context, CancellationToken ct) => RenderAsync(context, context.Draft, [], null, ct);

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        var forms = new ReferralForms(form, context.T, time.GetUtcNow());
        var edit = new ReferralChanges(context.Target.Item, context.Person, context.ActingName);
        Func<CasePartition, DateTimeOffset, CaseChange?>? decide = form["action"].ToString() switch
        {
            ReferralAction.Accept => edit.Accept,
            ReferralAction.Decline when forms.Decline() is { } reason => (read, now) => edit.Decline(read, now, reason, context.Directory),
            ReferralAction.Progress when forms.Progress() is { } text => (read, now) => edit.Progress(read, now, text),
            ReferralAction.Attempt when forms.Attempt() is { } attempt => (read, now) => edit.Attempt(read, now, attempt.Result, attempt.Text),
            ReferralAction.Measure when forms.Measure() is { } measure => (read, now) => edit.AddMeasure(read, now, measure.Measure, measure.Text),
            ReferralAction.Complete when forms.Complete() is { } outcome => (read, now) => edit.Complete(read, now, outcome.Given, outcome.NeedsMore, outcome.Text),
            ReferralAction.NotPossible when forms.NotPossible() is { } end => (read, now) => edit.NotPossible(read, now, end.Reason, end.Text),
            ReferralAction.TakeBack => edit.TakeBack,
            _ => null,
        };
        if (decide is null) return await RenderAsync(context, Typed(form), forms.Errors, null, ct);

        // What goes with a taken-back decline is known only before it.
        var successors = ReferralChanges.Successors(context.Case!, context.Item!).Select(i => i.Id).ToHashSet();
        var result = await changes.ApplyAsync(context.Case!, decide, ct);
        if (result != ChangeResult.Done) return await TryAgainAsync(context, form, result, ct);
        await CloseLinksAsync(context, form, successors, ct);
        return context.SeeAgain();
    }

    /// <summary>Old links tell their holder at once, before any code, that they are over; the item's state alone already closes them.</summary>
    private async Task CloseLinksAsync(ItemContext context, IFormCollection form, HashSet<string> successors, CancellationToken ct)
    {
        var id = context.Case!.Id.Value;
        if (form["decline-reason"] == DeclineReason.Conflict.Code() && form["action"] == ReferralAction.Decline)
            foreach (var mail in context.Case.Mails.Where(m => m.PersonId == context.Person.Id && m.Item is not null))
                await links.SupersedeAsync(id, mail.Item!, mail.Ref, ct);
        if (form["action"] == ReferralAction.TakeBack)
            foreach (var mail in context.Case.Mails.Where(m => m.Item is { } item && successors.Contains(item)))
                await links.WithdrawAsync(id, mail.Item!, mail.Ref, ct);
    }

    private async Task<IResult> TryAgainAsync(ItemContext context, IFormCollection form, ChangeResult result, CancellationToken ct)
    {
        if (await cases.ReadAgainAsync(context.Case!, ct) is not { } read || read.Item(context.Target.Item) is not { } item) return context.SeeAgain();
        var notice = context.T[result == ChangeResult.Busy ? "responders.busy" : "responders.changed"];
        return await RenderAsync(context with { Case = read, Item = item }, Typed(form), [], notice, ct);
    }

    private async Task<IResult> RenderAsync(
        ItemContext context, IReadOnlyDictionary<string, string[]> values, IReadOnlyList<FieldError> errors, string? notice, CancellationToken ct)
    {
        var item = context.Item!;
        var mine = item.AcceptedBy == context.Person.Id;
        var until = ReferralChanges.Back(context.Case!, item, context.Person.Id, time.GetUtcNow()) is null
            ? (DateTimeOffset?)null
            : item.TakeBack!.At + ItemTransitions.TakeBackWindow;
        var declined = item.IsOpen && item.DeclinedBy.Contains(context.Person.Id);
        if ((item.IsOpen && !declined) || (item.IsHeld && mine))
        {
            var view = View(context, item, accepted: mine) with { Values = values, Errors = errors, Notice = notice, TakeBackUntil = until };
            await access.RecordAsync(
                context.Case!.Id, context.Actor, $"{item.Id}: {string.Join(' ', view.Parts.Select(p => p.Code()))}", $"link, {context.ActingName}", ct);
            return mine ? Page<WorkPage>(view) : Page<OfferPage>(view);
        }

        if (until is not null || declined) return Page<TakeBackPage>(View(context, item, accepted: false) with { TakeBackUntil = until, Notice = notice });
        return StaffPage.Of<StopPage>(new()
        {
            [nameof(StopPage.T)] = context.T,
            [nameof(StopPage.Reason)] = item.IsHeld ? StopReason.Taken : StopReason.Used,
            [nameof(StopPage.Area)] = context.Directory.Commune,
        });
    }

    private static ReferralView View(ItemContext context, WorkItem item, bool accepted)
    {
        var report = context.Case!.KnownReport;
        var parts = Disclosure.For(item.Service, report, accepted, item.Police);
        return new ReferralView
        {
            Context = context,
            Item = item,
            Parts = parts,
            Report = Disclosure.Reduce(report, parts, item.Police),
            TellingParents = Disclosure.TellingParents(report, parts),
            Coordinator = parts.Contains(DisclosedPart.CoordinatorNumber) ? Conflicts.RosterOf(context.Case, context.Directory).Coordinator() : null,
            Notes = accepted ? [.. context.Case.Notes.Where(n => n.Item == item.Id && n.Kind != NoteKind.Decision)] : [],
        };
    }

    private static IResult Page<TPage>(ReferralView view)
        where TPage : Microsoft.AspNetCore.Components.IComponent => StaffPage.Of<TPage>(new() { ["View"] = view });

    private static Dictionary<string, string[]> Typed(IFormCollection form) =>
        form.Where(f => f.Key != ItemContext.TokenField).ToDictionary(f => f.Key, f => f.Value.OfType<string>().ToArray());
}
