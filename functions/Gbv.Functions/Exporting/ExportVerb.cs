using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Exporting;

/// <summary>
/// <c>export --to FOLDER --by NAME --reason TEXT</c>: everything in clear, for whoever takes the record over. Exit code 0: all of it; 1:
/// cases that could not be opened are missing; 64: usage; 130: stopped, the same command goes on.
/// </summary>
internal sealed class ExportVerb : IVerb
{
    private const int ShortestReason = 10;
    private const int LongestText = 300;

    public string Name => "export";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--to", "--by", "--reason"], []) is not { } read
            || read.Of("--to") is not { Length: > 0 } to || read.Of("--by")?.Trim() is not { Length: > 0 and <= LongestText } by
            || read.Of("--reason")?.Trim() is not { Length: >= ShortestReason and <= LongestText } reason)
            return await ExitCode.ComplainAsync($"Usage: export --to FOLDER --by NAME --reason TEXT; name and reason ({ShortestReason} letters at least) stand in the trace of every case.");

        var (folder, lines) = (new ExportFolder(to), new ProgressLines());
        try
        {
            var count = await services.GetRequiredService<ExportRun>().RunAsync(folder, by, reason, c => lines.Show(() => Line(c)), ct);
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
