namespace Gbv.Functions.Hosting;

/// <summary>What the exit code of a command says, the same in all of them. From 64 on the numbers of <c>sysexits.h</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It ran to its end, and not everything is as it should be.</summary>
    public const int NotRight = 1;

    /// <summary>A dry run: there is something to do.</summary>
    public const int ToDo = 2;

    public const int Usage = 64;

    /// <summary>What was handed over can't be taken as it is.</summary>
    public const int BadData = 65;

    /// <summary>Storage or the broker refuses or does not answer, or nobody is signed in.</summary>
    public const int Unavailable = 69;

    public const int Configuration = 78;

    /// <summary>By Ctrl+C; the same command goes on.</summary>
    public const int Interrupted = 130;

    /// <summary>Says on standard error why it ends so.</summary>
    public static async Task<int> ComplainAsync(string message, int code = Usage)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
