namespace Gbv.Functions.Tests;

/// <summary>A folder of one's own in the temporary folder, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = System.IO.Directory.CreateTempSubdirectory("gbv-test-").FullName;

    public void Dispose() => System.IO.Directory.Delete(Path, recursive: true);
}
