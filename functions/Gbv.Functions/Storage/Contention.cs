using System.Security.Cryptography;

namespace Gbv.Functions.Storage;

/// <summary>
/// How often a write is tried again that others got ahead of, and how long it steps back before. The pause is random and grows, so
/// that those who met once do not meet again: a reporter's message must not fail because a case is busy just now.
/// </summary>
internal static class Contention
{
    public const int Tries = 12;

    private const int FirstPause = 20;
    private const int LongestPause = 500;

    /// <param name="attempt">From 0; the one that has just failed.</param>
    /// <remarks>Real time: this is about requests on their way, whatever day the program is told.</remarks>
    public static Task StepBackAsync(int attempt, CancellationToken cancellation) =>
        Task.Delay(RandomNumberGenerator.GetInt32(1, Math.Min(LongestPause, FirstPause << Math.Min(attempt, 10))), cancellation);
}
