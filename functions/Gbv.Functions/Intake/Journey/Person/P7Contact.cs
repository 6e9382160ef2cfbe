using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Person;

/// <summary>P7: how she can be reached safely. On the short way the question of P5 stands here.</summary>
internal sealed class P7Contact : Step
{
    public override string Id => "p7";

    public override IEnumerable<Block> Content(StepContext c) =>
        c.State.Short ? [.. c.Contact(), c.NotToBeTold()] : c.Contact();

    public override IEnumerable<FieldError> Check(StepContext c) => c.CheckContact();
}
