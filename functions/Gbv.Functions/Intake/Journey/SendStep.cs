using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>The last page of each journey: what was said, part by part with [Sửa], who will receive it, and [Gửi].</summary>
internal abstract class SendStep : Step
{
    public override string Title(StepContext c) => c.T["intake.send.title"];

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        .. Parts(c),
        new Heading(c.T["intake.send.who"]),
        .. Recipients.For(c).Select(text => new Say(text, Tone.Box)),
        .. c.State.Journey == Domain.Reports.Journey.Person ? Array.Empty<Block>() : [new Say(c.Q("after"))],
        new Say(c.T["intake.send.statistics"], Tone.Why),
        new Ask(new Tick(Names.Agree, c.T["intake.send.agree"]) { Required = true }),
    ];

    public override IEnumerable<FieldError> Check(StepContext c)
    {
        if (!c.Answers.Has(Names.Agree)) yield return c.Error(Names.Agree, "agree");
    }

    private IEnumerable<Block> Parts(StepContext c) =>
        from step in Journeys.Told(c)
        where step != this
        select new Part(step.Id, step.Title(c), [.. step.Fields(c).Select(f => Line(c, step, f)).OfType<(string, string)>()]);

    private static (string Question, string Answer)? Line(StepContext c, Step step, Field field)
    {
        if (!c.Answers.Has(field.Name)) return null;
        var question = field.Label ?? (field is Tick tick ? tick.Text : step.Title(c));
        return (question, c.State.IsHidden(field.Name) ? c.T["intake.hidden"] : Answer(c, field));
    }

    private static string Answer(StepContext c, Field field)
    {
        var values = c.Answers[field.Name];
        var options = field switch
        {
            Choice choice => choice.Options,
            Several several => several.Options,
            Pick pick => pick.Options,
            _ => null,
        };
        return options is not null ? string.Join('\n', options.Where(o => values.Contains(o.Value)).Select(o => o.Text))
            : field is Tick ? c.T["intake.yes"]
            : string.Join('\n', values);
    }
}
