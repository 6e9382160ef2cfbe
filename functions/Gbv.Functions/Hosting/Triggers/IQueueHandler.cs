namespace Gbv.Functions.Hosting.Triggers;

/// <summary>One queue message as it lay in the queue, and how often it has been taken from there (1, 2, 3 …).</summary>
internal sealed record QueueDelivery(byte[] Body, int DequeueCount);

/// <summary>Handles the messages of one queue. An exception means: deliver it again.</summary>
internal interface IQueueHandler
{
    Task HandleAsync(QueueDelivery delivery, CancellationToken ct);
}
