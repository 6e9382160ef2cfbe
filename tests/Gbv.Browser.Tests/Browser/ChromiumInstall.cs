using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Gbv.LocalHost;

namespace Gbv.Browser.Tests.Browser;

/// <summary>
/// Finds the Chromium that the tests drive: the one that the variable GBV_CHROMIUM names, or else the one that the npm package
/// @sparticuz/chromium carries with its own libraries and fonts, so that no browser has to be installed.
/// </summary>
internal sealed record ChromiumInstall(string Executable, IReadOnlyDictionary<string, string> Environment)
{
    public static async Task<ChromiumInstall> FindAsync(CancellationToken cancel)
    {
        if (System.Environment.GetEnvironmentVariable("GBV_CHROMIUM") is { Length: > 0 } own)
            return new(own, Inherited());

        var root = NpmTools.FindRepoRoot();
        await NpmTools.EnsureAsync(root, cancel);
        var package = Path.Combine(root, "node_modules", "@sparticuz", "chromium");
        var version = await VersionAsync(package, cancel);
        var folder = Path.Combine(root, "node_modules", ".cache", $"chromium-{version}");
        if (!Directory.Exists(folder)) await UnpackAsync(Path.Combine(package, "bin"), folder, cancel);

        var environment = Inherited();
        environment["FONTCONFIG_PATH"] = folder;
        environment["FONTCONFIG_FILE"] = Path.Combine(folder, "fonts.conf");
        environment["LD_LIBRARY_PATH"] = Path.Combine(folder, "lib");
        return new(Path.Combine(folder, "chromium"), environment);
    }

    private static async Task<string> VersionAsync(string package, CancellationToken cancel)
    {
        await using var file = File.OpenRead(Path.Combine(package, "package.json"));
        using var json = await JsonDocument.ParseAsync(file, cancellationToken: cancel);
        return json.RootElement.GetProperty("version").GetString()!;
    }

    // Beside its final place and then renamed: two test runs may unpack at once, and one that is cut off leaves nothing half done.
    private static async Task UnpackAsync(string packed, string folder, CancellationToken cancel)
    {
        var work = $"{folder}.{System.Environment.ProcessId}.tmp";
        Directory.CreateDirectory(work);
        await Task.WhenAll(
            UnpackTarAsync(Path.Combine(packed, "al2023.tar.br"), work, cancel),
            UnpackTarAsync(Path.Combine(packed, "fonts.tar.br"), work, cancel),
            UnpackTarAsync(Path.Combine(packed, "swiftshader.tar.br"), work, cancel),
            UnpackProgramAsync(Path.Combine(packed, "chromium.br"), Path.Combine(work, "chromium"), cancel));
        await File.WriteAllTextAsync(Path.Combine(work, "fonts.conf"), FontsConfig(folder), cancel);
        try
        {
            Directory.Move(work, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task UnpackTarAsync(string file, string folder, CancellationToken cancel)
    {
        await using var source = new BrotliStream(File.OpenRead(file), CompressionMode.Decompress);
        await TarFile.ExtractToDirectoryAsync(source, folder, overwriteFiles: true, cancel);
    }

    private static async Task UnpackProgramAsync(string file, string target, CancellationToken cancel)
    {
        await using var source = new BrotliStream(File.OpenRead(file), CompressionMode.Decompress);
        await using (var program = File.Create(target))
            await source.CopyToAsync(program, cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // The package's own file looks in its cloud's folders. Only the fonts that come along are used, so that a picture looks the same
    // on every machine.
    private static string FontsConfig(string folder) => $"""
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
        <fontconfig>
          <dir>{folder}/fonts</dir>
          <cachedir>{folder}/fonts-cache</cachedir>
        </fontconfig>
        """;

    private static Dictionary<string, string> Inherited() => System.Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "");
}
