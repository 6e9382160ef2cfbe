using Gbv.Functions.Hosting;

namespace Gbv.Functions.Sealing;

/// <summary>
/// <c>new-keys FOLDER</c>: makes the keys of a first deployment, a file a secret in a folder a vault (public, back, shared). It reads no
/// setting and sends nothing; infra-bicep/load-keys.sh puts the files into the vaults.
/// </summary>
internal sealed class NewKeysVerb : IVerb
{
    public string Name => "new-keys";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (args is not [var folder] || folder.StartsWith('-')) return await ExitCode.ComplainAsync("Usage: new-keys FOLDER");
        if (Path.Exists(folder)) return await ExitCode.ComplainAsync($"'{folder}' is there already. Name a folder that does not exist yet.");

        await KeyFiles.WriteAsync(folder, KeySet.Generate().Where(k => VaultOf(k.Key) is not null).Select(k => new KeyFile(VaultOf(k.Key)!, k.Key, k.Value)), ct);
        await Console.Out.WriteLineAsync($"The keys lie in '{folder}', readable by you alone. Load them (infra-bicep/load-keys.sh), keep a copy in a safe, and delete the folder.");
        return 0;
    }

    /// <summary>Where a key belongs; null where it is no secret. As the deployment's settings refer to it; a test compares them.</summary>
    internal static string? VaultOf(string setting) => setting.Split(':') switch
    {
        [_, "Receipt", _, "Key"] or [_, "Proof"] or [_, "RingPublic"] => "public",
        [_, "PublicEvent"] or [_, "Queue"] or [_, "Office", _, "PublicKey"] => "shared",
        [_, "ReceiptCurrent"] or [_, "OfficeCurrent"] or [_, "Receipt", _, "Rounds"] => null,
        _ => "back",
    };
}
