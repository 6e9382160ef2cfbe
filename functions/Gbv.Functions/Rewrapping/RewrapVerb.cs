using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Rewrapping;

/// <summary>
/// <c>re-wrap [--dry-run] [--from CASE]</c>: puts all cases under the newest keys. Exit code 0: nothing is left under older ones; 1: cases
/// with rows that could not be touched; 2: (dry run) there is something to do; 130: stopped, go on with the id it names; 64: usage.
/// </summary>
internal sealed class RewrapVerb : IVerb
{
    private const int CouldNot = 1;
    private const int ToDo = 2;
    private const int Usage = 64;
    private const int Stopped = 130;
    private const int Step = 100;

    public string Name => "re-wrap";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var dryRun = args.Contains("--dry-run");
        string[] rest = [.. args.Where(a => a != "--dry-run")];
        if (rest is not [] and not ["--from", { Length: <= 32 }])
        {
            await Console.Error.WriteLineAsync("Usage: re-wrap [--dry-run] [--from CASE]");
            return Usage;
        }

        CaseId? last = null;
        try
        {
            var result = await services.GetRequiredService<Rewrapper>().RunAsync(rest.Length > 0 ? rest[1] : "", dryRun, p =>
            {
                last = p.Last;
                if (p.Cases % Step == 0) Console.Error.WriteLine(Line(p, dryRun));
            }, ct);
            await Console.Out.WriteLineAsync(Line(result, dryRun));
            return result.Wrong > 0 ? CouldNot : dryRun && result.Changed > 0 ? ToDo : 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Stopped; nothing is lost. Go on with: re-wrap --from {last?.Value}");
            return Stopped;
        }
    }

    private static string Line(RewrapProgress p, bool dryRun) => FormattableString.Invariant(
        $"{p.Cases} cases, {p.Changed} {(dryRun ? "would be put" : "put")} under the newest keys, {p.Wrong} could not be touched ('verify --all' says why)");
}
