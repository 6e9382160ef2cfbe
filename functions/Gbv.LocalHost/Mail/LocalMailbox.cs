using System.Text.Json;
using System.Threading.Channels;

namespace Gbv.LocalHost.Mail;

/// <summary>Keeps every mail that the program sends, in memory and in a file that survives restarts.</summary>
public sealed class LocalMailbox : IDisposable
{
    private const int Kept = 5000;

    private readonly string file;
    private readonly Lock gate = new();
    private readonly List<LocalMail> mails = [];
    private readonly Channel<LocalMail> arrivals = Channel.CreateUnbounded<LocalMail>();
    private StreamWriter? writer;

    public LocalMailbox(string file)
    {
        this.file = file;
        mails.AddRange(Lines().TakeLast(Kept).Select(Read));
    }

    /// <summary>The newest 5,000, oldest first.</summary>
    public IReadOnlyList<LocalMail> All
    {
        get { lock (gate) return [.. mails]; }
    }

    /// <summary>For tests: answers the next mails with this HTTP status instead of taking them; null takes them.</summary>
    public int? RefuseWith { get; set; }

    /// <summary>For tests: false keeps delivery events back.</summary>
    public bool SendsEvents { get; set; } = true;

    internal ChannelReader<LocalMail> Arrivals => arrivals.Reader;

    /// <summary>Every mail that ever came, oldest first, read from the file one after the other.</summary>
    public IEnumerable<LocalMail> Ever() => Lines().Select(Read);

    /// <summary>The mails to one address, oldest first.</summary>
    public IReadOnlyList<LocalMail> To(string address) => [.. All.Where(x => x.To.Equals(address, StringComparison.OrdinalIgnoreCase))];

    public LocalMail? Find(string id)
    {
        lock (gate) return mails.Find(x => x.Id == id);
    }

    /// <summary>Waits until a mail fits.</summary>
    public async Task<LocalMail> WaitForAsync(Func<LocalMail, bool> fits, TimeSpan limit, CancellationToken ct = default)
    {
        var deadline = DateTimeOffset.UtcNow + limit;
        while (true)
        {
            if (All.FirstOrDefault(fits) is { } mail) return mail;
            if (DateTimeOffset.UtcNow > deadline) throw new TimeoutException($"No such mail came within {limit}. There are: {string.Join("; ", All.Select(x => $"{x.To} '{x.Subject}'"))}");
            await Task.Delay(50, ct);
        }
    }

    public void Dispose()
    {
        arrivals.Writer.TryComplete();
        lock (gate) writer?.Dispose();
    }

    internal void Add(LocalMail mail)
    {
        lock (gate)
        {
            writer ??= new StreamWriter(file, append: true) { AutoFlush = true };
            writer.WriteLine(JsonSerializer.Serialize(mail));
            mails.Add(mail);
            if (mails.Count > Kept) mails.RemoveAt(0);
        }

        arrivals.Writer.TryWrite(mail);
    }

    private static LocalMail Read(string line) => JsonSerializer.Deserialize<LocalMail>(line)!;

    /// <summary>While others write.</summary>
    private IEnumerable<string> Lines()
    {
        if (!File.Exists(file)) yield break;
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line) yield return line;
    }
}
