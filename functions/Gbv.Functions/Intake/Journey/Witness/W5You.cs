using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Witness;

/// <summary>W5: who tells; name and number are free to give.</summary>
internal sealed class W5You : Step
{
    public override string Id => "w5";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Say(c.T["intake.w5.law"], Tone.Box),
        new Ask(new Choice(Names.Role, c.Options(ReporterRole.Family, ReporterRole.NeighbourOrWitness, ReporterRole.FriendOrColleague, ReporterRole.Other))),
        new Ask(new Line(Names.ReporterName) { Label = c.T["intake.w5.name"], MaxLength = 100 }),
        new Ask(new Line(Names.ReporterPhone) { Label = c.T["intake.w5.phone"], Type = "tel", MaxLength = 30 }),
    ];

    public override IEnumerable<FieldError> Check(StepContext c) => c.CheckReporterPhone();
}
