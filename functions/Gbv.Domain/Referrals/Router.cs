using Gbv.Domain.Directory;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Referrals;

/// <summary>
/// From answers and the directory of this moment to the people who are asked. Precedence: exclusion, then law, then
/// consent, then urgency (domain §3). Pure: the same report and directory give the same plan.
/// </summary>
public static class Router
{
    /// <param name="conflicted">Who said of this case before that the people involved are known to them.</param>
    public static RoutingPlan Route(Report report, CommuneDirectory directory, DateTimeOffset now, IReadOnlySet<string>? conflicted = null)
    {
        var roster = new Roster(directory, Exclusions.Of(report), conflicted);
        var row = ConsentTable.RowFor(report);
        var draft = new Draft(roster);

        AddTriage(draft);
        AddChildProtection(draft, row);
        AddPolice(draft, row, report);
        if (row.Others == Involvement.HerYes && ConsentTable.WishesAreConsent(report)) AddWishes(draft, report);

        return new RoutingPlan
        {
            Urgency = UrgencyRule.Of(report),
            Items = draft.Items,
            Flags = [.. draft.Flags.Union(FlagsOf(report, row, now)).Order()],
        };
    }

    private static void AddTriage(Draft draft)
    {
        var roster = draft.Roster.ForItem(service: null);
        var coordinator = roster.Coordinator();
        if (coordinator is null)
        {
            draft.Flags.Add(RoutingFlag.DirectoryIncomplete);
            return;
        }
        if (!coordinator.Roles.Any(r => r is DirectoryRole.Coordinator or DirectoryRole.StandIn)) draft.Flags.Add(RoutingFlag.DirectoryIncomplete);
        draft.Items.Add(new PlannedItem
        {
            Kind = ItemKind.Triage,
            ResponderId = coordinator.Id,
            BackupId = roster.CoordinatorBackup(coordinator)?.Id,
            Basis = Basis.Coordination,
        });
    }

    private static void AddChildProtection(Draft draft, ConsentRow row)
    {
        if (row.ChildProtection == Involvement.Always) draft.AddMandatory(Service.ChildProtection, Basis.Law, police: null);
    }

    private static void AddPolice(Draft draft, ConsentRow row, Report report)
    {
        var danger = UrgencyRule.IsDangerNow(report);
        var consent = ConsentTable.PoliceYes(report);
        // An attack going on: the police must be able to go where it happens. Child sexual violence without danger: no visit, and
        // without the child's own yes they go through the coordinator, because who answers the telephone may be who did it.
        var byNeed = danger ? PoliceConsent.MayVisit : PoliceConsent.AdviceOnly;
        switch (row.Police)
        {
            case Involvement.DangerOrSexualViolence when danger || UrgencyRule.IsChildSexualViolence(report):
                draft.AddMandatory(Service.Police, Basis.Law, consent > byNeed ? consent.Value : byNeed);
                break;
            case Involvement.AttackOrLifeAtRisk when danger:
                draft.AddMandatory(Service.Police, Basis.LifeAtRisk, byNeed);
                break;
            case Involvement.HerYesOrApprovedByTwo when report.Journey == Journey.Danger:
                draft.AddMandatory(Service.Police, Basis.Consent, consent);
                break;
            case Involvement.HerYesOrApprovedByTwo when consent is not null:
                draft.AddConsented(Service.Police, ConsentTable.ConsentBasis(report), consent);
                break;
        }
    }

    private static void AddWishes(Draft draft, Report report)
    {
        foreach (var wish in report.Wishes.Distinct())
        {
            var services = Wishes.ServicesFor(wish);
            var service = services.FirstOrDefault(s => draft.Roster.For(s) is not null, services[0]);
            draft.AddConsented(service, ConsentTable.ConsentBasis(report), police: null);
        }
    }

    private static IEnumerable<RoutingFlag> FlagsOf(Report report, ConsentRow row, DateTimeOffset now)
    {
        if (report.Age == AgeAnswer.NotStated) yield return RoutingFlag.AgeUnknown;

        // Danger, but her yes to the police is missing: the coordinator may go on only with a second person.
        if (row.Police == Involvement.HerYesOrApprovedByTwo && UrgencyRule.IsDangerNow(report) && ConsentTable.PoliceYes(report) is null)
            yield return RoutingFlag.SecondPersonNeeded;

        // Child protection for a child at risk is the coordinator's decision (domain §3, P6).
        if (report.DangerSigns.Contains(DangerSign.ChildHarmed)
            || report.Wishes.Contains(HelpWish.ChildAndSchool) && UrgencyRule.Of(report) >= Urgency.High) yield return RoutingFlag.ChildAtRisk;

        if (report.Age == AgeAnswer.Under16
            && (report.Relation is RelationAnswer.Parent or RelationAnswer.OtherKin || report.ReportedBy?.SafeToTellParents == YesNo.No))
            yield return RoutingFlag.PossibleGuardianAbuse;

        if (!UrgencyRule.IsRapeWithin120Hours(report)) yield break;
        var days = report.ReportedBy?.ToldOn is { } told ? Math.Max(0, now.VietnamDate().DayNumber - told.DayNumber) : 0;
        if (report.LastTime != LastTime.Within5Days && days <= 3) yield return RoutingFlag.HivProphylaxisClock;
        if (days <= 5) yield return RoutingFlag.EmergencyContraceptionClock;
    }

    /// <summary>The plan while it is drawn up.</summary>
    private sealed class Draft(Roster roster)
    {
        public Roster Roster { get; } = roster;
        public List<PlannedItem> Items { get; } = [];
        public HashSet<RoutingFlag> Flags { get; } = [];

        /// <summary>Never silent: without anybody who gives the service, the province's coordinator answers for it.</summary>
        public void AddMandatory(Service service, Basis basis, PoliceConsent? police)
        {
            var asked = Roster.ForItem(service);
            var responder = asked.For(service);
            if (responder is not null)
            {
                Add(service, responder, asked.BackupFor(responder, service), basis, police);
                return;
            }
            Flags.Add(RoutingFlag.DirectoryIncomplete);
            var decider = asked.ProvinceCoordinator() ?? asked.Coordinator();
            if (decider is not null) Add(service, decider, asked.CoordinatorBackup(decider), basis, police);
        }

        public void AddConsented(Service service, Basis basis, PoliceConsent? police)
        {
            if (Items.Any(i => i.Service == service)) return;
            var asked = Roster.ForItem(service);
            var responder = asked.For(service);
            if (responder is null)
                Flags.Add(RoutingFlag.ServiceWithoutResponder);
            else
                Add(service, responder, asked.BackupFor(responder, service), basis, police);
        }

        private void Add(Service service, DirectoryEntry responder, DirectoryEntry? backup, Basis basis, PoliceConsent? police) =>
            Items.Add(new PlannedItem
            {
                Kind = ItemKind.Referral,
                Service = service,
                ResponderId = responder.Id,
                BackupId = backup?.Id,
                Basis = basis,
                Police = police,
            });
    }
}
