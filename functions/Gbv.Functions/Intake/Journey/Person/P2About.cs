using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P2: where she lives and roughly who she is; from here the short way goes straight to P7.</summary>
internal sealed class P2About : Step
{
    public override string Id => "p2";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Say(c.T["intake.p2.why"], Tone.Why),
        c.Commune(),
        c.ToProvince(),
        c.Hamlet(),
        c.Age(),
        new Say(c.T["intake.p2.child", c.Page.Options.ChildLine], Tone.Care),
        c.Sex(),
    ];

    public override IEnumerable<FieldError> Check(StepContext c) => c.CheckPlace();

    public override IEnumerable<StepButton> Buttons(StepContext c) => [new("short", c.T["intake.p2.short"])];
}
