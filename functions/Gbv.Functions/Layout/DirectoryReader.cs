using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;

namespace Gbv.Functions.Layout;

/// <summary>
/// The directory as pages need it: a page with the emergency numbers on it must come, and soon, whether or not the directory can
/// be read. What cannot be read in time is missing from the page and nothing else.
/// </summary>
internal sealed partial class DirectoryReader(DirectoryCache directory, ILogger<DirectoryReader> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public Task<IReadOnlyList<Area>> AreasAsync(CancellationToken ct) => ReadAsync(directory.AreasAsync, [], ct);

    public Task<CommuneDirectory?> GetAsync(CommuneCode commune, CancellationToken ct) =>
        ReadAsync(c => directory.GetAsync(commune, c), null, ct);

    private async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, T otherwise, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return await read(patience.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Unread(log, e.GetType().Name);
            return otherwise;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The directory could not be read for a page: {Kind}")]
    private static partial void Unread(ILogger log, string kind);
}
