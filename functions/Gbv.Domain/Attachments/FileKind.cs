namespace Gbv.Domain.Attachments;

/// <summary>What a reporter may send; told from the content alone, never from a name or a declared type.</summary>
public enum FileKind { Jpeg, Png, WebP, Pdf }

/// <summary>Why nothing could be made of a file, as far as whoever sent it can do something about it.</summary>
public enum FileProblem { Unreadable, Locked, Unfamiliar }

/// <summary>Tells a file's kind from how it begins. Nothing is promised by that: whether it is one shows when it is decoded.</summary>
public static class FileKinds
{
    /// <summary>So many bytes are enough.</summary>
    public const int Needed = 12;

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];
    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null where it is none of them.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> start) =>
        start.StartsWith(Jpeg) ? FileKind.Jpeg
        : start.StartsWith(Png) ? FileKind.Png
        : start.StartsWith("%PDF-"u8) ? FileKind.Pdf
        : start.Length >= Needed && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) ? FileKind.WebP
        : null;
}
