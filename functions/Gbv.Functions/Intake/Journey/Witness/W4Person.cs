using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Witness;

/// <summary>W4: the person it is about, and a safe way to meet her alone.</summary>
internal sealed class W4Person : Step
{
    public override string Id => "w4";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        c.Age(),
        new Say(c.T["intake.child.law"], Tone.Care),
        c.Sex(),
        new Ask(new Line(Names.PersonInNeed) { Label = c.T["intake.w4.person"] }),
        new Ask(new Choice(Names.SurvivorKnows, c.OptionsNotStatedLast<SurvivorKnows>()) { Label = c.T["intake.w4.knows"] }),
        new Ask(new LongText(Names.SafeWayToMeet) { Label = c.T["intake.w4.meet"], MaxLength = 1000, Rows = 3 }),
    ];
}
