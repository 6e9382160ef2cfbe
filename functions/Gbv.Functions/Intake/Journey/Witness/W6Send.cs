namespace Gbv.Functions.Intake.Journey.Witness;

/// <summary>W6: look again and send.</summary>
internal sealed class W6Send : SendStep
{
    public override string Id => "w6";
}
