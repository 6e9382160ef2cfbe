using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T2: unit and role, and how and when it was told ("ghi giúp người khác").</summary>
internal sealed class T2Unit : Step
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(366);

    public override string Id => "t2";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        new Ask(new Choice(Names.Role, c.Options(
            ReporterRole.TeacherOrSchoolCounsellor, ReporterRole.HealthWorker, ReporterRole.HamletHeadOrFront,
            ReporterRole.Union, ReporterRole.Official, ReporterRole.Employer, ReporterRole.Other))
        { Label = c.T["intake.t2.role"], Required = true }),
        new Ask(new Line(Names.Unit) { Label = c.T["intake.t2.unit"] }),
        c.Commune(),
        c.ToProvince(),
        c.Hamlet(),
        new Ask(new Choice(Names.ToldBy, c.Options(Channel.InPerson, Channel.Phone, Channel.HotlineTransfer, Channel.PaperBook)) { Label = c.T["intake.t2.toldby"] }),
        new Ask(new Line(Names.ToldOn) { Label = c.T["intake.t2.toldon"], Hint = c.T["intake.t2.toldon.hint"], Type = "date", MaxLength = 10 }),
    ];

    public override IEnumerable<FieldError> Check(StepContext c)
    {
        if (c.Answers.One<ReporterRole>(Names.Role) is null) yield return c.Error(Names.Role, "role");
        foreach (var error in c.CheckPlace()) yield return error;
        if (c.Answers.Text(Names.ToldOn) is { } day
            && (Days.Read(day) is not { } told || told > c.Today || told < c.Today.AddDays(-Oldest.Days)))
            yield return c.Error(Names.ToldOn, "toldon");
    }
}
