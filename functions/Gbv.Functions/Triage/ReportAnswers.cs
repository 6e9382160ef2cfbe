using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Layout;

namespace Gbv.Functions.Triage;

/// <summary>The whole report in words, in the order of the journeys; what was not said has no line.</summary>
internal sealed class ReportAnswers(Texts t)
{
    private const string Voice = "triage";
    private readonly List<(string Label, string Text)> rows = [];

    public static IReadOnlyList<(string Label, string Text)> Of(Texts t, Report report, DateTimeOffset receivedAt, string commune)
    {
        var answers = new ReportAnswers(t);
        answers.Add("received", When.Text(t, receivedAt));
        answers.Add("journey", t.Label(report.Journey, Voice));
        answers.Add("where", report.ToProvince ? t["triage.report.to-province", commune] : commune);
        answers.Add("hamlet", report.Hamlet);
        answers.Add("place", report.Place);
        if (report.Safety is { } safety) answers.Add("safety", t.Label(safety, Voice));
        answers.Add("age", report.Age, AgeAnswer.NotStated);
        answers.Add("sex", report.Sex, Sex.NotStated);
        answers.Add("happenings", t.Labels(report.Happenings, Voice));
        answers.Add("narrative", report.Narrative);
        answers.Add("last-time", report.LastTime, LastTime.NotStated);
        answers.Add("danger", t.Labels(report.DangerSigns, Voice));
        answers.Add("relation", report.Relation, RelationAnswer.NotStated);
        answers.Add("not-told", t.Labels(report.NotToBeTold, Voice));
        answers.Add("wishes", t.Labels(report.Wishes, Voice));
        if (report.Police is { } police) answers.Add("police", t.Label(police, Voice));
        answers.Add("needs", t.Labels(report.Needs, Voice));
        answers.Add("trusted", report.TrustedAdult);
        answers.Add("not-yet", report.NotYetTold);
        if (report.ReportedBy is { } reporter) answers.AddReporter(reporter);
        return answers.rows;
    }

    private void AddReporter(ThirdParty reporter)
    {
        Add("person", reporter.PersonInNeed);
        Add("knows", reporter.SurvivorKnows, SurvivorKnows.NotStated);
        Add("meet", reporter.SafeWayToMeet);
        Add("consent", reporter.Consent, RecordedConsent.NotStated);
        Add("consent-how", reporter.ConsentHow);
        Add("parents", reporter.ParentsKnow, YesNo.NotStated);
        Add("parents-safe", reporter.SafeToTellParents, YesNo.NotStated);
        Add("works-here", reporter.WorksAtThisUnit, YesNo.NotStated);
        Add("done", t.Labels(reporter.ActionsTaken, Voice));
        Add("reporter", string.Join(", ", new[] { t.Label(reporter.Role, Voice), reporter.Name, reporter.Unit, reporter.Phone }.OfType<string>()));
        Add("channel", t.Label(reporter.Channel, Voice));
        Add("told-on", reporter.ToldOn?.Written());
    }

    private void Add<T>(string key, T answer, T silent) where T : struct, Enum
    {
        if (!answer.Equals(silent)) Add(key, t.Label(answer, Voice));
    }

    private void Add(string key, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) rows.Add((t["triage.report." + key], text));
    }
}
