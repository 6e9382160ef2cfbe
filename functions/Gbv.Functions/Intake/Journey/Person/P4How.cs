namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P4: how it stands; the clocks after rape are explained whatever was answered.</summary>
internal sealed class P4How : Step
{
    public override string Id => "p4";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        c.LastTime(),
        c.Signs(),
        new Fold(c.T["intake.p4.care"], c.T["intake.p4.care.text"]),
    ];
}
