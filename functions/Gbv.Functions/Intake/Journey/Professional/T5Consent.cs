using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T5: does the person know and agree; for a child, what the child wants and whether the parents may know.</summary>
internal sealed class T5Consent : Step
{
    public override string Id => "t5";

    public override IEnumerable<Block> Content(StepContext c) => [c.NotToBeTold(), .. c.State.IsUnder16 ? ForChild(c) : ForAdult(c)];

    private static IEnumerable<Block> ForAdult(StepContext c) =>
    [
        new Ask(new Choice(Names.Consent, c.Options(RecordedConsent.Agreed, RecordedConsent.NotAsked, RecordedConsent.Declined))
        { Label = c.T["intake.t5.consent"], Hint = c.T["intake.t5.consent.hint"] }),
        new Ask(new Line(Names.ConsentHow) { Label = c.T["intake.t5.how"], MaxLength = 500 }),
        new Heading(c.T["intake.t5.agreed"]),
        .. c.Wishes(),
    ];

    private static IEnumerable<Block> ForChild(StepContext c) =>
    [
        new Ask(new LongText(Names.ChildWish) { Label = c.T["intake.t5.wish"], MaxLength = 1000, Rows = 3 }),
        new Ask(new LongText(Names.NotYetTold) { Label = c.T["intake.t5.fear"], MaxLength = 1000, Rows = 3 }),
        new Ask(new Choice(Names.ParentsKnow, c.OptionsNotStatedLast<YesNo>()) { Label = c.T["intake.t5.parents"] }),
        new Ask(new Choice(Names.SafeToTellParents, c.OptionsNotStatedLast<YesNo>()) { Label = c.T["intake.t5.parentsafe"] }),
    ];
}
