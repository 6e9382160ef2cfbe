namespace Gbv.Functions.Exporting;

/// <summary>Files in clear, readable by whoever made them alone, each written whole.</summary>
internal sealed class ExportFolder(string root)
{
    private const string Half = ".half";

    public bool Has(string name) => File.Exists(PathOf(name));

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var path = PathOf(name);
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(folder);
        else System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(path + Half, options)) await file.WriteAsync(content, ct);
        File.Move(path + Half, path, overwrite: true);
    }

    /// <summary>Names come from storage: none may lead out of the folder.</summary>
    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new InvalidDataException("A name leads out of the folder.");
    }
}
