using System.Globalization;
using System.Security.Cryptography;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>
/// <c>restore --from PLACE [--key FILE] [--fill-gaps] [--dry-run]</c>: puts a backup into an account that holds nothing; with
/// <c>--fill-gaps</c> adds what is missing in one that is in use. Exit code 0: done, and the record is as it was written; 1: refused, or
/// something is not as it was written; 2: (dry run) it can be restored; 64: usage; 130: stopped, the same command goes on.
/// </summary>
internal sealed class RestoreVerb : IVerb
{
    public string Name => "restore";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--from", "--key"], ["--fill-gaps", "--dry-run"]) is not { } read || read.Of("--from") is not { } from)
            return await ExitCode.ComplainAsync("Usage: restore --from FOLDER|ADDRESS|@FILE [--key FILE.pem] [--fill-gaps] [--dry-run]");
        if (BackupPlace.TryParse(from, services.GetRequiredService<StorageClients>()) is not { } place) return await ExitCode.ComplainAsync($"'{from}' is no place of a backup.");
        RSA? own = null;
        if (read.Of("--key") is { } file && (own = BackupKeys.TryLoad(file)) is null) return await ExitCode.ComplainAsync($"'{file}' is no private key (PEM, RSA, without password).");
        using var _ = own;
        var dryRun = read.Has("--dry-run");
        try
        {
            RestoreResult result;
            using (var lines = new ProgressLines())
                result = await services.GetRequiredService<RestoreRun>().RunAsync(
                    place, new BackupKeys(services.GetRequiredService<OfficeKeys>(), own), read.Has("--fill-gaps"), dryRun, p => lines.Show(p.Done, p.ToString, p.Part), ct);
            if (result.Refusal is { } refusal) return await ExitCode.ComplainAsync(Say(refusal), ExitCode.NotRight);
            return await TellAsync(result, dryRun);
        }
        catch (TamperedException e)
        {
            return await ExitCode.ComplainAsync($"Not restored further: not as it was written: {e.Message}.", ExitCode.NotRight);
        }
        catch (OperationCanceledException)
        {
            return await ExitCode.ComplainAsync("Stopped; the same command goes on. Do not start the apps before it is done.", ExitCode.Interrupted);
        }
    }

    private static async Task<int> TellAsync(RestoreResult r, bool dryRun)
    {
        var counted = string.Create(CultureInfo.InvariantCulture, $"{r.Cases} cases, {r.Rows} rows, {r.Files} files; what was accepted before {r.Manifest!.Begun:yyyy-MM-dd HH:mm:ss}Z is among them");
        if (dryRun)
        {
            await Console.Out.WriteLineAsync($"It can be restored: {counted}. {r.Wrong} cases are not as they were written. Nothing was written.");
            return r.Wrong == 0 ? ExitCode.ToDo : ExitCode.NotRight;
        }

        foreach (var finding in r.Check!.Findings) await Console.Out.WriteLineAsync(finding.ToString());
        await Console.Out.WriteLineAsync($"Restored in this run: {counted}. {r.Left} cases were further on and stay as they are.");
        await Console.Out.WriteLineAsync($"{r.ErasedAgain} cases had come back and are erased again; {r.Announced} cases are announced for what is still to be done.");
        await Console.Out.WriteLineAsync($"{r.Check.Cases} cases checked, {(r.Check.Findings.Count == 0 ? "all as they were written" : $"{r.Check.Findings.Count} findings (docs/operations.md, 'Restore')")}. Now the apps may be started.");
        return r.Check.Findings.Count == 0 ? 0 : ExitCode.NotRight;
    }

    private static string Say(RestoreRefusal refusal) => refusal switch
    {
        RestoreRefusal.NotFinished => "There is no finished backup: no manifest.json.",
        RestoreRefusal.Occupied occupied => $"The account is not empty ({string.Join(", ", occupied.By)}). Restore into an empty one; or add what is missing here, and leave what is there, with --fill-gaps.",
        RestoreRefusal.KeysMissing keys => $"Keys that this backup was made with are not among the settings: {string.Join(", ", keys.Names)}. Fetch them from the vault or the safe first: without them what was restored can't be read.",
        _ => throw new InvalidOperationException("No such refusal."),
    };
}
