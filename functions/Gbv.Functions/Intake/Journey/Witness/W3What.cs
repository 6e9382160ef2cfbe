namespace Gbv.Functions.Intake.Journey.Witness;

/// <summary>W3: what was seen or heard, when last, by whom, and who must not know.</summary>
internal sealed class W3What : Step
{
    public override string Id => "w3";

    public override IEnumerable<Block> Content(StepContext c) =>
        [c.Happenings(), c.Narrative(), c.LastTime(), c.Relation(), c.NotToBeTold()];
}
