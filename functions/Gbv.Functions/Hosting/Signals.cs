using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gbv.Functions.Hosting;

/// <summary>
/// What the program tells about its work: spans and figures, without a word of any case. No request of a person has a span: a trace begins
/// when the host hands over queue or timer work, and what belongs together is linked by contexts made from random ids, so that neither a
/// visitor's address nor the moment of a click leads to a case (design §5). Where nobody listens all of it costs next to nothing.
/// </summary>
internal static class Signals
{
    /// <summary>Name of the source of spans and of the meter.</summary>
    public const string Name = "Gbv";

    public const string FunctionTag = "gbv.function";
    public const string EffectTag = "gbv.effect";
    public const string OutcomeTag = "gbv.outcome";
    public const string UrgencyTag = "gbv.urgency";
    public const string QueueTag = "gbv.queue";
    public const string PeriodTag = "gbv.period";
    public const string PartTag = "gbv.part";

    /// <summary>All that a span may say.</summary>
    public static readonly string[] SpanTags = [FunctionTag, EffectTag, OutcomeTag];

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Reports = Meter.CreateCounter<long>("gbv.reports.received", description: "Reports that were saved, by urgency");
    private static readonly Counter<long> Mails = Meter.CreateCounter<long>("gbv.mails.attempts", description: "Calls of the mail service, by outcome");
    private static readonly Counter<long> MailNews = Meter.CreateCounter<long>("gbv.mails.events", description: "What the mail service said of mails later");
    private static readonly Counter<long> OverdueItems = Meter.CreateCounter<long>("gbv.items.overdue", description: "Deadlines that passed without an answer, by urgency");
    private static readonly Counter<long> PoisonMessages = Meter.CreateCounter<long>("gbv.messages.poison", description: "Messages that could not be read, by queue");
    private static readonly Histogram<double> ToAccepted = Meter.CreateHistogram("gbv.items.time_to_accepted", "min", "From the call for help to its acceptance, by urgency", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 240, 480, 1440, 2880, 7200] });
    private static readonly Histogram<double> Builds = Meter.CreateHistogram("gbv.reports.build", "s", "How long a report took to build, by kind of period", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300] });
    private static readonly Histogram<double> Invocations = Meter.CreateHistogram("gbv.invocations", "s", "Work that the host handed over, by function and outcome", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] });
    private static readonly Gauge<double> OldestEffect = Meter.CreateGauge<double>("gbv.effects.oldest", "min", "Age of the oldest effect that the sweep found pending, as long as it is");
    private static readonly Gauge<double> Parts = Meter.CreateGauge<double>("gbv.health", description: "By part, when somebody asks whether the app is ready: 1 it answers, 0.5 without it the app does a part of its work, 0 none");

    /// <summary>Work that the host handed over, in a trace of its own.</summary>
    public static Activity? StartInvocation(string function)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        return Source.StartActivity(function, ActivityKind.Consumer)?.SetTag(FunctionTag, function);
    }

    /// <summary>One effect of a case, within the work in hand.</summary>
    public static Activity? StartEffect(CaseId id, string effect, string kind)
    {
        if (Source.StartActivity("effect " + kind)?.SetTag(EffectTag, kind) is not { } activity) return null;
        return activity.AddLink(new ActivityLink(ContextOf(id.Value + effect)));
    }

    public static void End(this Activity? activity, string outcome) => activity?.SetTag(OutcomeTag, outcome);

    /// <summary>Ties the work in hand to everything else about this operation; nothing where a person's request is in hand.</summary>
    public static void LinkOperation(string operation) => Link(operation);

    /// <summary>Ties the work in hand to an effect that it leaves behind, or that it hears of.</summary>
    public static void LinkEffect(CaseId id, string effect) => Link(id.Value + effect);

    public static void Received(Urgency urgency) => Reports.Add(1, Tag(UrgencyTag, urgency));

    public static void MailTried(string outcome) => Mails.Add(1, new KeyValuePair<string, object?>(OutcomeTag, outcome));

    public static void MailHeardOf(MailState state) => MailNews.Add(1, Tag(OutcomeTag, state));

    public static void Overdue(Urgency urgency) => OverdueItems.Add(1, Tag(UrgencyTag, urgency));

    public static void Poison(string queue) => PoisonMessages.Add(1, new KeyValuePair<string, object?>(QueueTag, queue));

    public static void Accepted(Urgency urgency, TimeSpan after) => ToAccepted.Record(after.TotalMinutes, Tag(UrgencyTag, urgency));

    public static void Built(string periodKind, TimeSpan time) => Builds.Record(time.TotalSeconds, new KeyValuePair<string, object?>(PeriodTag, periodKind));

    public static void Invoked(string function, bool succeeded, TimeSpan time) =>
        Invocations.Record(time.TotalSeconds, new(FunctionTag, function), new(OutcomeTag, succeeded ? "done" : "failed"));

    public static void OldestPending(TimeSpan age) => OldestEffect.Record(age.TotalMinutes);

    public static void Health(string part, HealthStatus status) =>
        Parts.Record(status switch { HealthStatus.Healthy => 1, HealthStatus.Degraded => 0.5, _ => 0 }, new KeyValuePair<string, object?>(PartTag, part));

    private static void Link(string id)
    {
        if (Activity.Current is { } current && current.Source == Source) current.AddLink(new ActivityLink(ContextOf(id)));
    }

    /// <summary>The same for everybody who knows the id, and no way back to it.</summary>
    internal static ActivityContext ContextOf(string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("trace " + id));
        return new(ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16)), ActivitySpanId.CreateFromBytes(hash.AsSpan(16, 8)), ActivityTraceFlags.Recorded);
    }

    private static KeyValuePair<string, object?> Tag<T>(string name, T value) where T : struct, Enum => new(name, value.ToString().ToLowerInvariant());
}
