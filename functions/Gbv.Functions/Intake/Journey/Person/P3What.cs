namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P3: what happened. It feeds urgency and never sets a type.</summary>
internal sealed class P3What : Step
{
    public override string Id => "p3";

    public override IEnumerable<Block> Content(StepContext c) => [c.Happenings(), c.Narrative()];
}
