using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>The danger page's one-step form: where, and whether the police or the office there must not know.</summary>
internal static class Danger
{
    public static readonly IReadOnlyList<string> Fields = [Names.DangerPlace, Names.DangerCommune, Names.DangerAvoid];

    public static IReadOnlyList<Block> Content(StepContext c) =>
    [
        new Ask(new LongText(Names.DangerPlace) { Label = c.Q("here"), Rows = 3, MaxLength = 500 }),
        new Ask(new Pick(Names.DangerCommune, [.. c.Areas.Select(a => new Option(a.Code.Value, a.Name))])
        { Label = c.T["intake.q.dangerarea"], Empty = c.T["intake.q.commune.empty"] }),
        new Ask(new Tick(Names.DangerAvoid, c.T["intake.q.avoid"])),
        new Say(c.Q("danger.consent"), Tone.Why),
    ];
}
