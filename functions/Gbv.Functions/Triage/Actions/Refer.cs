using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Triage.Actions;

/// <summary>
/// Chooses services and people; each becomes a referral with its own mail. Only people who may know can be chosen, and each
/// referral needs its basis: her yes, or for police and child protection the law (domain §3, consent table).
/// </summary>
internal sealed class Refer : TriageAction
{
    public override string Name => "refer";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed) yield break;
        var t = c.T;
        List<Field> fields = [.. Enum.GetValues<Service>().Where(s => c.Roster.Giving(s).Any()).SelectMany(s => FieldsFor(c, s))];
        fields.Add(new LongText("refer-reason") { Label = t["triage.refer.reason"], Hint = t["triage.refer.reason.hint"], Rows = 3, MaxLength = 2000 });
        yield return new FormModel(Name, t["triage.refer.title"], t["triage.refer.button"], fields)
        {
            Intro = t["triage.refer.intro"],
            Open = c.Record.TriagedAt is not null && !c.Case.Items.Any(i => i.Kind == ItemKind.Referral) && !RecordConsent.IsDue(c),
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        List<FieldError> errors = [];
        List<PlannedItem> planned = [];
        var approver = c.Roster.Approvers(c.Context.Person.Id).FirstOrDefault(e => e.Id == form.Text("refer-approver"));
        var reason = form.Text("refer-reason", 2000);
        var ground = form.One<LegalGround>("refer-ground");
        foreach (var service in Enum.GetValues<Service>())
        {
            if (form.Text(FieldOf(service)) is not { } chosen) continue;
            if (Responder(c, service, chosen) is not { } responder) errors.Add(new(FieldOf(service), c.T["triage.refer.not-available"]));
            else if (IsAsked(c.Case, service)) errors.Add(new(FieldOf(service), c.T["triage.refer.already"]));
            else Add(c, new(service, ground, reason is not null, approver is not null), responder, form.One<PoliceConsent>("refer-police"), planned, errors);
        }

        if (planned.Count == 0 && errors.Count == 0) errors.Add(new(FieldOf(Service.Health), c.T["triage.refer.nothing"]));
        if (errors.Count > 0) return ActionPlan.Wrong([.. errors]);
        var withoutYes = planned.Any(p => p.Service == Service.Police && NeedsApprover(c, p));
        return ActionPlan.Do((read, now) => Change(c, read, now, planned, reason, withoutYes ? approver : null, ground));
    }

    private static void Add(
        TriageCase c, ReferralRequest request, DirectoryEntry responder, PoliceConsent? police, List<PlannedItem> planned, List<FieldError> errors)
    {
        var (basis, refusal) = CoordinatorRules.Decide(c.Report, request, c.Consents.Given);
        if (basis is not { } known)
        {
            errors.Add(Error(c.T, request.Service, refusal!.Value));
            return;
        }

        var level = request.Service == Service.Police ? Level(c, known, police) : null;
        if (request.Service == Service.Police && level is null)
        {
            errors.Add(new("refer-police", c.T[police is null ? "triage.refer.police-missing" : "triage.refer.police-too-far"]));
            return;
        }

        planned.Add(new PlannedItem
        {
            Kind = ItemKind.Referral,
            Service = request.Service,
            ResponderId = responder.Id,
            BackupId = c.Roster.BackupFor(responder, request.Service)?.Id,
            Basis = known,
            Police = level,
        });
    }

    private static CaseChange? Change(
        TriageCase c, CasePartition read, DateTimeOffset now, List<PlannedItem> planned, string? reason, DirectoryEntry? approver, LegalGround? ground)
    {
        if (planned.Any(p => IsAsked(read, p.Service!.Value))) return null;
        var detail = string.Join(',', planned.Select(p => $"{p.Service!.Value.Code()}:{p.Basis.Code()}"));
        if (Recording.ByHolder(c.Context, read, now, EventKind.ItemAdded, detail: detail) is not { } change) return null;
        foreach (var item in planned) Routing.Add(change, read, item, read.Case.Urgency, c.Context.Directory, now);
        if (reason is not null) change.Note(NoteKind.Decision, c.Context.ActingName, reason, c.Item.Id);
        if (approver is not null)
        {
            change.Note(NoteKind.Decision, c.Context.ActingName, c.T["triage.refer.noted-approver", c.T.Label(ground!.Value, "triage"), c.UnitAndName(approver)], c.Item.Id);
            change.Mail(CaseMailKind.Notice, approver.Id, null);
        }

        change.Move(CaseAction.Open);
        return change;
    }

    /// <summary>With her yes never further than she said; without it the coordinator says how far.</summary>
    private static PoliceConsent? Level(TriageCase c, Basis basis, PoliceConsent? police) =>
        basis.RestsOnConsent()
            ? police is null ? c.Consents.Police : police <= c.Consents.Police ? police : null
            : police;

    private static bool NeedsApprover(TriageCase c, PlannedItem police) =>
        police.Basis is Basis.LifeAtRisk or Basis.Law && ConsentTable.GroupOf(c.Report) != PersonGroup.Under16;

    private static bool IsAsked(CasePartition read, Service service) => read.Items.Any(i => i.Service == service && TriageCase.IsUnfinishedReferral(i));

    private static DirectoryEntry? Responder(TriageCase c, Service service, string id) => c.Roster.Giving(service).FirstOrDefault(e => e.Id == id);

    private static IEnumerable<Field> FieldsFor(TriageCase c, Service service)
    {
        var t = c.T;
        if (IsAsked(c.Case, service)) yield break;
        yield return new Pick(FieldOf(service), [.. c.Roster.Giving(service).OrderBy(e => e.OnLeave).Select(e => new Option(e.Id, e.OnLeave ? t["triage.refer.on-leave", c.UnitAndName(e)] : c.UnitAndName(e)))])
        {
            Label = t.Label(service, "triage"),
            Empty = t["triage.refer.none"],
            Hint = ConsentHint(c, service),
        };
        if (service != Service.Police) yield break;
        yield return new Choice("refer-police", [.. Enum.GetValues<PoliceConsent>().Select(p => new Option(p.Code(), t.Label(p, "triage")))]) { Label = t["triage.refer.police"] };
        if (c.Consents.Given.ContainsKey(Service.Police) || ConsentTable.GroupOf(c.Report) == PersonGroup.Under16) yield break;
        yield return new Choice("refer-ground", [.. Enum.GetValues<LegalGround>().Select(g => new Option(g.Code(), t.Label(g, "triage")))])
        {
            Label = t["triage.refer.ground"],
            Hint = t["triage.refer.ground.hint"],
        };
        yield return new Pick("refer-approver", [.. c.Roster.Approvers(c.Context.Person.Id).Select(e => new Option(e.Id, c.UnitAndName(e)))])
        {
            Label = t["triage.refer.approver"],
            Empty = t["triage.refer.none"],
            Hint = t["triage.refer.approver.hint"],
        };
    }

    private static string ConsentHint(TriageCase c, Service service)
    {
        if (c.Consents.Given.TryGetValue(service, out var basis)) return c.T["triage.refer.consent." + basis.Code()];
        if (ConsentTable.GroupOf(c.Report) == PersonGroup.Under16)
            return c.T[service is Service.Police or Service.ChildProtection ? "triage.refer.child-law" : "triage.refer.child-decide"];
        return c.T[service == Service.ChildProtection ? "triage.refer.child-at-risk" : "triage.refer.consent.none"];
    }

    private static FieldError Error(Texts t, Service service, ReferralRefusal refusal) => refusal switch
    {
        ReferralRefusal.ReasonMissing => new("refer-reason", t["triage.refer.reason-missing"]),
        ReferralRefusal.GroundMissing => new("refer-ground", t["triage.refer.ground-missing"]),
        ReferralRefusal.ApproverMissing => new("refer-approver", t["triage.refer.approver-missing"]),
        _ => new(FieldOf(service), t["triage.refer.consent-missing", t.Label(service, "triage")]),
    };

    private static string FieldOf(Service service) => "to-" + service.Code();
}
