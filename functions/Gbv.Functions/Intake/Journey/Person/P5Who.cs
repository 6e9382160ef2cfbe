namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P5: who the other person is, and which offices must not be told.</summary>
internal sealed class P5Who : Step
{
    public override string Id => "p5";

    public override IEnumerable<Block> Content(StepContext c) => [c.Relation(labelled: false), c.NotToBeTold()];
}
