using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Replaying;

/// <summary>
/// <c>replay [--dry-run] [--discard-unreadable]</c>: sends what lies in the poison queues again. Exit code 0: they are empty; 1: messages
/// are left, because they are not ours or another run hides them; 2: (dry run) there is something to send; 64: usage; 130: stopped, the
/// same command goes on.
/// </summary>
internal sealed class ReplayVerb : IVerb
{
    private const int Left = 1;
    private const int ToDo = 2;
    private const int Usage = 64;
    private const int Stopped = 130;

    private static readonly string[] Queues = [StorageNames.CaseWorkQueue, StorageNames.BuildReportQueue];

    public string Name => "replay";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, [], ["--dry-run", "--discard-unreadable"]) is not { } read)
        {
            await Console.Error.WriteLineAsync("Usage: replay [--dry-run] [--discard-unreadable]");
            return Usage;
        }

        var replay = services.GetRequiredService<PoisonReplay>();
        try
        {
            return read.Has("--dry-run") ? await LookAsync(replay, ct) : await SendAsync(replay, read.Has("--discard-unreadable"), ct);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; nothing is lost. The same command goes on.");
            return Stopped;
        }
    }

    private static async Task<int> LookAsync(PoisonReplay replay, CancellationToken ct)
    {
        var code = 0;
        foreach (var queue in Queues)
        {
            var count = await replay.LookAsync(queue, ct);
            await Console.Out.WriteLineAsync(FormattableString.Invariant($"{queue}-poison: {count.There} messages; of the first {count.Ours + count.Unreadable}, {count.Ours} would be sent again and {count.Unreadable} are not ours or unreadable."));
            code = count.Ours > 0 ? ToDo : code == 0 && count.There > 0 ? Left : code;
        }

        return code;
    }

    private static async Task<int> SendAsync(PoisonReplay replay, bool discard, CancellationToken ct)
    {
        var code = 0;
        foreach (var queue in Queues)
        {
            var count = await replay.RunAsync(queue, discard, c => Console.Error.WriteLine(FormattableString.Invariant($"{c.Queue}: {c.Ours + c.Unreadable} of {c.There} …")), ct);
            await Console.Out.WriteLineAsync(FormattableString.Invariant($"{queue}-poison: {count.Ours} sent again, {count.Unreadable} not ours or unreadable{(discard ? " and discarded" : " and left")}, {count.Unseen} hidden by another run or new: again in a moment."));
            if ((count.Unreadable > 0 && !discard) || count.Unseen > 0) code = Left;
        }

        return code;
    }
}
