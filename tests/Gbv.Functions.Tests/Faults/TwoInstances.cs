using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Two instances of the published program, each with both roles as apps of their own, on one storage account with the same keys;
/// the mail service's events come to the first.
/// </summary>
internal sealed class TwoInstances : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<LocalPlatform> platforms = [];
    private readonly MailProxy mails;

    private TwoInstances(StorageProxy storage, MailProxy mails) => (Storage, this.mails) = (storage, mails);

    public LocalPlatform[] All => [.. platforms];

    public LocalPlatform First => platforms[0];

    public StorageProxy Storage { get; }

    public FaultSource? MailFaults
    {
        get => mails.Faults;
        set => mails.Faults = value;
    }

    public string DataFolder => Folder(0);

    /// <param name="settings">Settings of one instance, by its number.</param>
    public static async Task<TwoInstances> StartAsync(string account, string functions, Func<int, IEnumerable<KeyValuePair<string, string?>>>? settings = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var two = new TwoInstances(await StorageProxy.StartAsync(account), await MailProxy.StartAsync());
        try
        {
            for (var number = 0; number < 2; number++)
            {
                if (number > 0) File.Copy(Path.Combine(two.Folder(0), "keys.json"), Path.Combine(System.IO.Directory.CreateDirectory(two.Folder(number)).FullName, "keys.json"));
                var own = new Dictionary<string, string?>(Traffic.Settings) { ["SendGrid:Host"] = two.mails.Host, ["SendGrid:TimeoutSeconds"] = "2" };
                foreach (var (name, value) in settings?.Invoke(number) ?? []) own[name] = value;
                two.platforms.Add(await LocalPlatform.StartAsync(two.Options(number, functions, own), ct));
            }
        }
        catch
        {
            await two.DisposeAsync();
            throw;
        }

        two.mails.Service = two.First.BaseAddress;
        return two;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var platform in platforms) await platform.DisposeAsync();
        await mails.DisposeAsync();
        await Storage.DisposeAsync();
        folder.Dispose();
    }

    private LocalPlatformOptions Options(int number, string functions, Dictionary<string, string?> settings) => new()
    {
        Url = "http://127.0.0.1:0",
        Roles = ["public", "back"],
        DataFolder = Folder(number),
        FunctionsFolder = functions,
        StorageConnectionString = Storage.ConnectionString,
        ReceiptRounds = 1,
        Lease = TimeSpan.FromSeconds(10),
        PollInterval = TimeSpan.FromMilliseconds(500),
        Timers = false,
        Settings = settings,
    };

    private string Folder(int number) => Path.Combine(folder.Path, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
