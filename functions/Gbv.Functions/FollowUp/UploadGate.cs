using Gbv.Functions.Attachments;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.FollowUp;

/// <summary>So many files at once and no more: the others wait, unread, for their turn. This keeps memory small and is no fact that anything depends on.</summary>
internal sealed class UploadGate(IOptions<AttachmentOptions> options) : IDisposable
{
    private readonly SemaphoreSlim places = new(Math.Max(1, options.Value.Concurrent));

    /// <summary>Null where no place came free in time.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken ct) =>
        await places.WaitAsync(TimeSpan.FromSeconds(options.Value.WaitSeconds), ct) ? new Place(places) : null;

    public void Dispose() => places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
