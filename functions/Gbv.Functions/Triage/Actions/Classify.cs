using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Triage.Actions;

/// <summary>
/// Classifies one incident: the guided questions of the core type in their order, then forms, acts of Law 13/2022 and context.
/// "Phân loại công tác xã hội, không phải kết luận tội danh."
/// </summary>
internal sealed class Classify : TriageAction
{
    private const string GbvQuestion = "gbv";

    public override string Name => "classify";

    public override IEnumerable<FormModel> Forms(TriageCase c) => c.IsClosed ? [] : c.Case.Incidents.Select(i => Form(c, i));

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (c.Case.Incidents.FirstOrDefault(i => i.Number.ToString(CultureInfo.InvariantCulture) == form.Text("incident")) is not { } incident)
            return ActionPlan.Wrong();
        string Key(string name) => Prefix(incident) + name;

        if (Guided(form, Key) is not ({ } type, null)) return ActionPlan.Wrong(Error(c.T, Guided(form, Key).Missing!, Key));
        var forms = form.Several<ViolenceForm>(Key("forms"));
        if (type != CoreType.NotGbv && forms.Count == 0) return ActionPlan.Wrong(new FieldError(Key("forms"), c.T["triage.classify.forms-missing"]));
        var day = form.Date(Key("day"));
        if (day > c.Now.VietnamDate() || (day is null && form.Text(Key("day")) is not null))
            return ActionPlan.Wrong(new FieldError(Key("day"), c.T["triage.date-wrong"]));

