using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T3: the person who needs help and how to reach her; a child must be findable, so name or class is needed.</summary>
internal sealed class T3Person : Step
{
    public override string Id => "t3";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        c.Age(required: true),
        c.Sex(),
        new Ask(new Line(Names.PersonInNeed) { Label = c.T["intake.t3.person"], Hint = c.T["intake.t3.person.hint"] }),
        c.Needs(),
        new Heading(c.T["intake.t3.contact"]),
        .. c.Contact(),
    ];

    public override IEnumerable<FieldError> Check(StepContext c)
    {
        if (!c.Answers.Has(Names.Age)) yield return c.Error(Names.Age, "age");
        if (c.State.IsUnder16 && c.Answers.Text(Names.PersonInNeed) is null) yield return c.Error(Names.PersonInNeed, "person");
        foreach (var error in c.CheckContact()) yield return error;
    }
}
