using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T6: what was done already, and who can be asked.</summary>
internal sealed class T6Done : Step
{
    public override string Id => "t6";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Ask(new Several(Names.Actions, c.AllOptions<ActionTaken>()) { Hint = c.T["intake.several"] }),
        new Ask(new Line(Names.ReporterName) { Label = c.T["intake.t6.name"], Required = true, MaxLength = 100 }),
        new Ask(new Line(Names.ReporterPhone) { Label = c.T["intake.t6.phone"], Required = true, Type = "tel", MaxLength = 30 }),
        new Say(c.T["intake.w5.law"], Tone.Box),
    ];

    public override IEnumerable<FieldError> Check(StepContext c)
    {
        if (c.Answers.Text(Names.ReporterName) is null) yield return c.Error(Names.ReporterName, "yourname");
        if (c.Answers.Text(Names.ReporterPhone) is null) yield return c.Error(Names.ReporterPhone, "yournumber");
        foreach (var error in c.CheckReporterPhone()) yield return error;
    }
}
