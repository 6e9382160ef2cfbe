using System.Text.Json;

namespace Gbv.LocalHost.Platform;

/// <summary>What a trigger's <c>function.json</c> says, as far as the platform acts on it.</summary>
internal abstract record FunctionDefinition(string Name);

internal sealed record HttpFunction(string Name, string Route, IReadOnlyList<string> Methods) : FunctionDefinition(Name);

internal sealed record QueueFunction(string Name, string Queue, string Binding) : FunctionDefinition(Name);

/// <summary>There is no Service Bus on one machine; whoever stands in for one posts its messages himself.</summary>
internal sealed record BusFunction(string Name, string Queue, string Binding) : FunctionDefinition(Name);

internal sealed record TimerFunction(string Name, string Schedule, string Binding) : FunctionDefinition(Name);

/// <summary>The settings of <c>host.json</c> that the platform acts on.</summary>
internal sealed record HostSettings(
    string Executable,
    TimeSpan FunctionTimeout,
    TimeSpan MaxPollingInterval,
    TimeSpan VisibilityTimeout,
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount);

/// <summary>An app's folder as it is deployed: host.json and one folder per function.</summary>
internal sealed record FunctionFolder(string Path, HostSettings Host, IReadOnlyList<FunctionDefinition> Functions)
{
    public static FunctionFolder Read(string path)
    {
        var functions = Directory.EnumerateFiles(path, "function.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(ReadFunction)
            .OrderBy(x => x.Name, StringComparer.Ordinal)
            .ToArray();
        if (functions.Length == 0) throw new InvalidOperationException($"There is no function in {path}. Build Gbv.Functions first.");
        return new FunctionFolder(path, ReadHost(System.IO.Path.Combine(path, "host.json")), functions);
    }

    private static FunctionDefinition ReadFunction(string file)
    {
        var name = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file))!;
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var trigger = json.RootElement.GetProperty("bindings").EnumerateArray().Single(x => Text(x, "type").EndsWith("Trigger", StringComparison.Ordinal));
        return Text(trigger, "type") switch
        {
            "httpTrigger" => new HttpFunction(name, Text(trigger, "route"), [.. trigger.GetProperty("methods").EnumerateArray().Select(x => x.GetString()!.ToUpperInvariant())]),
            "queueTrigger" => new QueueFunction(name, Text(trigger, "queueName"), Text(trigger, "name")),
            "serviceBusTrigger" => new BusFunction(name, Text(trigger, "queueName"), Text(trigger, "name")),
            "timerTrigger" => new TimerFunction(name, Text(trigger, "schedule"), Text(trigger, "name")),
            var other => throw new InvalidOperationException($"{name} has a trigger of a kind that is not known here: {other}."),
        };
    }

    private static HostSettings ReadHost(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = json.RootElement;
        var queues = root.GetProperty("extensions").GetProperty("queues");
        return new HostSettings(
            Text(root.GetProperty("customHandler").GetProperty("description"), "defaultExecutablePath"),
            Time(root, "functionTimeout"),
            Time(queues, "maxPollingInterval"),
            Time(queues, "visibilityTimeout"),
            queues.GetProperty("batchSize").GetInt32(),
            queues.GetProperty("newBatchThreshold").GetInt32(),
            queues.GetProperty("maxDequeueCount").GetInt32());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static TimeSpan Time(JsonElement element, string name) => TimeSpan.Parse(Text(element, name), System.Globalization.CultureInfo.InvariantCulture);
}
