using Microsoft.AspNetCore.Http;

namespace Gbv.Functions.Tests.Faults;

/// <summary>How a caller learns nothing, or nothing true, of what became of its request.</summary>
internal enum FaultKind
{
    /// <summary>An error status.</summary>
    Status,

    /// <summary>No answer until the caller gives up.</summary>
    Hang,

    /// <summary>The connection ends without an answer.</summary>
    Cut,

    /// <summary>The connection ends in the middle of the answer.</summary>
    CutInTheMiddle,
}

/// <param name="CarriedOut">The request was done all the same, and only its answer was lost.</param>
internal sealed record Fault(FaultKind Kind, bool CarriedOut = false, int Status = 0)
{
    public static Fault Error(int status) => new(FaultKind.Status, Status: status);

    public static Fault LostBehind(int status) => new(FaultKind.Status, CarriedOut: true, status);

    public static Fault Silence { get; } = new(FaultKind.Hang);

    public static Fault LostInSilence { get; } = new(FaultKind.Hang, CarriedOut: true);

    public static Fault LostWithTheConnection { get; } = new(FaultKind.Cut, CarriedOut: true);

    public static Fault LostInTheMiddle { get; } = new(FaultKind.CutInTheMiddle, CarriedOut: true);

    /// <param name="answer">What came back, where the request was carried out.</param>
    public async Task AnswerAsync(HttpContext context, HttpResponseMessage? answer = null)
    {
        switch (Kind)
        {
            case FaultKind.Status:
                context.Response.Clear();
                context.Response.StatusCode = Status;
                break;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case FaultKind.Cut:
                context.Abort();
                break;
            case FaultKind.CutInTheMiddle:
                var body = answer is null ? [] : await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
                context.Response.ContentLength = body.Length + 1;
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
        }
    }
}

/// <summary>Draws from a seed which requests meet a fault, and which.</summary>
internal sealed class FaultSource(int seed, double share, params Fault[] kinds)
{
    private readonly Random random = new(seed);
    private readonly Lock gate = new();

    /// <summary>How often each kind was met.</summary>
    public Dictionary<Fault, int> Met { get; } = kinds.ToDictionary(k => k, _ => 0);

    public int Requests { get; private set; }

    public Fault? Next()
    {
        lock (gate)
        {
            Requests++;
            if (random.NextDouble() >= share) return null;
            var kind = kinds[random.Next(kinds.Length)];
            Met[kind]++;
            return kind;
        }
    }

    public override string ToString() => $"{Met.Values.Sum()} faults in {Requests} requests";
}
