using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T1: danger now, and what the Law on Children asks of whoever learns of it (Art. 51).</summary>
internal sealed class T1Danger : Step
{
    public override string Id => "t1";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Ask(new Choice(Names.Safety, c.Options(SafetyNow.Danger, SafetyNow.Safe, SafetyNow.Unsure))),
        new Say(c.T["intake.t1.child"], Tone.Care),
        new Say(c.T["intake.w1.care"], Tone.Box),
    ];
}
