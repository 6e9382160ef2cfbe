using System.Globalization;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>
/// <c>backup --to PLACE [--certificate FILE] [--dry-run]</c>: everything that lies in the account, closed, into a folder or a container of
/// another account. Exit code 0: whole; 1: whole, but cases are not as they were written, or not whole; 2: (dry run) there is something
/// to take; 64: usage; 130: stopped, the same command goes on.
/// </summary>
internal sealed class BackupVerb : IVerb
{
    public string Name => "backup";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--to", "--certificate"], ["--dry-run"]) is not { } read || read.Of("--to") is not { } to)
            return await ExitCode.ComplainAsync("Usage: backup --to FOLDER|ADDRESS|@FILE [--certificate FILE.pem] [--dry-run]");
        if (BackupPlace.TryParse(to, services.GetRequiredService<StorageClients>()) is not { } place)
            return await ExitCode.ComplainAsync($"'{to}' is neither a folder nor the address of a container (https://account.blob.core.windows.net/container), nor @ and a file with one.");
        var closes = BackupLock.OfOffice(services.GetRequiredService<OfficeKeys>());
        if (read.Of("--certificate") is { } file)
        {
            if (BackupLock.TryLoad(file) is not { } own) return await ExitCode.ComplainAsync($"'{file}' is no certificate or public key (PEM, RSA).");
            closes = own;
        }

        var dryRun = read.Has("--dry-run");
        try
        {
            BackupResult result;
            using (var lines = new ProgressLines())
                result = await services.GetRequiredService<BackupRun>().RunAsync(dryRun ? new UnwrittenPlace(place) : place, closes, p => lines.Show(p.Done, p.ToString, p.Part), ct);
            foreach (var (part, count) in result.Items.OrderBy(i => i.Key, StringComparer.Ordinal)) await Console.Out.WriteLineAsync($"{count,8} {part}");
            await Console.Out.WriteLineAsync(Say(result, dryRun, closes.Name));
            return result.Outcome switch
            {
                BackupOutcome.Finished when dryRun => ExitCode.ToDo,
                BackupOutcome.Finished or BackupOutcome.WasThere when result.Wrong == 0 => 0,
                _ => ExitCode.NotRight,
            };
        }
        catch (TamperedException e)
        {
            return await ExitCode.ComplainAsync($"What lies there is not a backup of ours as it was written: {e.Message}. Take another place.", ExitCode.NotRight);
        }
        catch (OperationCanceledException)
        {
            return await ExitCode.ComplainAsync("Stopped; nothing is lost. The same command goes on.", ExitCode.Interrupted);
        }
    }

    private static string Say(BackupResult r, bool dryRun, string closes)
    {
        var counted = string.Create(CultureInfo.InvariantCulture, $"{r.Cases} cases, {r.Files} files, begun {r.Begun:yyyy-MM-dd HH:mm:ss}Z");
        var wrong = r.Wrong > 0 ? $" {r.Wrong} cases are not as they were written and are in it as they lie there: 'verify --all' says which." : "";
        return r.Outcome switch
        {
            BackupOutcome.WasThere => $"There is a whole backup already: {counted}.{wrong}",
            BackupOutcome.TooOld => $"What lies there was begun too long ago, or by another version, and would not fit together. Take another place.",
            BackupOutcome.Incomplete => $"There are more cases than were taken ({counted}): the backup is not whole. Take another place, and report this.",
            _ when dryRun => $"{counted}, closed with {closes}: this would be the backup. Nothing was written.{wrong}",
            _ => $"Whole: {counted}, closed with {closes}. What was accepted before that time is in it.{wrong}",
        };
    }
}
