using Gbv.Domain.Attachments;

namespace Gbv.Functions.Attachments;

/// <summary>
/// What the program does as the child that cleans one file: reads it from standard input, writes what was made of it to standard output.
/// It builds no app and reads no setting, so that it starts fast and holds nothing.
/// </summary>
internal static class CleanCommand
{
    public const string Name = "clean-file";
    public const int Cleaned = 0;

    private const int Unusable = 2;

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
        if (Read(input) is not { } content || Clean(content) is not { } cleaned) return Unusable;
        output.Write(cleaned);
        return Cleaned;
    }

    /// <summary>Null where nothing can be made of it.</summary>
    internal static byte[]? Clean(byte[] content) => FileKinds.Of(content) switch
    {
        FileKind.Jpeg or FileKind.Png or FileKind.WebP => ImageCleaner.Clean(content),
        _ => null,
    };

    /// <summary>No more than a file may have, and once: what grew on the way would be there twice.</summary>
    private static byte[]? Read(Stream input)
    {
        var content = new byte[AttachmentRules.LargestFile + 1];
        var length = input.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length is > 0 and <= AttachmentRules.LargestFile ? content.AsSpan(0, length).ToArray() : null;
    }
}
