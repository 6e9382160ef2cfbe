namespace Gbv.Functions.Sealing;

/// <summary>A secret, and below which folder its file belongs.</summary>
internal sealed record KeyFile(string Below, string Setting, string Value);

/// <summary>A file a secret, readable by whoever made it alone.</summary>
internal static class KeyFiles
{
    private const string Unfinished = ".unfinished";

    /// <summary>
    /// All of them or none: killed in between it leaves no such folder, and the same command begins anew. Never over older ones: who loses a
    /// key loses what it closed.
    /// </summary>
    public static async Task WriteAsync(string folder, IEnumerable<KeyFile> files, CancellationToken ct)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var begun = whole + Unfinished;
        if (System.IO.Directory.Exists(begun)) System.IO.Directory.Delete(begun, recursive: true); // nobody was ever told to use these
        CreateFolder(begun);
        foreach (var file in files) await WriteAsync(Path.Combine(begun, file.Below), file.Setting, file.Value, ct);
        System.IO.Directory.Move(begun, whole);
    }

    private static async Task WriteAsync(string folder, string setting, string value, CancellationToken ct)
    {
        CreateFolder(folder);
        await using var file = new FileStream(Path.Combine(folder, NameOf(setting)), Closed());
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(value.AsMemory(), ct);
    }

    /// <summary>As the secret is called in its vault.</summary>
    public static string NameOf(string setting) => setting.Replace(':', '-');

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(path);
        else System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions Closed()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
