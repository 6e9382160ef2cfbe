using CsCheck;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>What must hold for all reports and all directories, however odd.</summary>
public sealed class SafetyPropertyTests
{
    private static readonly Gen<Report> Reports =
        from journey in Gen.Enum<Journey>()
        from age in Gen.Enum<AgeAnswer>()
        from safety in Gen.Enum<SafetyNow>()
        from happenings in Some<Happening>()
        from time in Gen.Enum<LastTime>()
        from signs in Some<DangerSign>()
        from relation in Gen.Enum<RelationAnswer>()
        from offices in Some<Office>()
        from wishes in Some<HelpWish>()
        from police in Gen.Enum<PoliceConsent>().Nullable()
        from needs in Some<Need>()
        from toProvince in Gen.Bool
        from reporter in Reporters
        select new Report
        {
            Journey = journey,
            Commune = A.Commune,
            Age = age,
            Safety = safety,
            Happenings = happenings,
            LastTime = time,
            DangerSigns = signs,
            Relation = relation,
            NotToBeTold = offices,
            Wishes = wishes,
            Police = police,
            Needs = needs,
            ToProvince = toProvince,
            ReportedBy = journey is Journey.Witness or Journey.Professional ? reporter : null,
            Hamlet = "HAMLET",
            Narrative = "NARRATIVE",
            Place = "PLACE",
            TrustedAdult = "ADULT",
            NotYetTold = "NOT-YET",
            Contact = new SafeContact { Channel = ContactChannel.Phone, Address = "ADDRESS", NameToUse = "NAME", SecretWord = "WORD" },
        };

    private static Gen<ThirdParty> Reporters =>
        from role in Gen.Enum<ReporterRole>()
        from channel in Gen.Enum<Channel>()
        from consent in Gen.Enum<RecordedConsent>()
        from knows in Gen.Enum<SurvivorKnows>()
        from works in Gen.Enum<YesNo>()
        select new ThirdParty
        {
            Role = role,
            Channel = channel,
            Consent = consent,
            SurvivorKnows = knows,
            WorksAtThisUnit = works,
            Name = "REPORTER",
            Phone = "REPORTER",
            Unit = "REPORTER",
            PersonInNeed = "REPORTER",
            SafeWayToMeet = "REPORTER",
            ConsentHow = "REPORTER",
        };

    private static readonly Gen<CommuneDirectory> Directories =
        from count in Gen.Int[0, 9]
        from entries in Entries.Array[count]
        select TheDirectory.Of([.. entries.Select((e, i) => e with { Id = "e" + i })]);

    private static Gen<DirectoryEntry> Entries =>
        from office in Gen.Enum<Office>()
        from province in Gen.Bool
        from roles in Some<DirectoryRole>()
        from services in Some<Service>()
        from backup in Gen.Int[-1, 9]
        from leave in Gen.Bool
        select TheDirectory.Entry("e", office, backup < 0 ? null : "e" + backup, [.. roles], [.. services]) with
        {
            Commune = province ? Gbv.Domain.Shared.CommuneCode.Province : A.Commune,
            OnLeave = leave,
        };

    private static readonly Gen<(Report Report, CommuneDirectory Directory)> Both =
        Gen.Select(Reports, Gen.OneOf(Directories, Gen.Const(TheDirectory.Full)));

    [Fact]
    public void Nobody_excluded_is_ever_chosen_as_responder_or_backup() => Both.Sample(x =>
    {
        var chosen = x.Report.Routed(x.Directory).Items.SelectMany(i => new[] { i.ResponderId, i.BackupId }).OfType<string>();
        return chosen.All(id => !MustNotKnow(x.Report, x.Directory.Find(id)!));
    });

    [Fact]
    public void Nobody_excluded_is_ever_written_to_at_any_step() => Gen.Select(Both, Gen.Int[0, 6], Gen.Enum<Urgency>(), Gen.Enum<Service>()).Sample((x, step, urgency, service) =>
    {
        // Even where the item itself names somebody who is excluded now: the directory may have changed since.
        var item = new EscalatingItem(ItemKind.Referral, service, urgency, A.Now, "e0", "e1");
        var asked = Escalation.Recipients(item, step, x.Directory, Exclusions.Of(x.Report));
        return asked.All(e => !MustNotKnow(x.Report, e));
    });

