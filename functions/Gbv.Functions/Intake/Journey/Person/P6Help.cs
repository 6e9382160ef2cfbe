using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P6: each tick is the consent for that service; only what the directory offers and P5 does not exclude. A child is asked something else.</summary>
internal sealed class P6Help : Step
{
    public override string Id => "p6";

    public override IEnumerable<Block> Content(StepContext c) => c.State.IsUnder16 ? ForChild(c) : ForAdult(c);

    private static IEnumerable<Block> ForAdult(StepContext c) => [new Say(c.T["intake.p6.free"], Tone.Why), .. c.Wishes(), c.Needs()];

    private static IEnumerable<Block> ForChild(StepContext c) =>
    [
        new Say(c.T["intake.p6.child"], Tone.Box),
        new Ask(new Line(Names.TrustedAdult) { Label = c.T["intake.q.trusted"] }),
        new Ask(new LongText(Names.NotYetTold) { Label = c.T["intake.q.notyet"], MaxLength = 1000, Rows = 3 }),
        c.Needs(),
    ];
}
