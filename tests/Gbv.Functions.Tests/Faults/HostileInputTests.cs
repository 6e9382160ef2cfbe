using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Gbv.Functions.Tests.Hosting;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Every endpoint of the running program against input from a seed: it always answers, never with a 5xx, and never gives back
/// unencoded what it was sent. (That text in report files can't become a formula is shown with their writers.)
/// </summary>
public sealed class HostileInputTests(HostileTarget target) : IClassFixture<HostileTarget>
{
    private const int Seed = 20261124;
    private const int Requests = 10_000;
    private const int AtOnce = 8;

    /// <summary>Far above what any answer takes; a machine that does other things too is no hang.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_of_the_program_is_attacked_and_no_other()
    {
        var endpoints = await ProgramEndpoint.AllAsync();

        Assert.Equal(
            endpoints.Select(e => $"{string.Join(',', e.Methods)} {e.Route}").Order(StringComparer.Ordinal),
            new Attacks(target).ByEndpoint.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_hostile_requests_are_answered_without_a_5xx_a_hang_or_an_echo()
    {
        var attacks = new Attacks(target).ByEndpoint;
        string[] plan = [.. attacks.Keys.Order(StringComparer.Ordinal).SelectMany(e => Enumerable.Repeat(e, Attacks.Weight(e)))];
        ConcurrentDictionary<string, string> wrong = new();
        ConcurrentDictionary<int, int> answers = new();
        var clock = Stopwatch.StartNew();

        await Parallel.ForAsync(0, Requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (number, ct) =>
        {
            var endpoint = plan[number % plan.Length];
            var attack = attacks[endpoint](new Hostile(new Random(unchecked((Seed * 31) + number))));
            var (status, problem) = await TryAsync(attack, ct);
            answers.AddOrUpdate(status, 1, (_, n) => n + 1);
            if (problem is not null) wrong.TryAdd($"{endpoint}, {attack.Name}: {problem}", string.Create(CultureInfo.InvariantCulture, $"#{number}, {Shown(attack)}"));
        });

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Requests} requests in {clock.Elapsed.TotalSeconds:0} s: {string.Join(", ", answers.OrderBy(a => a.Key).Select(a => $"{a.Key} × {a.Value}"))}"));
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Take(20).Select(w => $"{w.Key}\n    {w.Value}")));
        await IsWellAsync();
    }

    /// <summary>A letter that no language has takes twice the space of any other: that is said, not failed at.</summary>
    [Theory]
    [InlineData('ក', 201)]
    [InlineData('ạ', 201)]
    [InlineData('\uE000', 422)]
    public async Task A_report_with_every_text_as_long_as_it_may_be_is_taken_whatever_its_letters(char letter, int status)
    {
        string Long(int length) => new(letter, length);
        var report = JsonSerializer.Serialize(new
        {
            journey = "professional",
            commune = "cai-nhum",
            age = "under16",
            hamlet = Long(200),
            place = Long(1000),
            narrative = Long(4000),
            trustedAdult = Long(500),
            notYetTold = Long(1000),
            contact = new { channel = "trusted-person", address = Long(200), nameToUse = Long(100), secretWord = Long(60) },
            reportedBy = new { role = "official", name = Long(200), unit = Long(200), personInNeed = Long(500), safeWayToMeet = Long(1000), consentHow = Long(500), childWish = Long(1000) },
        });
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target.Address, Timeout = Hang };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = new StringContent(report.Replace($"\\u{(int)letter:X4}", letter.ToString(), StringComparison.Ordinal), Encoding.UTF8, "application/json"),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }, { "Authorization", "Bearer " + HostileTarget.ApiKey } },
        };

        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Bodies_that_are_cut_off_or_drip_harm_nobody()
    {
        var form = Encoding.ASCII.GetBytes("step=p3&go=next&words=" + new string('w', 3000));
        for (var i = 0; i < 60; i++)
        {
            using var socket = await ConnectAsync();
            await socket.SendAsync(Head(i % 2 == 0 ? "/" : "/api/reports", form.Length), Cancel);
            await socket.SendAsync(form.AsMemory(0, i * 40), Cancel);
            if (i % 3 == 0) socket.LingerState = new LingerOption(true, 0); // closed hard, without a farewell
        }

        using var slow = await ConnectAsync();
        await slow.SendAsync(Head("/", form.Length), Cancel);
        foreach (var piece in form.Chunk(300))
        {
            await slow.SendAsync(piece, Cancel);
            await Task.Delay(50, Cancel);
        }

        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(slow), StringComparison.Ordinal);
        await IsWellAsync();
    }

    [Fact]
    public async Task Whoever_falls_silent_is_sent_away_and_others_are_served_meanwhile()
    {
        var silentHead = await SilentAsync("POST / HTTP/1.1\r\nHost: x\r\n"u8.ToArray());
        var silentBody = await SilentAsync([.. Head("/", 500).Span, .. "step=p3"u8]);

        await IsWellAsync();
        await Task.WhenAll(silentHead.Select(s => GoneWithinAsync(s, TimeSpan.FromSeconds(90))));
        await Task.WhenAll(silentBody.Select(s => GoneWithinAsync(s, TimeSpan.FromSeconds(180))));
        await IsWellAsync();
    }

    private async Task<(int Status, string? Problem)> TryAsync(Attack attack, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Hang);
        try
        {
            return await RawHttp.SendAsync(target.Port, attack.Bytes(target.Port), limit.Token) is { } answer
                ? (answer.Status, Problem(attack, answer))
                : (0, attack.MayBeCut ? null : "no answer at all");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (-1, "it hangs");
        }
    }

    private static string? Problem(Attack attack, RawAnswer answer)
    {
        if (answer.Status is < 100 or >= 500) return $"answered {answer.Status}";
        if (attack.Expected.Count > 0 && !attack.Expected.Contains(answer.Status)) return $"answered {answer.Status} instead of {string.Join(" or ", attack.Expected)}";
        if (answer.Head.Contains("X-Injected", StringComparison.OrdinalIgnoreCase)) return "a header was injected";
        var type = answer.Header("Content-Type") ?? "";
        if (type.StartsWith("text/html", StringComparison.Ordinal))
        {
            if (Hostile.Markup.FirstOrDefault(m => answer.Body.Contains(m, StringComparison.Ordinal)) is { } echoed) return $"gave back '{echoed}'";
            if (answer.Header("Content-Security-Policy") is null) return "a page without a policy";
        }

        return type.Length > 0 && answer.Header("X-Content-Type-Options") != "nosniff" ? "a browser may guess the type" : null;
    }

    /// <summary>The program still takes reports, and nothing failed inside it that nobody saw.</summary>
    private async Task IsWellAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target.Address, Timeout = Hang };
        using var page = await client.GetAsync(new Uri("", UriKind.Relative), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, page.StatusCode);
        await HostileTarget.ReportAsync(client, Cancel);
        Assert.DoesNotContain(target.Output, line => line.Contains("Failed: ", StringComparison.Ordinal) || line.Contains("Unhandled", StringComparison.Ordinal) || line.Contains("The handler ended", StringComparison.Ordinal));
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", target.Port, Cancel);
        return socket;
    }

    private async Task<List<Socket>> SilentAsync(byte[] said)
    {
        List<Socket> sockets = [];
        for (var i = 0; i < 30; i++)
        {
            sockets.Add(await ConnectAsync());
            await sockets[^1].SendAsync(said, Cancel);
        }

        return sockets;
    }

    private static async Task GoneWithinAsync(Socket socket, TimeSpan limit)
    {
        using (socket) await ReadAsync(socket).WaitAsync(limit, Cancel);
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync(Cancel);
        }
        catch (IOException)
        {
            return ""; // closed hard
        }
    }

    private static ReadOnlyMemory<byte> Head(string path, int length) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {Attack.FormType}\r\nContent-Length: {length}\r\n\r\n"));

    private string Shown(Attack attack)
    {
        var text = Encoding.UTF8.GetString(attack.Bytes(target.Port)).Replace("\r\n", "⏎", StringComparison.Ordinal);
        return text.Length > 500 ? text[..500] + "…" : text;
    }
}
