using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P1: is she safe now? The limits of confidentiality stand before anything is told (domain §3).</summary>
internal sealed class P1Safety : Step
{
    public override string Id => "p1";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Ask(new Choice(Names.Safety, c.AllOptions<SafetyNow>())),
        new Heading(c.T["intake.p1.before"]),
        new Say(c.T["intake.p1.before.text"], Tone.Box),
    ];
}
