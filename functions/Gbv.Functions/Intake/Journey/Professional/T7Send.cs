namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T7: look again and send.</summary>
internal sealed class T7Send : SendStep
{
    public override string Id => "t7";
}
