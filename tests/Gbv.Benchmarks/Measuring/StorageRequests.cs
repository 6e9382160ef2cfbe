using System.Diagnostics.Metrics;

namespace Gbv.Benchmarks.Measuring;

/// <summary>Counts requests by what the runtime itself measures of them.</summary>
internal static class StorageRequests
{
    /// <summary>Every request that leaves this process meanwhile.</summary>
    public static async Task<int> OfAsync(Func<Task> work)
    {
        var requests = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" }) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref requests));
        listener.Start();
        await work();
        return requests;
    }
}
