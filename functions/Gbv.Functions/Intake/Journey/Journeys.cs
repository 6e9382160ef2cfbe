using Gbv.Functions.Intake.Journey.Person;
using Gbv.Functions.Intake.Journey.Professional;
using Gbv.Functions.Intake.Journey.Witness;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>The journeys as lists of steps, and how to get from one to the next (journey.md's order).</summary>
internal static class Journeys
{
    private static readonly Step[] Person =
        [new P1Safety(), new P2About(), new P3What(), new P4How(), new P5Who(), new P6Help(), new P7Contact(), new P8Send()];

    private static readonly Step[] ShortWay = [.. Person.Where(s => s.Id is "p1" or "p2" or "p7" or "p8")];

    private static readonly Step[] Witness =
        [new W1Danger(), new W2Where(), new W3What(), new W4Person(), new W5You(), new W6Send()];

    private static readonly Step[] Professional =
        [new T1Danger(), new T2Unit(), new T3Person(), new T4What(), new T5Consent(), new T6Done(), new T7Send()];

    public static IEnumerable<Step> All => [.. Person, .. Witness, .. Professional];

    /// <summary>The steps of this visitor's way.</summary>
    public static IReadOnlyList<Step> Path(JourneyState state) => state.Journey switch
    {
        Kind.Witness => Witness,
        Kind.Professional => Professional,
        _ => state.Short ? ShortWay : Person,
    };

    /// <summary>The steps that the summary shows: those of the way, and others that were answered before the short way was taken.</summary>
    public static IEnumerable<Step> Told(StepContext c)
    {
        var path = Path(c.State);
        if (path != ShortWay) return path;
        var shown = path.Where(s => s is not SendStep).SelectMany(s => s.Fields(c)).Select(f => f.Name).ToHashSet();
        return Person.Where(s => path.Contains(s) || s.Fields(c).Any(f => !shown.Contains(f.Name) && c.Answers.Has(f.Name)));
    }

    public static Step? Find(string? id) => All.FirstOrDefault(s => s.Id == id);

    public static Kind KindOf(Step step) => step.Id[0] switch
    {
        'w' => Kind.Witness,
        't' => Kind.Professional,
        _ => Kind.Person,
    };

    public static Step First(Kind kind) => kind switch
    {
        Kind.Witness => Witness[0],
        Kind.Professional => Professional[0],
        _ => Person[0],
    };

    public static Step? After(Step step, JourneyState state) => Beside(step, state, 1);

    public static Step? Before(Step step, JourneyState state) => Beside(step, state, -1);

    public static bool AsksForDanger(Step step) => step.Id is "p1" or "w1" or "t1";

    /// <summary>The step whose questions are others for a child.</summary>
    public static Step? AgeDependent(JourneyState state) => Path(state).FirstOrDefault(s => s.Id is "p6" or "t5");

    private static Step? Beside(Step step, JourneyState state, int distance)
    {
        var path = Path(state);
        // Somebody who turned back to a step that the short way leaves out goes on from where it stood.
        if (!path.Contains(step)) path = Person;
        var index = path.ToList().IndexOf(step) + distance;
        return index >= 0 && index < path.Count ? path[index] : null;
    }
}
