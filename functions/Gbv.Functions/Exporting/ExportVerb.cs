using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Exporting;

/// <summary>
/// <c>export --to FOLDER --by NAME --reason TEXT [--dry-run]</c>: everything in clear, for whoever takes the record over. Exit code 0: all
/// of it; 1: cases that could not be opened are missing; 2: (dry run) there is something to take; 64: usage; 130: stopped, the same
/// command goes on.
/// </summary>
internal sealed class ExportVerb : IVerb
{
    private const int ShortestReason = 10;
    private const int LongestText = 300;

    public string Name => "export";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--to", "--by", "--reason"], ["--dry-run"]) is not { } read
            || read.Of("--to") is not { Length: > 0 } to || read.Of("--by")?.Trim() is not { Length: > 0 and <= LongestText } by
            || read.Of("--reason")?.Trim() is not { Length: >= ShortestReason and <= LongestText } reason)
            return await ExitCode.ComplainAsync($"Usage: export --to FOLDER --by NAME --reason TEXT [--dry-run]; name and reason ({ShortestReason} letters at least) stand in the trace of every case.");

        var (run, folder) = (services.GetRequiredService<ExportRun>(), new ExportFolder(to));
        try
        {
            if (read.Has("--dry-run"))
            {
                var there = await run.CountAsync(ct);
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{there.Cases} cases, {there.Rows} rows of other tables, {there.Files} files would be taken. Nothing was opened or written."));
                return there.Cases + there.Rows + there.Files > 0 ? ExitCode.ToDo : ExitCode.Done;
            }

            ExportCount count;
            using (var lines = new ProgressLines()) count = await run.RunAsync(folder, by, reason, (done, c) => lines.Show(done, () => Line(c)), ct);
            await folder.WriteAsync("export.json", Json.Write(new { at = services.GetRequiredService<TimeProvider>().GetUtcNow(), by, reason, count }), ct);
            await Console.Out.WriteLineAsync($"{Line(count)}. It lies in '{to}' in clear: whoever finds it reads every report.");
            return count.NotOpened == 0 ? 0 : ExitCode.NotRight;
        }
        catch (OperationCanceledException)
        {
            return await ExitCode.ComplainAsync("Stopped. The same command goes on; else delete the folder.", ExitCode.Interrupted);
        }
    }

    private static string Line(ExportCount c) =>
        FormattableString.Invariant($"{c.Cases} cases, {c.NotOpened} could not be opened ('verify --all' says why), {c.Rows} rows of other tables, {c.Files} files");
}
