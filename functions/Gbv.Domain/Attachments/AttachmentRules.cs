namespace Gbv.Domain.Attachments;

/// <summary>How many files a report may have and how large they are.</summary>
public static class AttachmentRules
{
    public const int LargestMegabytes = 8;
    public const int LargestFile = LargestMegabytes * 1024 * 1024;

    /// <summary>Files of one report that wait or could be used.</summary>
    public const int FilesOfAReport = 10;

    /// <summary>Files of one report with those that could not be used: somebody who has a code must not fill the storage.</summary>
    public const int TriesOfAReport = 30;

    /// <summary>Checked from a picture's header, before anything is decoded.</summary>
    public const long MostPixels = 40_000_000;

    /// <param name="kept">Files that wait or could be used.</param>
    /// <param name="tried">All that ever came.</param>
    public static bool MaySendAnother(int kept, int tried) => kept < FilesOfAReport && tried < TriesOfAReport;

    public static bool HasAllowedSize(int width, int height) => width > 0 && height > 0 && (long)width * height <= MostPixels;
}

/// <summary>Why a file of a reporter is opened; whoever opens one chooses, and it stands in the record of who read what.</summary>
public enum OpeningReason { AssessDanger, PlanHelp, Evidence, ReporterAsked }
