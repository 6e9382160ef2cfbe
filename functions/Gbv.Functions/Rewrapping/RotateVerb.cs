using System.Globalization;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Rewrapping;

/// <summary>
/// <c>rotate-keys NAME FOLDER [--dry-run]</c>: makes the next key of a name and writes what has to stand in the vaults, step by step, so
/// that at no moment one instance writes what another can't read. Sends nothing. docs/operations.md says what goes between the steps. Exit
/// code 0: the files lie there, all of them; 2: (dry run) which ones would; 64: usage, or there is nothing to change; 130: stopped, the same
/// command begins anew.
/// </summary>
internal sealed class RotateVerb : IVerb
{
    private static readonly string[] Single = ["Proof", "PublicEvent", "BackEvent", "Queue", "Link", "Fact", "RingPublic", "RingBack"];

    public string Name => "rotate-keys";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var dryRun = args.Contains("--dry-run");
        if (args.Where(a => a != "--dry-run").ToArray() is not [var name, var folder] || folder.StartsWith('-') || !(Single.Contains(name) || name is "Office" or "Receipt"))
            return await ExitCode.ComplainAsync($"Usage: rotate-keys NAME FOLDER [--dry-run]. Names: Office, Receipt, {string.Join(", ", Single)}");
        if (Path.Exists(folder)) return await ExitCode.ComplainAsync($"'{folder}' is there already. Name a folder that does not exist yet.");
        var now = services.GetRequiredService<IOptions<KeyOptions>>().Value;
        if (Steps(name, now, services.GetRequiredService<IConfiguration>()) is not { } steps)
            return await ExitCode.ComplainAsync(name == "Receipt" ? "There is no generation left: receipts begin with 1 to 9." : $"The setting Keys:{name} is empty here: run this where the present key is known.");

        var files = steps.Where(s => NewKeysVerb.VaultOf(s.Setting) is not null).Select(s => new KeyFile(Path.Combine($"step-{s.Step}", NewKeysVerb.VaultOf(s.Setting)!), s.Setting, s.Value)).ToList();
        if (dryRun)
        {
            foreach (var file in files) await Console.Out.WriteLineAsync(Path.Combine(folder, file.Below, KeyFiles.NameOf(file.Setting)));
            await Console.Out.WriteLineAsync("These files would be written. Nothing was.");
            return ExitCode.ToDo;
        }

        await KeyFiles.WriteAsync(folder, files, ct);
        await Console.Out.WriteLineAsync($"What each step puts into the vaults lies in '{folder}', readable by you alone. docs/operations.md, 'Changing keys', says what goes between the steps. Keep a copy in a safe, and delete the folder.");
        return ExitCode.Done;
    }

    internal static IReadOnlyList<(int Step, string Setting, string Value)>? Steps(string name, KeyOptions now, IConfiguration settings)
    {
        var fresh = KeySet.Generate();
        if (name is "Office" or "Receipt")
        {
            IEnumerable<string> taken = name == "Office" ? now.Office.Keys : now.Receipt.Keys;
            var next = taken.Select(g => int.TryParse(g, CultureInfo.InvariantCulture, out var n) ? n : 0).DefaultIfEmpty().Max() + 1;
            if (name == "Receipt" && next > 9) return null;
            return [.. fresh.Where(k => k.Key.StartsWith($"Keys:{name}:1:", StringComparison.Ordinal))
                .Select(k => (1, k.Key.Replace(":1:", $":{next.ToString(CultureInfo.InvariantCulture)}:", StringComparison.Ordinal), k.Value))];
        }

        var setting = "Keys:" + name;
        if (settings[setting] is not { Length: > 0 } old) return null;
        var key = fresh[setting];
        return [(1, setting, $"{old}{KeyOptions.Separator}{key}"), (2, setting, $"{key}{KeyOptions.Separator}{old}"), (3, setting, key)];
    }
}
