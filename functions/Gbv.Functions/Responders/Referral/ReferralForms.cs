using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Responders.Referral;

/// <summary>The actions of a responder's page and the names of their fields.</summary>
internal static class ReferralAction
{
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string Progress = "progress";
    public const string Attempt = "attempt";
    public const string Measure = "measure";
    public const string Complete = "complete";
    public const string NotPossible = "not-possible";
    public const string TakeBack = "take-back";
}

/// <summary>Reads what a responder typed; what is wrong is said next to its field. Records are kept in Vietnamese.</summary>
internal sealed class ReferralForms(IFormCollection form, Texts t, DateTimeOffset now)
{
    private const int TextLimit = 4000;
    private static readonly Texts Record = Texts.For(Texts.Vietnamese);
    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    public DeclineReason? Decline() => Needed<DeclineReason>("decline-reason", "responders.decline.wrong");

    public string? Progress()
    {
        var text = Text("progress-text");
        if (text.Length == 0) errors.Add(new("progress-text", t["responders.progress.wrong"]));
        return errors.Count == 0 ? text : null;
    }

    public (AttemptResult Result, string Text)? Attempt()
    {
        var result = Needed<AttemptResult>("attempt-result", "responders.attempt.wrong");
        var time = Text("attempt-time", 5);
        if (time.Length == 0) time = now.ToVietnam().ToString("HH:mm", CultureInfo.InvariantCulture);
        else if (!TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) errors.Add(new("attempt-time", t["responders.attempt.time.wrong"]));
        var note = Text("attempt-text");
        if (result is not { } known || errors.Count > 0) return null;
        return (known, Sentence(Record["responders.attempt.record", time, Record[$"responders.attempt.{known.Code()}"]], note));
    }

    /// <summary>A measure of Law 13/2022 Art. 22, as it will be found in the record: what, number, date and, for no contact, its terms.</summary>
    public (Measure Measure, string Text)? Measure()
    {
        var measure = Needed<Measure>("measure-kind", "responders.measure.wrong");
        var day = Text("measure-date", 10);
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date > now.VietnamDate())
            errors.Add(new("measure-date", t["responders.measure.date.wrong"]));
        if (measure == Gbv.Domain.Cases.Measure.CommunityCriticism && !IsTicked("measure-consent"))
            errors.Add(new("measure-consent", t["responders.measure.criticism-consent"]));
        List<string> parts = [];
        if (measure is { } known) parts.Add(Record.Label(known));
        Add(parts, "responders.measure.record.number", Text("measure-number", 60));
        Add(parts, "responders.measure.record.date", date.Written());
        if (IsTicked("measure-consent")) parts.Add(Record["responders.measure.record.consent"]);
        if (measure == Gbv.Domain.Cases.Measure.NoContact) NoContact(parts);
        return measure is { } result && errors.Count == 0 ? (result, string.Join("; ", parts) + ".") : null;
    }

    public (IReadOnlyList<Service> Given, bool NeedsMore, string Text)? Complete()
    {
        Service[] given = [.. form["outcome-services"].Select(Codes.Parse<Service>).OfType<Service>().Distinct()];
        if (given.Length == 0) errors.Add(new("outcome-services", t["responders.outcome.wrong"]));
        var (needsMore, text) = (IsTicked("outcome-more"), Text("outcome-text"));
        return errors.Count == 0 ? (given, needsMore, needsMore ? Sentence(Record["responders.outcome.record.more"], text) : text) : null;
    }

    public (NotPossibleReason Reason, string Text)? NotPossible()
    {
        var reason = Needed<NotPossibleReason>("impossible-reason", "responders.impossible.wrong");
        var text = Text("impossible-text");
        return reason is { } known && errors.Count == 0 ? (known, Sentence(Record[$"responders.impossible.{known.Code()}"], text)) : null;
    }

    /// <summary>
    /// Decided within 12 hours, for at most 3 days, with her consent (Law 13/2022 Art. 25): that, the asker, the hour and the days are
    /// kept, and whether she was asked before the hamlet head got the decision.
    /// </summary>
    private void NoContact(List<string> parts)
    {
        var unable = Text("measure-unable", 400);
        if (!IsTicked("measure-consent") && unable.Length == 0) errors.Add(new("measure-consent", t["responders.measure.no-contact-consent"]));
        var hamletHead = Needed<HamletHead>("measure-hamlet", "responders.measure.hamlet.wrong");
        var askedBy = Text("measure-asked-by", 200);
        if (askedBy.Length == 0) errors.Add(new("measure-asked-by", t["responders.measure.asked-by.wrong"]));
        var days = Text("measure-days", 1);
        if (days is not ("1" or "2" or "3")) errors.Add(new("measure-days", t["responders.measure.days.wrong"]));
        Add(parts, "responders.measure.record.asked-by", askedBy);
        Add(parts, "responders.measure.record.asked-at", Text("measure-asked-at", 40));
        Add(parts, "responders.measure.record.days", days);
        Add(parts, "responders.measure.record.unable", unable);
        if (hamletHead is { } known) parts.Add(Record[$"responders.measure.record.hamlet.{known.Code()}"]);
        Add(parts, "responders.measure.record.result", Text("measure-result", 400));
    }

    private T? Needed<T>(string field, string error) where T : struct, Enum
    {
        var value = Codes.Parse<T>(form[field].ToString());
        if (value is null) errors.Add(new(field, t[error]));
        return value;
    }

    private bool IsTicked(string field) => form[field].ToString() == "yes";

    private string Text(string field, int limit = TextLimit)
    {
        var text = form[field].ToString().Trim();
        if (text.Length > limit) errors.Add(new(field, t["responders.too-long", limit]));
        return text;
    }

    private static void Add(List<string> parts, string key, string value)
    {
        if (value.Length > 0) parts.Add(Record[key, value]);
    }

    private static string Sentence(string first, string rest) => rest.Length == 0 ? first : $"{first} {rest}";
}

/// <summary>Whether she was asked before the hamlet head, who knows everybody there, got the decision (domain §3 "Measures").</summary>
internal enum HamletHead { AskedFirst, NotSent, SentUnasked }
