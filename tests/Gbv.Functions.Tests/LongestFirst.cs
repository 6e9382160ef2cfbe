using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Gbv.Functions.Tests.LongestFirst))]

namespace Gbv.Functions.Tests;

/// <summary>
/// The collections that take minutes start first: begun last, one of them would keep a single core busy while the other has nothing
/// left to do. No test depends on the order.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(Faults.SoakTests), nameof(Faults.KillScheduleTests), nameof(Faults.LoadAndFaultTests), nameof(Faults.HostileInputTests), nameof(Faults.TriageKillTests), nameof(Infrastructure.BicepFilesTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Place)];

    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
