using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gbv.Functions.Sealing;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>The program as the Functions host expects a custom handler to be: one port on the loopback address, and never exit code 0.</summary>
internal static class FunctionApp
{
    /// <summary>What a shell says of a program ended by SIGTERM. After 0 the host would never start it again (host-contract, rule 4).</summary>
    public const int StoppedExitCode = 143;

    public const string PortSetting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    private const long MaxUnread = 64 * 1024;

    public static WebApplicationBuilder CreateBuilder()
    {
        // No arguments, no environment name and no appsettings: settings come from the environment alone, and nothing turns on developer pages.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(FunctionApp).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole();
        builder.Logging.AddFilter(null, LogLevel.Warning).AddFilter("Gbv", LogLevel.Information);
        builder.Services.AddRouting();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, ""); // the host's own ASPNETCORE_URLS is inherited
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel((context, kestrel) => Configure(kestrel, context.Configuration));
        // The same limit where bytes come from the line: a megabyte for each of many who wait would be there else, and never given back.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = MaxUnread);
        return builder;
    }

    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddOptions<RoleOptions>().BindConfiguration("").ValidateOnStart();
        services.AddOptions<PublicOptions>().BindConfiguration("Public").ValidateOnStart();
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section)
            .Validate(o => o.AreUsable, "The settings Limits:* must be numbers above zero, Limits:BodyKilobytes 256 at least and Limits:SilentSeconds 2 at least.").ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) => limits.Value.Apply(kestrel.Limits));
        services.AddSingleton<IValidateOptions<RoleOptions>, RoleOptions.Validator>();
        services.AddSingleton<IValidateOptions<PublicOptions>, PublicOptions.Validator>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IVerb, EndpointsVerb>();
        services.AddSingleton<EndpointsVerb.Mapped>();
        services.AddFailures();
        services.AddHealthChecks();
        services.AddSingleton<Readiness>().AddPart<StorageReady>("storage", HealthStatus.Unhealthy);
        // Vietnamese letters as they are: entities would make every page a third larger.
        services.AddWebEncoders(x => x.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(x => x.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(x => x.Level = CompressionLevel.Optimal);
        return services;
    }

    public static WebApplication UseHosting(this WebApplication app)
    {
        app.Services.GetRequiredService<EndpointsVerb.Mapped>().In = app;
        app.UseOurSecurityHeaders();
        app.UseResponseCompression();
        app.UseFailures();
        app.UseSameOriginPosts();
        app.UseRouting();
        app.UseRoleGate();
        return app;
    }

    /// <summary>Runs the verb that the arguments name, or else serves until it is told to stop.</summary>
    public static async Task<int> RunAsync(this WebApplication app, string[] args)
    {
        try
        {
            if (args.Length > 0) return await RunVerbAsync(app, args);
            if (Port(app.Configuration) is null)
                return await ExitCode.ComplainAsync($"The Functions host sets {PortSetting} and starts this program. On one machine start it with: dotnet run --project functions/Gbv.LocalHost");
            var role = app.Services.GetRequiredService<IOptions<RoleOptions>>().Value.Value;
            if (KeyCheck.Of(app.Services.GetRequiredService<IOptions<KeyOptions>>().Value, role, app.Services.GetRequiredService<RingCertificates>()) is { Count: > 0 } wrong)
                return await ExitCode.ComplainAsync(string.Join(Environment.NewLine, wrong), ExitCode.Configuration);
            await app.RunAsync();
            return StoppedExitCode;
        }
        catch (OptionsValidationException e)
        {
            return await ExitCode.ComplainAsync(string.Join(Environment.NewLine, e.Failures), ExitCode.Configuration);
        }
    }

    private static async Task<int> RunVerbAsync(WebApplication app, string[] args)
    {
        var verbs = app.Services.GetServices<IVerb>().OrderBy(x => x.Name, StringComparer.Ordinal).ToArray();
        var known = $"Known: {string.Join(", ", verbs.Select(x => x.Name))}";
        if (args is ["--help" or "-h" or "help"])
        {
            await Console.Out.WriteLineAsync($"Gbv.Functions <command>. {known}. A command with --help says how it is used; docs/operations.md says when.");
            return ExitCode.Done;
        }

        var verb = Array.Find(verbs, x => x.Name == args[0]);
        if (verb is null) return await ExitCode.ComplainAsync($"There is no command '{args[0]}'. {known}");

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return await verb.RunAsync(args[1..], app.Services, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await ExitCode.ComplainAsync("Stopped.", ExitCode.Interrupted);
        }
        catch (Exception e) when (Unreachable.Of(e) is { } said)
        {
            return await ExitCode.ComplainAsync(said, ExitCode.Unavailable);
        }
    }

    private static void Configure(KestrelServerOptions kestrel, IConfiguration configuration)
    {
        kestrel.AddServerHeader = false;
        // A body that nobody reads yet must not fill the memory: files wait for their turn (FollowUp/UploadGate).
        kestrel.Limits.MaxRequestBufferSize = MaxUnread;
        if (Port(configuration) is { } port) kestrel.Listen(IPAddress.Loopback, port, x => x.Protocols = HttpProtocols.Http1);
    }

    internal static int? Port(IConfiguration configuration) =>
        int.TryParse(configuration[PortSetting], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port : null;
}
