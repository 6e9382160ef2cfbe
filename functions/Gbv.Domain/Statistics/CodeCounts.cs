using System.Runtime.CompilerServices;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>How often each member of a code list was met.</summary>
internal sealed class CodeCounts<T> where T : struct, Enum
{
    private readonly T[] members = Enum.GetValues<T>();
    private readonly int[] counts = new int[Enum.GetValues<T>().Length];

    public int this[T member] => counts[Place(member)];

    /// <summary>All of them together.</summary>
    public int Sum => counts.Sum();

    public void Add(T member) => counts[Place(member)]++;

    /// <summary>Each once; most cases have none or one, and cost nothing.</summary>
    public void AddEach(IReadOnlyList<T> several)
    {
        if (several.Count == 1) Add(several[0]);
        else if (several.Count > 1) foreach (var member in several.Distinct()) Add(member);
    }

    /// <summary>A line for each member, in the order of the list.</summary>
    public IReadOnlyList<Tables.Line> Lines(Func<T, string> label) => [.. members.Select((m, n) => new Tables.Line(m.Code(), label(m), counts[n]))];

    /// <summary>Where a member stands in its list: code lists are numbered from 0 without a gap. A dictionary of each list would be compiled anew for each.</summary>
    public static int Place(T member) => Unsafe.BitCast<T, int>(member);
}
