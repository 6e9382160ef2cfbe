namespace Gbv.Functions.Sealing;

/// <summary>A file a secret, readable by whoever made it alone.</summary>
internal static class KeyFiles
{
    /// <summary>Never over an older one: who loses a key loses what it closed.</summary>
    public static async Task WriteAsync(string folder, string setting, string value, CancellationToken ct)
    {
        CreateFolder(folder);
        await using var file = new FileStream(Path.Combine(folder, setting.Replace(':', '-')), Closed());
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(value.AsMemory(), ct);
    }

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
