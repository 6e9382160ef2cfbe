using Gbv.LocalHost.Mail;

namespace Gbv.Functions.Tests.Hosting;

public sealed class LocalMailboxTests : IDisposable
{
    private const int More = 5_003;

    private readonly TestFolder folder = new();

    private string File => Path.Combine(folder.Path, "mails.jsonl");

    [Fact]
    public void Memory_keeps_the_newest_mails_and_the_file_all()
    {
        using var mailbox = new LocalMailbox(File);
        for (var n = 1; n <= More; n++) mailbox.Add(Mail(n));

        Assert.Equal(Numbers(4, More), mailbox.All.Select(m => m.Id));
        Assert.Equal(Numbers(1, More), mailbox.Ever().Select(m => m.Id));
    }

    [Fact]
    public void After_a_restart_the_mails_are_there_again()
    {
        using (var before = new LocalMailbox(File))
            for (var n = 1; n <= More; n++) before.Add(Mail(n));

        using var mailbox = new LocalMailbox(File);
        mailbox.Add(Mail(More + 1));

        Assert.Equal(Numbers(5, More + 1), mailbox.All.Select(m => m.Id));
        Assert.Equal(Numbers(1, More + 1), mailbox.Ever().Select(m => m.Id));
    }

    public void Dispose() => folder.Dispose();

    private static IEnumerable<string> Numbers(int first, int last) => Enumerable.Range(first, last - first + 1).Select(Id);

    private static string Id(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static LocalMail Mail(int n) => new(Id(n), DateTimeOffset.UnixEpoch, "to@example.org", "Chị Lan", "from@example.org", "Bộ phận điều phối", "Phiếu mới", "", "", new Dictionary<string, string>());
}
