namespace Gbv.Functions.Tests.Hosting;

/// <summary>Tests whose subject is seconds, or a lease of seconds. They run alone: beside others on a small machine they would measure those.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedCollection
{
    public const string Name = "timed";
}
