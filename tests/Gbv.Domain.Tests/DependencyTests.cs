using Gbv.Domain.Referrals;

namespace Gbv.Domain.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void The_domain_references_nothing_but_the_base_library()
    {
        var others = typeof(Router).Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "mscorlib"));
        Assert.Empty(others);
    }

    [Fact]
    public void The_domain_uses_no_network() =>
        Assert.DoesNotContain(typeof(Router).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("System.Net", StringComparison.Ordinal));
}
