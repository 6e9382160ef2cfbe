using System.Runtime.CompilerServices;
using Azure;

namespace Gbv.Functions.Storage;

/// <summary>
/// A table or container that a newer version knows and an account does not have yet holds nothing: a backup is taken before the upgrade
/// that makes it.
/// </summary>
internal static class Missing
{
    public static async IAsyncEnumerable<T> OrNone<T>(this IAsyncEnumerable<T> all, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var each = all.GetAsyncEnumerator(ct);
        while (await NextAsync(each)) yield return each.Current;
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> each)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }
}