        var classification = new Classification
        {
            CoreType = type,
            Forms = forms,
            Acts = form.Several<DomesticViolenceAct>(Key("acts")),
            Context = [.. form.Several<IncidentContext>(Key("context")).Select(x => x.Code())],
            Domestic = form.YesOrNo(Key("domestic")),
            Age = form.One<AgeBand>(Key("age")) ?? AgeBand.Unknown,
            Sex = form.One<Sex>(Key("sex")) ?? Sex.NotStated,
            PerpetratorSex = form.One<Sex>(Key("other-sex")) ?? Sex.NotStated,
            PerpetratorRelation = form.One<PerpetratorRelation>(Key("relation")) ?? PerpetratorRelation.NotStated,
            HappenedOn = day,
            Place = form.One<IncidentPlace>(Key("place"))?.Code(),
            Details = ClassifyDetails.Read(form, Key),
        };
        return ActionPlan.Do((read, now) => Change(c, read, now, incident.Number, classification));
    }

    private static CaseChange? Change(TriageCase c, CasePartition read, DateTimeOffset now, int number, Classification classification)
    {
        var detail = $"{number.ToString(CultureInfo.InvariantCulture)}:{classification.CoreType.Code()}";
        if (Recording.ByHolder(c.Context, read, now, EventKind.Triaged, detail: detail) is not { } change) return null;
        if (read.Incidents.FirstOrDefault(i => i.Number == number) is not { } incident) return null;
        change.Put(incident with { Classification = classification });
        var item = read.Item(c.Item.Id)!;
        if (ItemTransitions.TryMove(item.State, ItemAction.Progress) is { } state) change.Put(item with { State = state, TakeBack = null });
        change.Case = change.Case with { TriagedAt = change.Case.TriagedAt ?? now };
        if (number == 1) AskByLaw(c, change, read, classification.Age, now);
        if (classification.CoreType != CoreType.NotGbv) change.Move(read.Case.State == CaseState.FollowUp ? CaseAction.FollowUp : CaseAction.Open);
        return change;
    }

    /// <summary>She turned out to be a child: whoever the law names is asked at once, as if the report had said so (Law on Children Art. 51).</summary>
    private static void AskByLaw(TriageCase c, CaseChange change, CasePartition read, AgeBand age, DateTimeOffset now)
    {
        if (FactCodes.AnswerOf(age) != AgeAnswer.Under16) return;
        var plan = Router.Route(read.Report with { Age = AgeAnswer.Under16 }, c.Context.Directory, now, Conflicts.Of(read));
        var urgency = plan.Urgency > read.Case.Urgency ? plan.Urgency : read.Case.Urgency;
        change.Case = change.Case with { Urgency = urgency };
        foreach (var item in plan.Items)
        {
            if (item.Basis != Basis.Law || read.Items.Any(i => i.Service == item.Service && i.State is not (ItemState.Withdrawn or ItemState.Declined))) continue;
            Routing.Add(change, read, item, urgency, c.Context.Directory, now);
        }
    }

    /// <summary>The first yes decides; a question before it that was left open is asked for.</summary>
    private static (CoreType? Type, string? Missing) Guided(FormValues form, Func<string, string> key)
    {
        HashSet<CoreType> yes = [];
        foreach (var question in CoreTypeOrder.Questions)
        {
            var answer = form.YesOrNo(key(question.Code()));
            if (answer is null) return (null, question.Code());
            if (answer == false) continue;
            yes.Add(question);
            return (CoreTypeOrder.Classify(yes, null), null);
        }

        var type = CoreTypeOrder.Classify(yes, form.YesOrNo(key(GbvQuestion)));
        return type == CoreType.Unclassified ? (null, GbvQuestion) : (type, null);
    }

    private static FieldError Error(Texts t, string question, Func<string, string> key) =>
        new(key(question), t[question == GbvQuestion ? "triage.classify.gbv-missing" : "triage.classify.question-missing"]);

    private FormModel Form(TriageCase c, Incident incident)
    {
        var t = c.T;
        string Key(string name) => Prefix(incident) + name;
        Option[] yesNo = [new("yes", t["triage.yes"]), new("no", t["triage.no"])];
        List<Field> fields =
        [
            .. CoreTypeOrder.Questions.Select((q, i) => new Choice(Key(q.Code()), yesNo) { Label = t["triage.classify.question", i + 1, t["triage.question." + q.Code()]] }),
            new Choice(Key(GbvQuestion), yesNo) { Label = t["triage.classify.question", 7, t["triage.question.gbv"]], Hint = t["triage.question.gbv.hint"] },
            new Several(Key("forms"), Options<ViolenceForm>(t)) { Label = t["triage.classify.forms"], Hint = Suggestion(c, incident) },
            new Several(Key("acts"), Options<DomesticViolenceAct>(t))
            {
                Label = t["triage.classify.acts"], Hint = t["triage.classify.acts.hint"],
            },
            new Pick(Key("relation"), [.. Options<PerpetratorRelation>(t).Skip(1)]) { Label = t["triage.classify.relation"], Hint = t["triage.classify.relation.hint"], Empty = t["triage.unknown"] },
            new Choice(Key("domestic"), [.. yesNo, new("", t["triage.unknown"])]) { Label = t["triage.classify.domestic"], Hint = t["triage.classify.domestic.hint"] },
            new Several(Key("context"), Options<IncidentContext>(t)) { Label = t["triage.classify.context"] },
            new Pick(Key("place"), [.. Options<IncidentPlace>(t).Skip(1)]) { Label = t["triage.classify.place"], Empty = t["triage.unknown"] },
            new Line(Key("day")) { Label = t["triage.classify.day"], Type = "date" },
        ];
        if (incident.Number == 1)
            fields.AddRange([
                new Pick(Key("age"), [.. Options<AgeBand>(t).Skip(1)]) { Label = t["triage.classify.age"], Empty = t["triage.unknown"] },
                new Pick(Key("sex"), [.. Options<Sex>(t).Skip(1)]) { Label = t["triage.classify.sex"], Empty = t["triage.unknown"] },
            ]);
        fields.Add(new Pick(Key("other-sex"), [.. Options<Sex>(t).Skip(1)]) { Label = t["triage.classify.other-sex"], Empty = t["triage.unknown"] });
        return new FormModel(Name, t[incident.Classification is null ? "triage.classify.title" : "triage.classify.title-again", incident.Number], t["triage.classify.button"], fields)
        {
            Intro = t["triage.classify.intro"],
            More = ClassifyDetails.Fold(t, Key, ofPerson: incident.Number == 1),
            Hidden = new Dictionary<string, string> { ["incident"] = incident.Number.ToString(CultureInfo.InvariantCulture) },
            Values = Values(c, incident),
            Open = incident.Classification is null or { CoreType: CoreType.Unclassified },
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> Values(TriageCase c, Incident incident)
    {
        var (known, report) = (incident.Classification, incident.Report ?? c.Report);
        Dictionary<string, IReadOnlyList<string>> values = [];
        void Set(string name, params IEnumerable<string?> codes) => values[Prefix(incident) + name] = [.. codes.OfType<string>()];

        Set("relation", (known is { PerpetratorRelation: not PerpetratorRelation.NotStated } ? known.PerpetratorRelation : FactCodes.RelationOf(report.Relation)).Code());
        Set("domestic", YesNoCode(known?.Domestic ?? Family.IsDomestic(report.Relation)));
        Set("age", (known?.Age ?? FactCodes.BandOf(report.Age)).Code());
        Set("sex", (known?.Sex ?? report.Sex).Code());
        if (known is null) return values;
        Set("forms", known.Forms.Select(f => f.Code()));
        Set("acts", known.Acts.Select(a => a.Code()));
        Set("context", known.Context);
        Set("place", known.Place);
        Set("day", known.HappenedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Set("other-sex", known.PerpetratorSex.Code());
        foreach (var (name, code) in ClassifyDetails.Values(known.Details ?? IncidentDetails.Unknown)) Set(name, code);
        if (known.CoreType == CoreType.Unclassified) return values;

        // The answers follow from the type: "no" until it, "yes" at it.
        foreach (var question in CoreTypeOrder.Questions.TakeWhile(q => q != known.CoreType)) Set(question.Code(), "no");
        Set(known.CoreType == CoreType.NotGbv ? GbvQuestion : known.CoreType.Code(), known.CoreType == CoreType.NotGbv ? "no" : "yes");
        return values;
    }

    /// <summary>Proposed from what was told; a person ticks it.</summary>
    private static string? Suggestion(TriageCase c, Incident incident) =>
        FactCodes.SuggestForms((incident.Report ?? c.Report).Happenings) is { Count: > 0 } forms && incident.Number == 1
            ? c.T["triage.classify.forms.suggested", c.T.Labels(forms, "triage")]
            : null;

    private static string? YesNoCode(bool? value) => value switch { true => "yes", false => "no", _ => "" };

    private static Option[] Options<T>(Texts t) where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => new Option(v.Code(), t.Label(v, "triage")))];

    private static string Prefix(Incident incident) => $"i{incident.Number.ToString(CultureInfo.InvariantCulture)}-";
}
