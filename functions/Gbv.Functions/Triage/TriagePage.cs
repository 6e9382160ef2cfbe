using Gbv.Domain.Referrals;
using Gbv.Functions.Attachments;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Responders;
using Gbv.Functions.Triage.Actions;
using Gbv.Functions.Triage.Views;

namespace Gbv.Functions.Triage;

/// <summary>The coordinator's page behind a link: read, classify, ask, refer, tell, close. One page, one form an action.</summary>
internal sealed class TriagePage(CaseChanges changes, CaseStore cases, AttachmentFiles files, AccessLog access, TimeProvider time) : IItemPage
{
    /// <summary>In the order of work.</summary>
    private static readonly IReadOnlyList<TriageAction> Actions =
    [
        new RefuseErasure(), new FetchCopy(), new HandOverCopy(), new RefuseCopy(), new Classify(), new Refer(), new RecordConsent(), new SetContact(), new SetUrgency(), new LogCall(), new SendMessage(), new TellChairman(),
        new AddIncident(), new SetHousehold(), new Withdraw(), new FollowUpCase(), new CloseCase(), new ReopenCase(),
        new AskForCopy(), new SetHold(), new LiftHold(),
    ];

    public bool Handles(LinkKind kind) => kind == LinkKind.Triage;

    public Task<IResult> ShowAsync(ItemContext context, CancellationToken ct) => ShowAsync(context, new FormValues(context.Draft), [], ct);

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        var values = FormValues.From(form);
        var c = new TriageCase(context, time.GetUtcNow());
        if (values.Action == OpenFile.Name)
        {
            var (sent, error) = await OpenFile.AnswerAsync(c, values, files, access, ct);
            return sent ?? (error is null ? context.SeeAgain() : await ShowAsync(context, values, [error], ct));
        }

        var plan = Answering.Plan(context, values) ?? (c.IsMine ? Actions.FirstOrDefault(a => a.Name == values.Action)?.Plan(c, values) : null);
        if (plan is null) return context.SeeAgain();
        if (plan.File is { } file) return await GiveAsync(c, file, ct);
        if (plan.Decide is not { } decide) return await ShowAsync(context, values, plan.Errors, ct);
        var result = await changes.ApplyAsync(c.Case, (read, now) => decide(read, now), ct);
        if (result == ChangeResult.Done) return context.SeeAgain();

        // Somebody else changed the case meanwhile: show how it stands now, with what was typed.
        var read = await cases.ReadAgainAsync(c.Case, ct);
        var fresh = context with { Case = read, Item = read?.Item(context.Target.Item) };
        return await ShowAsync(fresh, values, [new FieldError("", context.T[result == ChangeResult.Busy ? "triage.busy" : "triage.refused"])], ct);
    }

    private async Task<IResult> GiveAsync(TriageCase c, FileOut file, CancellationToken ct)
    {
        await access.RecordAsync(c.Case.Id, c.Context.Actor, file.Part, $"{file.Why}, triage:{c.Item.Id}, {c.Context.ActingName}", ct);
        return file.Content;
    }

    private async Task<IResult> ShowAsync(ItemContext context, FormValues typed, IReadOnlyList<FieldError> errors, CancellationToken ct)
    {
        var c = new TriageCase(context, time.GetUtcNow());
        if (!c.IsMine) return ClosedDoor(c, typed, errors);
        await access.RecordAsync(c.Case.Id, context.Actor, "report", $"triage:{c.Item.Id}, {context.ActingName}", ct);
        return StaffPage.Of<CaseView>(new()
        {
            [nameof(CaseView.Case)] = c,
            [nameof(CaseView.Forms)] = Forms(c),
            [nameof(CaseView.Typed)] = typed,
            [nameof(CaseView.Errors)] = errors,
        });
    }

    /// <summary>The first that is open in the order of work is what is due: classify, ask her, refer what she agreed to, follow up.</summary>
    private static List<FormModel> Forms(TriageCase c)
    {
        List<FormModel> forms = [.. Actions.SelectMany(a => a.Forms(c)).Append(Item(c)).OfType<FormModel>()];
        if (forms.FindIndex(f => f.Open) is >= 0 and var due) forms[due] = forms[due] with { Due = true };
        return forms;
    }

    internal static IResult ClosedDoor(TriageCase c, FormValues typed, IReadOnlyList<FieldError> errors) => StaffPage.Of<BeforeAccepting>(new()
    {
        [nameof(BeforeAccepting.Case)] = c,
        [nameof(BeforeAccepting.Typed)] = typed,
        [nameof(BeforeAccepting.Errors)] = errors,
    });

    /// <summary>"Quen biết người liên quan" must be within reach as long as the case is open.</summary>
    private static FormModel? Item(TriageCase c) =>
        c.IsClosed || ItemTransitions.TryMove(c.Item.State, ItemAction.Decline) is null ? null : Answering.DeclineForm(c.T);
}
