using Azure;

namespace Gbv.Functions.Storage;

/// <summary>Tells storage that was not heard, or only half, from storage that says no.</summary>
internal static class Outage
{
    /// <summary>What was asked for may have been done all the same.</summary>
    public static bool Is(Exception e, CancellationToken cancellation) => e switch
    {
        RequestFailedException answer => answer.Status is 0 or 408 or 429 or >= 500,
        AggregateException => true, // one of each try
        IOException => true, // the connection broke in the middle of the answer
        OperationCanceledException => !cancellation.IsCancellationRequested,
        _ => false,
    };
}
