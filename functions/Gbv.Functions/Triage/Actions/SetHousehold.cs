using Gbv.Domain.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Puts this case and another one into one household, by a random code; reports count households by it (domain §3).</summary>
internal sealed class SetHousehold : TriageAction
{
    private const string Code = "household-code";

    public override string Name => "household";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed || c.Record.TriagedAt is null) yield break;
        var (t, known) = (c.T, c.Record.Household);
        yield return new FormModel(Name, known is null ? t["triage.household.title"] : t["triage.household.title-known", Household.Text(known)], t["triage.save"],
            [new Line(Code) { Label = t["triage.household.code"], Hint = t["triage.household.code.hint"], InputMode = "numeric", MaxLength = 20 }])
        {
            Intro = t["triage.household.intro"],
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var typed = form.Text(Code, 20);
        var household = typed is null ? Household.New() : Household.TryParse(typed);
        if (household is null) return ActionPlan.Wrong(new FieldError(Code, c.T["triage.household.wrong"]));
        return ActionPlan.Do((read, now) =>
        {
            if (Recording.ByHolder(c.Context, read, now, EventKind.Note, detail: Name) is not { } change) return null;
            change.Case = change.Case with { Household = household };
            return change;
        });
    }
}