    [Fact]
    public void Escalation_never_falls_silent_while_anybody_may_know() => Gen.Select(Both, Gen.Int[0, 50]).Sample((x, step) =>
    {
        var excluded = Exclusions.Of(x.Report);
        var item = new EscalatingItem(ItemKind.Triage, null, Urgency.Immediate, A.Now, "gone", null);
        var anybody = x.Directory.Entries.Any(e => !excluded.Cover(e) && !TakesNoPartInCases(e) && !IsPoliceWithoutTask(e, null)
            && (!excluded.Contains(Office.CommuneOffice) || e.Commune.IsProvince));
        return anybody == Escalation.Recipients(item, step, x.Directory, excluded).Count > 0;
    });

    [Fact]
    public void The_police_hear_of_nothing_but_what_they_are_asked_for() => Gen.Select(Both, Steps, Gen.Enum<Service>().Where(s => s != Service.Police).Nullable()).Sample((x, step, service) =>
    {
        // Whoever the item names, and whoever else the directory offers.
        var item = new EscalatingItem(service is null ? ItemKind.Triage : ItemKind.Referral, service, Urgency.Immediate, A.Now, "e0", "e1");
        var planned = x.Report.Routed(x.Directory).Items.Where(i => i.Service != Service.Police)
            .SelectMany(i => new[] { i.ResponderId, i.BackupId }, (i, id) => (i.Service, Person: x.Directory.Find(id)));
        return Escalation.Recipients(item, step, x.Directory, Exclusions.Of(x.Report)).All(e => !IsPoliceWithoutTask(e, service))
            && planned.All(p => p.Person is null || !IsPoliceWithoutTask(p.Person, p.Service));
    });

    [Fact]
    public void Nobody_of_the_commune_is_ever_asked_to_decide_without_the_commune_office() =>
        Gen.Select(Both.Where(x => Exclusions.Of(x.Report).Contains(Office.CommuneOffice)), Steps).Sample((x, step) =>
        {
            var item = new EscalatingItem(ItemKind.Triage, null, Urgency.Immediate, A.Now, "e0", "e1");
            return Escalation.Recipients(item, step, x.Directory, Exclusions.Of(x.Report)).All(e => e.Commune.IsProvince);
        });

    [Fact]
    public void Steps_only_go_forward_in_time() => Gen.Select(Gen.Enum<Urgency>(), Gen.Int[0, 400_000], Gen.Int[0, 40]).Sample((urgency, minutes, step) =>
    {
        var created = A.Now.AddMinutes(minutes);
        DateTimeOffset At(int s) => Escalation.StepTime(ItemKind.Referral, urgency, created, s, WorkCalendar.Default);
        return At(step + 1) > At(step) && (urgency != Urgency.Normal || WorkCalendar.Default.IsOfficeHour(At(step + 1)));
    });

    [Fact]
    public void The_coordinator_is_always_asked_while_a_province_has_one() => Reports.Where(r => !r.NotToBeTold.Contains(Office.Province)).Sample(report =>
    {
        var triage = report.Routed().Triage();
        return triage.ResponderId == (Exclusions.Of(report).Contains(Office.CommuneOffice) ? "p-coordinator" : "coordinator");
    });

    [Fact]
    public void A_child_always_reaches_child_protection() => Reports.Select(r => r with { Age = AgeAnswer.Under16, NotToBeTold = [.. r.NotToBeTold.Where(o => o != Office.Province)] })
        .Sample(report => report.ServicesAsked().Contains(Service.ChildProtection));

    [Fact]
    public void Without_consent_nobody_but_the_law_s_own_is_asked() => Reports.Where(r => !ConsentTable.WishesAreConsent(r)).Sample(report =>
        report.Routed().Items.All(i => i.Kind == ItemKind.Triage || i.Service is Service.ChildProtection or Service.Police && i.Basis is Basis.Law or Basis.LifeAtRisk));

