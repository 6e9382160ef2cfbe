namespace Gbv.Functions.Attachments;

/// <summary>How many files are taken at once and how long that may last. Limits that people are told are rules of the domain.</summary>
public sealed class AttachmentOptions
{
    public const string Section = "Attachments";

    /// <summary>Files that an instance takes at the same time; the next ones wait.</summary>
    public int Concurrent { get; set; } = 32;

    /// <summary>Longest wait for one's turn in seconds; then the form asks to try again.</summary>
    public double WaitSeconds { get; set; } = 100;

    /// <summary>Longest time in seconds that one file may take on its way: nobody holds a place for ever.</summary>
    public double UploadSeconds { get; set; } = 200;

    /// <summary>Longest time in seconds that cleaning one file may take; what takes longer can't be used.</summary>
    public double CleaningSeconds { get; set; } = 60;
}
