using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Retention;

/// <summary>
/// <c>retention [--dry-run]</c>: does at once for all cases what the nights do in turns, or lists what would be done now and what is to be
/// erased within thirty days. Exit code 0; 1 where a case could not be looked at; 64 for wrong arguments.
/// </summary>
internal sealed class RetentionVerb : IVerb
{
    public string Name => "retention";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var retention = services.GetRequiredService<RetentionRun>();
        switch (args)
        {
            case ["--dry-run"]:
                var count = 0;
                await foreach (var (id, what, from) in retention.ListAsync(ct))
                {
                    await Console.Out.WriteLineAsync($"{what} {id}{(from is { } date ? $" erased from {date.VietnamDate():yyyy-MM-dd}" : "")}");
                    count++;
                }

                await Console.Out.WriteLineAsync($"{count} cases. Nothing was changed.");
                return 0;
            case []:
                return await retention.RunAsync(("", "g"), Tell, ct) == 0 ? 0 : 1;
            default:
                return await ExitCode.ComplainAsync("Usage: retention [--dry-run]");
        }
    }

    internal static void Tell(CaseId id, string step) => Console.Out.WriteLine($"{step} {id}");
}

/// <summary><c>replay-erasures</c>: after a restore, before anything else: erases again what was erased since the copy was made.</summary>
internal sealed class ReplayErasuresVerb : IVerb
{
    public string Name => "replay-erasures";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (args.Length > 0)
            return await ExitCode.ComplainAsync("Usage: replay-erasures");

        var count = await services.GetRequiredService<RetentionRun>().ReplayErasuresAsync(RetentionVerb.Tell, ct);
        await Console.Out.WriteLineAsync($"{count} cases had come back and are erased again.");
        return 0;
    }
}
