using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Gbv.LocalHost;

/// <summary>
/// Restores the development tools of package.json (storage emulator, test browser), so that the run command and the test command each do
/// their own set-up on a fresh machine. Several processes may ask at the same time: one restores, the others wait.
/// </summary>
public static class NpmTools
{
    private const string Marker = ".gbv-restored";
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(10);

    /// <summary>The folder that holds the solution: upwards from the program, then from the current folder.</summary>
    public static string FindRepoRoot()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "Gbv.sln")))
                    return folder.FullName;
        throw new InvalidOperationException("Gbv.sln was not found above the program or the current folder. Start from a clone of the repository.");
    }

    /// <summary>Runs <c>npm ci</c> when node_modules is missing or was restored from another lock file; otherwise returns at once.</summary>
    public static async Task EnsureAsync(string repoRoot, CancellationToken cancel = default)
    {
        var wanted = await FingerprintAsync(repoRoot, cancel);
        if (await IsRestoredAsync(repoRoot, wanted, cancel)) return;

        using var mutex = await LockAsync(repoRoot, cancel);
        if (await IsRestoredAsync(repoRoot, wanted, cancel)) return;

        await RunNpmAsync(repoRoot, cancel);
        await File.WriteAllTextAsync(MarkerPath(repoRoot), wanted, cancel);
    }

    private static string MarkerPath(string repoRoot) => Path.Combine(repoRoot, "node_modules", Marker);

    // npm's own node_modules/.package-lock.json differs from package-lock.json in form and its time from clone to clone, so the
    // fingerprint of what was restored is kept beside it. npm ci empties node_modules first: a restore that was cut off leaves no marker.
    private static async Task<bool> IsRestoredAsync(string repoRoot, string wanted, CancellationToken cancel)
    {
        var marker = MarkerPath(repoRoot);
        return File.Exists(marker) && await File.ReadAllTextAsync(marker, cancel) == wanted;
    }

    private static async Task<string> FingerprintAsync(string repoRoot, CancellationToken cancel)
    {
        var file = Path.Combine(repoRoot, "package-lock.json");
        if (!File.Exists(file)) throw new InvalidOperationException($"{file} is missing: the development tools cannot be restored without it.");
        return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(file, cancel)));
    }

    private static async Task<FileStream> LockAsync(string repoRoot, CancellationToken cancel)
    {
        // In the temporary folder and not in node_modules, which npm ci removes. The system releases it when its holder dies.
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(repoRoot)))[..16];
        var file = Path.Combine(Path.GetTempPath(), $"gbv-npm-{name}.lock");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited.Elapsed < RestoreLimit)
            {
                await Task.Delay(200, cancel);
            }
        }
    }

    private static async Task RunNpmAsync(string repoRoot, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(RestoreLimit);
        using var npm = Start(repoRoot);
        // Both streams are read to the end: a full pipe would stop npm.
        var output = npm.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = npm.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await npm.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            if (cancel.IsCancellationRequested) throw;
            throw new InvalidOperationException($"npm ci did not end within {RestoreLimit.TotalMinutes:0} minutes. Run it by hand in {repoRoot} to see why.");
        }
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci failed with code {npm.ExitCode} in {repoRoot}:{Environment.NewLine}{await errors}{await output}");
    }

    private static Process Start(string repoRoot)
    {
        var start = new ProcessStartInfo
        {
            FileName = OperatingSystem.IsWindows() ? "cmd.exe" : "npm",
            WorkingDirectory = repoRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        string[] arguments = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
        if (OperatingSystem.IsWindows()) arguments = ["/c", "npm", .. arguments];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // A production setting of the surrounding shell would leave out the very tools that are wanted.
        start.Environment["NODE_ENV"] = "development";
        start.Environment["npm_config_omit"] = "";
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("Node.js was not found. Install Node 20 or later (with npm) and start again: the storage emulator and the test browser come from npm.");
        }
    }
}
