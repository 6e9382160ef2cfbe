using Gbv.Domain.Attachments;
using Gbv.Functions.Attachments.Pdf;

namespace Gbv.Functions.Attachments;

/// <summary>
/// What the program does as the child that cleans one file: reads it from standard input, writes what was made of it to standard output.
/// It builds no app and reads no setting, so that it starts fast and holds nothing.
/// </summary>
internal static class CleanCommand
{
    public const string Name = "clean-file";
    public const int Cleaned = 0;

    /// <summary>Exit codes of what is refused begin here, in the order of <see cref="FileProblem"/>. One that ended otherwise was more than the child could bear.</summary>
    private const int Refused = 2;

    /// <summary>For the runtime: little memory, no crash dump with what somebody sent, no door for a debugger.</summary>
    public static IReadOnlyDictionary<string, string> Limits { get; } = new Dictionary<string, string>
    {
        ["DOTNET_GCHeapHardLimit"] = "0x8000000",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_DbgEnableMiniDump"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
    };

    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        try
        {
            output.Write(Clean(Read(input)));
            return Cleaned;
        }
        catch (RefusedFileException e)
        {
            return Refused + (int)e.Problem;
        }
    }

    /// <summary>What the exit code of a child that made nothing says.</summary>
    internal static FileProblem Problem(int exitCode) =>
        Enum.IsDefined((FileProblem)(exitCode - Refused)) ? (FileProblem)(exitCode - Refused) : FileProblem.Unreadable;

    /// <exception cref="RefusedFileException">Nothing can be made of it.</exception>
    internal static byte[] Clean(byte[] content) => FileKinds.Of(content) switch
    {
        FileKind.Jpeg or FileKind.Png or FileKind.WebP => ImageCleaner.Clean(content) ?? throw new RefusedFileException(FileProblem.Unreadable, "no whole picture"),
        FileKind.Pdf => PdfCleaner.Clean(content),
        _ => throw new RefusedFileException(FileProblem.Unreadable, "kind"),
    };

    /// <summary>No more than a file may have, and once: what grew on the way would be there twice.</summary>
    private static byte[] Read(Stream input)
    {
        var content = new byte[AttachmentRules.LargestFile + 1];
        var length = input.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length is > 0 and <= AttachmentRules.LargestFile ? content.AsSpan(0, length).ToArray() : throw new RefusedFileException(FileProblem.Unreadable, "length");
    }
}
