namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P8: everything once more, who will receive it, and the one consent that is needed.</summary>
internal sealed class P8Send : SendStep
{
    public override string Id => "p8";
}
