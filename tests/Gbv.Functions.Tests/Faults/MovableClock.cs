namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// The clock of one instance of the published program, moved from here: the runtime loads <c>Gbv.MovedClock</c> into it (a start-up
/// hook of .NET), which is no part of the package and gives the program's host another <see cref="TimeProvider"/>.
/// </summary>
internal sealed class MovableClock
{
    private readonly string file;

    public MovableClock(TestFolder folder, string name)
    {
        file = Path.Combine(folder.Path, name);
        File.WriteAllBytes(file, new byte[sizeof(long)]);
    }

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("DOTNET_STARTUP_HOOKS", Path.Combine(AppContext.BaseDirectory, "Gbv.MovedClock.dll")),
        new("GBV_TEST_CLOCK", file),
    ];

    /// <summary>How wrong it is from now on.</summary>
    public void MoveTo(TimeSpan error)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(BitConverter.GetBytes(error.Ticks));
    }
}
