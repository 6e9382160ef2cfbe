using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Witness;

/// <summary>W2: where it happens.</summary>
internal sealed class W2Where : Step
{
    public override string Id => "w2";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        c.Commune(),
        c.ToProvince(),
        c.Hamlet(),
        new Ask(new LongText(Names.Place) { Label = c.T["intake.w2.place"], Hint = c.T["intake.w2.place.hint"], MaxLength = 500, Rows = 3 }),
    ];

    public override IEnumerable<FieldError> Check(StepContext c) => c.CheckPlace();
}