    [Fact]
    public void Nobody_is_told_more_than_the_table_allows() => Gen.Select(Reports, Gen.Enum<Service>(), Gen.Bool, Gen.Enum<PoliceConsent>().Nullable()).Sample((report, service, accepted, police) =>
    {
        var parts = Disclosure.For(service, report, accepted, police);
        HashSet<DisclosedPart> allowed = [.. Disclosure.BeforeAcceptance];
        if (accepted) allowed.UnionWith([DisclosedPart.SafeContact, DisclosedPart.CoordinatorNumber, .. Disclosure.Table[service]]);
        return parts.All(allowed.Contains) && !(parts.Contains(DisclosedPart.SafeContact) && parts.Contains(DisclosedPart.CoordinatorNumber));
    });

    [Fact]
    public void Free_text_and_the_reporter_stop_at_the_coordinator() => Gen.Select(Reports, Gen.Enum<Service>(), Gen.Bool, Gen.Enum<PoliceConsent>().Nullable()).Sample((report, service, accepted, police) =>
    {
        var parts = Disclosure.For(service, report, accepted, police);
        var shown = Disclosure.Reduce(report, parts, police);
        var text = shown.ToString();
        return shown.ReportedBy is null && shown.Journey == Journey.Person
            && !text.Contains("NARRATIVE", StringComparison.Ordinal) && !text.Contains("REPORTER", StringComparison.Ordinal)
            && !text.Contains("HAMLET", StringComparison.Ordinal) && !text.Contains("ADULT", StringComparison.Ordinal)
            && (accepted || !text.Contains("ADDRESS", StringComparison.Ordinal) && shown.Age == AgeAnswer.NotStated && shown.Happenings.Count == 0)
            && (parts.Contains(DisclosedPart.SafeContact) || !text.Contains("WORD", StringComparison.Ordinal));
    });

    [Fact]
    public void The_page_before_sending_and_the_back_office_reach_the_same_plan() => Both.Sample(x =>
        x.Report.Routed(x.Directory).Items.SequenceEqual(x.Report.Routed(x.Directory).Items));

    /// <summary>Said again in the test's own words, so that a mistake in the rule cannot hide in the check.</summary>
    private static bool MustNotKnow(Report report, DirectoryEntry entry)
    {
        if (TakesNoPartInCases(entry)) return true;
        if (report.NotToBeTold.Contains(entry.Office)) return true;
        if (report.ToProvince && (entry.Office == Office.CommuneOffice || report.Journey == Journey.Danger && entry.Office == Office.Police)) return true;
        if (report.ReportedBy is not { WorksAtThisUnit: YesNo.Yes } reporter) return false;
        return entry.Office == Office.CommuneOffice
            || entry.Office == Office.School && (reporter.Role == ReporterRole.TeacherOrSchoolCounsellor || reporter.Channel == Channel.School)
            || entry.Office == Office.HealthStation && (reporter.Role == ReporterRole.HealthWorker || reporter.Channel == Channel.HealthStation)
            || entry.Office == Office.Community && (reporter.Role == ReporterRole.HamletHeadOrFront || reporter.Channel == Channel.Hamlet);
    }

    /// <summary>Whoever only reads who read what must not be told of a case, not even when nobody else is left.</summary>
    private static bool TakesNoPartInCases(DirectoryEntry entry) =>
        entry.Services.Count == 0 && entry.Roles.Count == 1 && entry.Roles[0] == DirectoryRole.DataProtection;

    /// <summary>Neither gives the service nor leads cases.</summary>
    private static bool IsPoliceWithoutTask(DirectoryEntry entry, Service? service) =>
        (entry.Office == Office.Police || entry.Services.Contains(Service.Police))
        && !(service is { } s && entry.Services.Contains(s))
        && !entry.Roles.Contains(DirectoryRole.Coordinator) && !entry.Roles.Contains(DirectoryRole.StandIn);

    private static Gen<int> Steps => Gen.Int[0, 6];

    private static Gen<T[]> Some<T>() where T : struct, Enum => Gen.Enum<T>().Array[0, 4].Select(all => all.Distinct().ToArray());
}
