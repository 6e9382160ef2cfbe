using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Smoke;

/// <summary>
/// <c>smoke --public URL --back URL [--commune CODE] [--bus]</c>: looks at a deployment after it was made or changed, and says line by line
/// what is as it should be. Exit code 0: everything; 1: something is not; 64: usage; 130: stopped.
/// </summary>
internal sealed class SmokeVerb(EndpointsVerb.Mapped mapped) : IVerb
{
    private const string Usage = "Usage: smoke --public https://… --back https://… [--commune cai-nhum] [--bus]";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Name => "smoke";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--public", "--back", "--commune"], ["--bus"]) is not { } read || Address(read.Of("--public")) is not { } publicApp || Address(read.Of("--back")) is not { } backApp)
            return await ExitCode.ComplainAsync(Usage);
        // Only where it is asked for: the rest needs no setting at all.
        var bus = read.Has("--bus") ? services.GetRequiredService<BusWay>() : null;
        if (bus is { IsUsed: false }) return await ExitCode.ComplainAsync("There is no namespace: " + ServiceBusOptions.Fix);

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };
        var wrong = 0;
        foreach (var look in new Outside(http, publicApp, backApp, Triggers()).All(read.Of("--commune")).Concat(bus?.All(Patience) ?? []))
            wrong += await ShowAsync(look, ct) ? 0 : 1;
        await Console.Out.WriteLineAsync(wrong == 0 ? "All as it should be." : FormattableString.Invariant($"{wrong} not as it should be."));
        return wrong == 0 ? ExitCode.Done : ExitCode.NotRight;
    }

    private static async Task<bool> ShowAsync(Look look, CancellationToken ct)
    {
        string? wrong;
        try
        {
            wrong = await look.AskAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Unreachable.Of(e) is { } said)
        {
            wrong = said;
        }

        await Console.Out.WriteLineAsync(wrong is null ? $"ok     {look.What}" : $"WRONG  {look.What}: {wrong}");
        return wrong is null;
    }

    private string[] Triggers() =>
        [.. mapped.In!.DataSources.SelectMany(x => x.Endpoints).Select(e => e.Metadata.GetMetadata<TriggeredBy>()?.Function).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback) && uri.PathAndQuery == "/" ? uri : null;
}

/// <summary>The smoke test of a deployment.</summary>
internal static class SmokeServices
{
    public static IServiceCollection AddSmoke(this IServiceCollection services) => services.AddSingleton<BusWay>().AddSingleton<IVerb, SmokeVerb>();
}
