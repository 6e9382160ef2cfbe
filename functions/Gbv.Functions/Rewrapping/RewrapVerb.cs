using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Rewrapping;

/// <summary>
/// <c>re-wrap [--dry-run] [--from CASE]</c>: puts all cases under the newest keys. Exit code 0: nothing is left under older ones; 1: cases
/// with rows that could not be touched; 2: (dry run) there is something to do; 130: stopped, go on with the id it names; 64: usage.
/// </summary>
internal sealed class RewrapVerb : IVerb
{
    private const int LongestId = 32;

    public string Name => "re-wrap";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--from"], ["--dry-run"]) is not { } read || read.Of("--from") is { Length: > LongestId })
            return await ExitCode.ComplainAsync("Usage: re-wrap [--dry-run] [--from CASE]");

        var dryRun = read.Has("--dry-run");
        CaseId? last = null;
        try
        {
            RewrapProgress result;
            using (var lines = new ProgressLines())
                result = await services.GetRequiredService<Rewrapper>().RunAsync(read.Of("--from") ?? "", dryRun, p =>
                {
                    last = p.Last;
                    lines.Show(ProgressLines.Through(p.Last.Value), () => Line(p, dryRun));
                }, ct);
            await Console.Out.WriteLineAsync(Line(result, dryRun));
            return result.Wrong > 0 ? ExitCode.NotRight : dryRun && result.Changed > 0 ? ExitCode.ToDo : 0;
        }
        catch (OperationCanceledException)
        {
            return await ExitCode.ComplainAsync($"Stopped; nothing is lost. Go on with: re-wrap --from {last?.Value}", ExitCode.Interrupted);
        }
    }

    private static string Line(RewrapProgress p, bool dryRun) => FormattableString.Invariant(
        $"{p.Cases} cases, {p.Changed} {(dryRun ? "would be put" : "put")} under the newest keys, {p.Wrong} could not be touched ('verify --all' says why)");
}
