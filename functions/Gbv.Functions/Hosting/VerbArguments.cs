namespace Gbv.Functions.Hosting;

/// <summary>Arguments of a command: <c>--name value</c> and <c>--flag</c>, in any order, each once.</summary>
internal sealed class VerbArguments
{
    private readonly Dictionary<string, string> values = [];
    private readonly HashSet<string> flags = [];

    public string? Of(string name) => values.GetValueOrDefault(name);

    public bool Has(string flag) => flags.Contains(flag);

    /// <summary>Null where something is there that the command does not know.</summary>
    public static VerbArguments? Read(string[] args, string[] names, string[] known)
    {
        var read = new VerbArguments();
        for (var i = 0; i < args.Length; i++)
        {
            if (known.Contains(args[i]) && read.flags.Add(args[i])) continue;
            if (!names.Contains(args[i]) || i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal) || !read.values.TryAdd(args[i], args[++i])) return null;
        }

        return read;
    }
}
