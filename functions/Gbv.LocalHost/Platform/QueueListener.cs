using System.Threading.Channels;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Gbv.LocalHost.Platform;

/// <summary>
/// Takes messages from one queue and posts them to the handler as the host does: batches, growing waits while it is empty, a lease that
/// is renewed while the function works, the retry delay of host.json, and the poison queue after the last try.
/// </summary>
internal sealed class QueueListener(QueueServiceClient storage, QueueFunction function, HostSettings host, TimeSpan lease, TimeSpan maxWait, Invocations invocations)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    private readonly QueueClient queue = storage.GetQueueClient(function.Queue);
    private readonly QueueClient poison = storage.GetQueueClient(function.Queue + "-poison");
    private readonly Channel<bool> freed = Channel.CreateUnbounded<bool>();
    private int inWork;

    public async Task RunAsync(CancellationToken ct)
    {
        var wait = ShortestWait;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var batch = await ReceiveAsync(ct);
                foreach (var message in batch) _ = WorkAsync(message, ct);
                while (Volatile.Read(ref inWork) > host.NewBatchThreshold) await freed.Reader.ReadAsync(ct);
                wait = batch.Length > 0 ? ShortestWait : Longer(wait);
                if (batch.Length == 0) await Task.Delay(wait, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (IsFromStorage(e))
            {
                await PauseAsync(ct); // it is away for a moment
            }
        }
    }

    // The client's word for "none of my tries was answered" is an AggregateException.
    private static bool IsFromStorage(Exception e) => e is RequestFailedException or AggregateException;

    private static Task PauseAsync(CancellationToken ct) =>
        Task.Delay(TimeSpan.FromSeconds(1), ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private async Task<QueueMessage[]> ReceiveAsync(CancellationToken ct)
    {
        QueueMessage[] batch = await queue.ReceiveMessagesAsync(host.BatchSize, lease, ct);
        Interlocked.Add(ref inWork, batch.Length);
        return batch;
    }

    private TimeSpan Longer(TimeSpan wait) => wait * 2 < maxWait ? wait * 2 : maxWait;

    private async Task WorkAsync(QueueMessage message, CancellationToken ct)
    {
        try
        {
            await HandleAsync(message, ct);
        }
        catch (Exception e) when (IsFromStorage(e))
        {
            // Gone or taken over by somebody else: at-least-once means that this is nobody's loss.
        }
        catch (OperationCanceledException)
        {
            // The local host stops; the message comes back when its lease ends.
        }
        finally
        {
            Interlocked.Decrement(ref inWork);
            freed.Writer.TryWrite(true);
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken ct)
    {
        if (Decode(message) is not { } content || message.DequeueCount > host.MaxDequeueCount)
        {
            await PoisonAsync(message, message.PopReceipt, ct);
            return;
        }

        using var renewal = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(message, renewal.Token);
        var result = await invocations.PostAsync(function.Name, Invocations.QueueBody(function, message, content), ct);
        await renewal.CancelAsync();
        var receipt = await renewing;

        if (result == InvocationResult.Succeeded) await queue.DeleteMessageAsync(message.MessageId, receipt, ct);
        else if (result == InvocationResult.Failed && message.DequeueCount >= host.MaxDequeueCount) await PoisonAsync(message, receipt, ct);
        else if (result == InvocationResult.Failed) await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: host.VisibilityTimeout, cancellationToken: ct);
    }

    private async Task<string> RenewAsync(QueueMessage message, CancellationToken ct)
    {
        var receipt = message.PopReceipt;
        try
        {
            while (true)
            {
                await Task.Delay(lease / 2, ct);
                // Not cancelled half-way: the receipt of an update whose answer we did not wait for would be unknown.
                UpdateReceipt renewed = await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: lease, cancellationToken: CancellationToken.None);
                receipt = renewed.PopReceipt;
            }
        }
        catch (OperationCanceledException)
        {
            return receipt;
        }
        catch (Exception e) when (IsFromStorage(e))
        {
            return receipt;
        }
    }

    private async Task PoisonAsync(QueueMessage message, string receipt, CancellationToken ct)
    {
        await poison.CreateIfNotExistsAsync(cancellationToken: ct);
        await poison.SendMessageAsync(message.Body.ToString(), cancellationToken: ct);
        await queue.DeleteMessageAsync(message.MessageId, receipt, ct);
    }

    // The client of this class leaves the text as it lies in the queue.
    private static byte[]? Decode(QueueMessage message)
    {
        try
        {
            return Convert.FromBase64String(message.Body.ToString());
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
