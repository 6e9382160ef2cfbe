using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Witness;

/// <summary>W1: is somebody in danger now, and what not to do. From here professionals reach their own form.</summary>
internal sealed class W1Danger : Step
{
    public override string Id => "w1";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Ask(new Choice(Names.Safety, c.Options(SafetyNow.Danger, SafetyNow.Safe, SafetyNow.Unsure))),
        new Say(c.T["intake.w1.care"], Tone.Care),
        new Say(c.T["intake.w1.limits"], Tone.Box),
    ];

    public override IEnumerable<StepButton> Buttons(StepContext c) => [new("professional", c.T["intake.w1.professional"])];
}
