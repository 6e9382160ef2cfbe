namespace Gbv.LocalHost;

/// <summary>
/// What the command line may say. Whatever it does not know it names, and starts nothing: the configuration would take any name, and who
/// misspelt one would work with the usual folder and ports without knowing.
/// </summary>
internal static class CommandLine
{
    /// <summary>Exit code for what is not known.</summary>
    public const int Unknown = 2;

    private const string Seed = "seed";

    private static readonly (string Name, string Says)[] Host =
    [
        ("urls", "where it listens (http://localhost:7071; port 0 takes a free one)"),
        ("Role", "all; or public,back for two programs as in Azure"),
        ("Forwarding", "Proxy, or Forward for the other of the two ways in which the host hands requests on"),
        ("DataFolder", "keys, mails and the emulator's data (.local)"),
        ("Storage:ConnectionString", "storage to use instead of the emulator"),
        ("Azurite:BlobPort", "the emulator's port for blobs (10000; 0 takes a free one)"),
        ("Azurite:QueuePort", "for queues (10001)"),
        ("Azurite:TablePort", "for tables (10002)"),
        ("Lease", "how long a message stays hidden after its handler died (00:10:00)"),
    ];

    private static readonly (string Name, string Says)[] OfSeed = [("reports", "how many cases there are to be in the end (2000)"), ("seed", "which ones: the same number makes the same cases (1)")];

    /// <summary>What to answer instead of starting; null where all is known.</summary>
    public static (int Code, string Text)? Answer(string[] args)
    {
        if (args.Any(a => a is "--help" or "-h" or "-?" or "help")) return (0, Usage());
        var isSeed = args is [Seed, ..];
        HashSet<string> known = new(Host.Concat(isSeed ? OfSeed : []).Select(o => "--" + o.Name), StringComparer.OrdinalIgnoreCase);
        for (var i = isSeed ? 1 : 0; i < args.Length; i++)
        {
            var (name, hasValue) = args[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (args[i][..at], true) : (args[i], false);
            if (!known.Contains(name)) return (Unknown, $"There is no option '{name}'.{Environment.NewLine}{Environment.NewLine}{Usage()}");
            if (!hasValue && ++i == args.Length) return (Unknown, $"The option '{name}' needs a value.");
        }

        return null;
    }

    private static string Usage() => $"""
        dotnet run --project functions/Gbv.LocalHost -- [--option value …]
          runs everything on this machine: storage emulator, program, timers, queues, mailbox
        {Lines(Host)}

        dotnet run --project functions/Gbv.LocalHost -- seed [--option value …]
          fills a year with invented cases; takes the same options, and
        {Lines(OfSeed)}

        The same names, and all settings of the program, may stand in local.settings.json (see local.settings.sample.json) or the environment.
        """;

    private static string Lines((string Name, string Says)[] options) => string.Join(Environment.NewLine, options.Select(o => $"  --{o.Name,-26} {o.Says}"));
}
