using Gbv.Functions.Hosting;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The function.json files and the program say the same, in both directions.</summary>
public sealed class FunctionFilesTests
{
    private static readonly FunctionFolder Folder = FunctionFolder.Read(AppContext.BaseDirectory);

    [Fact]
    public async Task Every_endpoint_has_a_function_that_leads_to_it()
    {
        var endpoints = await ProgramEndpoint.AllAsync();

        Assert.DoesNotContain(endpoints, x => !Folder.Functions.Any(f => Leads(f, x)));
    }

    [Fact]
    public async Task Every_function_leads_to_an_endpoint()
    {
        var endpoints = await ProgramEndpoint.AllAsync();

        Assert.DoesNotContain(Folder.Functions, f => !endpoints.Any(x => Leads(f, x)));
    }

    [Fact]
    public async Task Every_method_that_a_function_declares_is_answered()
    {
        var endpoints = await ProgramEndpoint.AllAsync();

        Assert.Empty(Folder.Functions.OfType<HttpFunction>().SelectMany(f => f.Methods
            .Where(m => !endpoints.Any(x => Leads(f, x) && (x.Methods is ["*"] || x.Methods.Contains(m)))).Select(m => $"{m} {f.Route}")));
    }

    [Fact]
    public async Task Each_role_disables_exactly_the_functions_of_the_other()
    {
        var endpoints = await ProgramEndpoint.AllAsync();
        string[] Of(string role) => [.. Folder.Functions.Where(f => endpoints.Where(x => Leads(f, x)).All(x => x.Role == role)).Select(f => f.Name)];

        Assert.Equal(Of("back"), FunctionRoles.DisabledIn(AppRole.Public));
        Assert.Equal(Of("public"), FunctionRoles.DisabledIn(AppRole.Back));
        Assert.Equal(Of("both"), FunctionRoles.Both);
    }

    [Fact]
    public void No_route_claims_everything_or_what_the_host_keeps_for_itself()
    {
        foreach (var route in Folder.Functions.OfType<HttpFunction>().Select(x => x.Route))
        {
            Assert.False(route.TrimStart('/').StartsWith('{'), route);
            Assert.False(route.StartsWith("admin", StringComparison.OrdinalIgnoreCase) || route.StartsWith("runtime", StringComparison.OrdinalIgnoreCase), route);
            Assert.NotEmpty(route); // an empty one would become the function's name
        }
    }

    [Fact]
    public void Every_function_is_open_and_says_its_methods_and_every_queue_is_read_as_bytes()
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(AppContext.BaseDirectory, "function.json", SearchOption.AllDirectories))
        {
            var bindings = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("bindings");
            var trigger = bindings[0];
            var kind = trigger.GetProperty("type").GetString();
            Assert.Equal("in", trigger.GetProperty("direction").GetString());
            Assert.Equal(kind == "httpTrigger" ? 2 : 1, bindings.GetArrayLength());
            Assert.Equal(kind == "httpTrigger" ? "anonymous" : null, trigger.TryGetProperty("authLevel", out var level) ? level.GetString() : null);
            Assert.Equal(kind is "queueTrigger" or "serviceBusTrigger" ? "binary" : null, trigger.TryGetProperty("dataType", out var type) ? type.GetString() : null);
        }
    }

    [Fact]
    public void The_host_file_keeps_to_the_design()
    {
        var host = Folder.Host;

        Assert.Equal(TimeSpan.FromMinutes(10), host.FunctionTimeout);
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), 5), (host.MaxPollingInterval, host.VisibilityTimeout, host.MaxDequeueCount));
        var handler = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder.Path, "host.json"))).RootElement.GetProperty("customHandler");
        Assert.True(handler.GetProperty("enableProxyingHttpRequest").GetBoolean());
        Assert.True(handler.GetProperty("enableForwardingHttpRequest").GetBoolean());
        // Without it the host knows no queues: only HTTP and timers are its own.
        Assert.Equal("Microsoft.Azure.Functions.ExtensionBundle", System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder.Path, "host.json"))).RootElement.GetProperty("extensionBundle").GetProperty("id").GetString());
    }

    [Fact]
    public void Each_queue_has_two_listeners_of_one_kind_each_and_the_bus_is_told_in_settings_alone()
    {
        var (storage, bus) = (Folder.Functions.OfType<QueueFunction>().ToList(), Folder.Functions.OfType<BusFunction>().ToList());

        Assert.Equal(storage.Select(x => (x.Name + "FromBus", x.Queue)), bus.Select(x => (x.Name, x.Queue)));
        Assert.Equal(FunctionRoles.NeedServiceBus, bus.Select(x => x.Name));
        Assert.Equal(Folder.Host.VisibilityTimeout, Gbv.Functions.Hosting.Triggers.TriggerEndpoints.PauseAfterFailure);
        foreach (var function in bus)
            Assert.Contains("\"connection\": \"ServiceBus\"", File.ReadAllText(Path.Combine(Folder.Path, function.Name, "function.json")), StringComparison.Ordinal);
    }

    private static bool Leads(FunctionDefinition function, ProgramEndpoint endpoint) => function switch
    {
        HttpFunction http => endpoint.Trigger == "httpTrigger"
            && (endpoint.Methods is ["*"] || endpoint.Methods.Any(x => http.Methods.Contains(x)))
            && Covers(http.Route.Trim('/').Split('/'), endpoint.Route.Trim('/').Split('/')),
        QueueFunction queue => endpoint.Trigger == "queueTrigger" && endpoint.Route == "/" + queue.Name,
        BusFunction bus => endpoint.Trigger == "serviceBusTrigger" && endpoint.Route == "/" + bus.Name,
        TimerFunction timer => endpoint.Trigger == "timerTrigger" && endpoint.Route == "/" + timer.Name,
        _ => false,
    };

    // A parameter of the program stands for one fixed part of the function's route where that is narrower.
    private static bool Covers(string[] function, string[] endpoint) =>
        (function[^1].StartsWith("{*", StringComparison.Ordinal) || function.Length == endpoint.Length)
        && function.Zip(endpoint).All(x => x.First.StartsWith('{') || x.Second.StartsWith('{') || x.First == x.Second);
}
