using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Replaying;

/// <summary>
/// <c>replay [--dry-run] [--discard-unreadable]</c>: sends what lies in the poison queues again, and where there is a namespace of Service Bus
/// its dead letters. Exit code 0: nothing is left; 1: messages are left, because they are not ours or another run hides them; 2: (dry run)
/// there is something to send; 64: usage; 130: stopped, the same command goes on.
/// </summary>
internal sealed class ReplayVerb : IVerb
{
    private static readonly string[] Queues = [StorageNames.CaseWorkQueue, StorageNames.BuildReportQueue];

    public string Name => "replay";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, [], ["--dry-run", "--discard-unreadable"]) is not { } read)
            return await ExitCode.ComplainAsync("Usage: replay [--dry-run] [--discard-unreadable]");

        var (poison, letters) = (services.GetRequiredService<PoisonReplay>(), services.GetRequiredService<DeadLetterReplay>());
        try
        {
            return read.Has("--dry-run") ? await LookAsync(poison, letters, ct) : await SendAsync(poison, letters, read.Has("--discard-unreadable"), ct);
        }
        catch (OperationCanceledException)
        {
            return await ExitCode.ComplainAsync("Stopped; nothing is lost. The same command goes on.", ExitCode.Interrupted);
        }
    }

    private static async Task<int> LookAsync(PoisonReplay poison, DeadLetterReplay letters, CancellationToken ct)
    {
        var code = 0;
        foreach (var queue in Queues) await ShowAsync(await poison.LookAsync(queue, ct));
        if (letters.IsUsed)
            foreach (var queue in Queues) await ShowAsync(await letters.LookAsync(queue, ct));
        return code;

        async Task ShowAsync(ReplayCount count)
        {
            await Console.Out.WriteLineAsync(FormattableString.Invariant($"{count.Queue}: {count.There} messages; of the first {count.Ours + count.Unreadable}, {count.Ours} would be sent again and {count.Unreadable} are not ours or unreadable."));
            code = count.Ours > 0 ? ExitCode.ToDo : code == 0 && count.There > 0 ? ExitCode.NotRight : code;
        }
    }

    private static async Task<int> SendAsync(PoisonReplay poison, DeadLetterReplay letters, bool discard, CancellationToken ct)
    {
        List<ReplayCount> counts = [];
        using (var lines = new ProgressLines())
        {
            foreach (var queue in Queues) counts.Add(await poison.RunAsync(queue, discard, Progress, ct));
            if (letters.IsUsed)
                foreach (var queue in Queues) counts.Add(await letters.RunAsync(queue, discard, Progress, ct));

            void Progress(ReplayCount count) => lines.Show(
                (count.Ours + count.Unreadable) / (double)Math.Max(1, count.There), () => FormattableString.Invariant($"{count.Queue}: {count.Ours + count.Unreadable} of {count.There}"), count.Queue);
        }

        var code = 0;
        foreach (var count in counts) await ShowAsync(count);
        return code;

        async Task ShowAsync(ReplayCount count)
        {
            await Console.Out.WriteLineAsync(FormattableString.Invariant($"{count.Queue}: {count.Ours} sent again, {count.Unreadable} not ours or unreadable{(discard ? " and discarded" : " and left")}, {count.Unseen} hidden by another run or new: again in a moment."));
            if ((count.Unreadable > 0 && !discard) || count.Unseen > 0) code = ExitCode.NotRight;
        }
    }
}
