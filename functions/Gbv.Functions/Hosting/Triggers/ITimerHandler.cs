namespace Gbv.Functions.Hosting.Triggers;

/// <summary>Does what is due. The host does not repeat a failed run, so the next one must find what is still to do.</summary>
internal interface ITimerHandler
{
    Task RunAsync(CancellationToken ct);
}
