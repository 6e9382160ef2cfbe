using Gbv.Functions.Sealing;

namespace Gbv.Functions.Backups;

/// <summary>Collects lines and writes a file whenever enough have come together; each is whole or not there.</summary>
internal sealed class BackupWriter(BackupPlace to, BackupLock closes, KeyRing keys, BackupHeader? last, string lastHash, string backup, DateTimeOffset begun)
{
    /// <summary>So much is done again after a kill, and held in memory.</summary>
    private const int Full = 4 * 1024 * 1024;

    // A key a run: whoever goes on with a backup cannot open what an earlier run closed.
    private readonly byte[] key = Seal.NewKey();
    private readonly List<byte[]> lines = [];
    private int number = last?.Number ?? 0;
    private string previous = lastHash;
    private int size;
    private int cases;
    private int wrong;
    private byte[]? wrapped;

    public string LastHash => previous;
    public int Files => number;

    public void Add(byte[] line)
    {
        lines.Add(line);
        size += line.Length;
    }

    public void AddCase(ScannedCase read)
    {
        foreach (var row in read.Rows) Add(RowLine.Write(Storage.StorageNames.Cases, row));
        if (read.IsCase) cases++;
        if (read.Wrong) wrong++;
    }

    public bool IsFull => size >= Full;

    public async Task WriteAsync(string part, string[] place, bool ends, CancellationToken ct)
    {
        var header = new BackupHeader
        {
            Backup = backup,
            Begun = begun,
            Number = number + 1,
            Previous = previous,
            Part = part,
            Place = BackupState.ClosePlace(keys, backup, part, place),
            Ends = ends,
            Items = lines.Count,
            Cases = cases,
            Wrong = wrong,
            Lock = closes.Name,
            Wrap = wrapped ??= closes.Wrap(key),
        };
        var file = BackupFile.Write(header, key, lines, keys);
        await to.WriteAsync(BackupFile.Name(header.Number), file, ct);
        (number, previous, size, cases, wrong) = (header.Number, BackupFile.Hash(file), 0, 0, 0);
        lines.Clear();
    }
}
