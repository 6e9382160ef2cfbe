using System.Diagnostics;
using Gbv.Functions.Sealing;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>A first deployment's keys: made on one machine, loaded into the vaults that the settings refer to.</summary>
[Collection(DeploymentCollection.Name)]
public sealed class NewKeysTests(DeploymentFixture deployment) : IDisposable
{
    private readonly TestFolder folder = new();

    private string Keys => Path.Combine(folder.Path, "keys");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task There_is_a_file_for_every_secret_that_the_apps_refer_to_in_the_vault_where_they_look()
    {
        Assert.Equal(0, await MakeAsync());

        var made = System.IO.Directory.EnumerateFiles(Keys, "*", SearchOption.AllDirectories).Select(x => Path.GetRelativePath(Keys, x));
        var referred = deployment.Of(DeploymentFixture.Everything).Where(x => x.Type == "Microsoft.Web/sites/config")
            .SelectMany(x => x.Find("properties")!.Value.EnumerateObject()).Select(x => x.Value.GetString()!).Where(x => x.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal))
            .Select(x => x[..^1].Split("VaultName=")[1].Split(";SecretName=")).Select(x => x[0][15..] switch { "pub" => "public", "both" => "shared", var same => same } + "/" + x[1]).Distinct();

        // The key of the mail service comes from the mail service.
        Assert.Equal(referred.Except(["back/SendGrid-ApiKey"]).Order(StringComparer.Ordinal), made.Order(StringComparer.Ordinal));
        Assert.Equal(32, Convert.FromBase64String(await File.ReadAllTextAsync(Path.Combine(Keys, "back", "Keys-Link"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task They_are_readable_by_nobody_else_and_never_written_over_others()
    {
        await MakeAsync();

        foreach (var file in System.IO.Directory.EnumerateFiles(Keys, "*", SearchOption.AllDirectories))
            if (!OperatingSystem.IsWindows()) // which has no such modes
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(64, await MakeAsync());
    }

    [Fact]
    public async Task A_run_that_died_after_any_file_leaves_no_keys_to_be_loaded_and_the_next_one_makes_all()
    {
        KeyFile[] files = [new("back", "Keys:Link", "1"), new("back", "Keys:Fact", "2"), new("shared", "Keys:Queue", "3")];
        for (var written = 0; written <= files.Length; written++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => KeyFiles.WriteAsync(Keys, DyingAfter(written), TestContext.Current.CancellationToken));
            Assert.False(Path.Exists(Keys));
        }

        await KeyFiles.WriteAsync(Keys + "/", files, TestContext.Current.CancellationToken);

        Assert.Equal(["keys"], System.IO.Directory.EnumerateFileSystemEntries(folder.Path).Select(x => Path.GetFileName(x)));
        Assert.Equal(["back/Keys-Fact", "back/Keys-Link", "shared/Keys-Queue"], System.IO.Directory.EnumerateFiles(Keys, "*", SearchOption.AllDirectories).Select(x => Path.GetRelativePath(Keys, x)).Order(StringComparer.Ordinal));

        IEnumerable<KeyFile> DyingAfter(int written)
        {
            foreach (var file in files.Take(written)) yield return file;
            throw new InvalidOperationException("killed");
        }
    }

    [Fact]
    public void Every_key_that_there_is_has_its_place()
    {
        var places = KeySet.Generate(receiptRounds: 1).Keys.ToLookup(NewKeysVerb.VaultOf);

        Assert.Equal(["Keys:OfficeCurrent", "Keys:Receipt:1:Rounds", "Keys:ReceiptCurrent"], places[null].Order(StringComparer.Ordinal));
        Assert.Contains("Keys:Office:1:PrivateKey", places["back"]);
    }

    [Fact]
    public async Task Loading_leaves_alone_what_is_there_already()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a POSIX shell.");
        await MakeAsync();
        // Stand-ins for the command lines of Azure: vaults are folders.
        await WriteToolAsync("azd", "echo \"$3\"");
        await WriteToolAsync("az", $"mkdir -p '{folder.Path}/'\"$5\"; [ \"$3\" = show ] && exec test -e '{folder.Path}/'\"$5/$7\"; cp \"$9\" '{folder.Path}/'\"$5/$7\"");
        var taken = Path.Combine(folder.Path, "PUBLIC_VAULT", "Keys-Proof");
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(taken)!);
        await File.WriteAllTextAsync(taken, "older", TestContext.Current.CancellationToken);

        Assert.Equal(0, await LoadAsync());

        Assert.Equal("older", await File.ReadAllTextAsync(taken, TestContext.Current.CancellationToken));
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Keys, "back", "Keys-Office-1-PrivateKey"), TestContext.Current.CancellationToken),
            await File.ReadAllTextAsync(Path.Combine(folder.Path, "BACK_VAULT", "Keys-Office-1-PrivateKey"), TestContext.Current.CancellationToken));
        Assert.Equal(3, System.IO.Directory.GetFiles(Path.Combine(folder.Path, "SHARED_VAULT")).Length);
    }

    private async Task<int> MakeAsync()
    {
        await using var program = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Gbv.Functions"), ["new-keys", Keys], AppContext.BaseDirectory, new Dictionary<string, string?>(), _ => { });
        return await program.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task<int> LoadAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(DeploymentFixture.Source, "load-keys.sh"), Keys]);
        start.Environment["PATH"] = folder.Path + ":" + start.Environment["PATH"];
        using var load = Process.Start(start)!;
        await load.WaitForExitAsync(TestContext.Current.CancellationToken);
        return load.ExitCode;
    }

    private async Task WriteToolAsync(string name, string script)
    {
        var path = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(path, "#!/bin/bash\n" + script + "\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
