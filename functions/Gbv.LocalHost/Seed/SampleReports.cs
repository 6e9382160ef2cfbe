using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.LocalHost.SampleData;

namespace Gbv.LocalHost.Seed;

/// <summary>
/// Invented reports with the mix that such reports have: most from women, most about somebody in the family, some by
/// neighbours, teachers and health workers. No name, number or story is anybody's.
/// </summary>
internal static class SampleReports
{
    private static readonly string[] Stories =
    [
        "Chuyện xảy ra nhiều lần, thường vào buổi tối.", "Tôi không biết nói với ai.", "Tôi muốn được hướng dẫn phải làm gì.", "Tôi lo cho các con.",
        "Người đó đã xin lỗi nhưng rồi lại như cũ.", "Tôi cần một chỗ ở tạm vài ngày.", "Tôi sợ hàng xóm biết.", "Gần đây chuyện nặng hơn.",
    ];

    private static readonly string[] Seen =
    [
        "Nghe tiếng la khóc từ nhà bên cạnh, nhiều đêm liền.", "Thấy vết bầm trên tay, hỏi thì nói bị té.", "Em ấy sợ về nhà sau giờ học.", "Chị ấy nhờ tôi báo giúp.",
        "Nghe đe dọa qua điện thoại.", "Thấy bị đuổi ra khỏi nhà lúc tối.",
    ];

    public static Report Create(int seed, int index)
    {
        var chance = Chance.Of("report", seed, index);
        var journey = chance.Pick((Journey.Person, 55), (Journey.Witness, 17), (Journey.Professional, 24), (Journey.Danger, 4));
        var area = chance.Pick((SampleCommunes.CaiNhum, 45), (SampleCommunes.NhonPhu, 30), (SampleCommunes.TraVinh, 25)).Area;
        var age = AgeOf(chance, journey);
        var sex = chance.Pick((Sex.Female, 86), (Sex.Male, 11), (Sex.NotStated, 3));
        var relation = RelationOf(chance, age);
        var happenings = HappeningsOf(chance, age, relation);
        var hard = chance.Is(0.25);
        var report = new Report
        {
            Journey = journey,
            Commune = area.Code,
            ToProvince = chance.Is(0.02),
            Hamlet = chance.Is(0.7) ? chance.Pick<string>([.. area.Hamlets]) : null,
            Safety = journey == Journey.Danger ? SafetyNow.Danger : chance.Pick((SafetyNow.Safe, 60), (SafetyNow.Unsure, 30), (SafetyNow.Danger, 2)),
            Age = age,
            Sex = sex,
            Happenings = journey == Journey.Danger ? [] : happenings,
            Narrative = journey == Journey.Danger ? null : chance.Is(0.6) ? chance.Pick<string>(journey == Journey.Person ? Stories : Seen) : null,
            LastTime = chance.Pick((LastTime.TodayOrYesterday, 18), (LastTime.Within3Days, 15), (LastTime.Within5Days, 9), (LastTime.ThisMonth, 28), (LastTime.LongerAgo, 20), (LastTime.NotStated, 10)),
            DangerSigns = hard ? chance.Some(0.3, [DangerSign.Repeats, DangerSign.GettingWorse, DangerSign.Strangled, DangerSign.ThreatToKill, DangerSign.Weapon, DangerSign.Pregnant, DangerSign.LeavingNow, DangerSign.ChildHarmed])
                : chance.Some(0.3, DangerSign.Repeats),
            Relation = journey == Journey.Danger ? RelationAnswer.NotStated : relation,
            NotToBeTold = chance.Is(0.06) ? [chance.Pick(Office.CommuneOffice, Office.Police, Office.HealthStation, Office.School, Office.Community)] : [],
            Needs = chance.Some(0.05, [Need.Interpreter, Need.Disability, Need.FemaleStaff, Need.InfantUnder36Months]),
        };
        return journey switch
        {
            Journey.Person => ByTheirOwn(report, chance),
            Journey.Danger => report with { Police = PoliceConsent.MayVisit, Place = "Ở nhà, gần chợ." },
            _ => report with { ReportedBy = Reporter(chance, report) },
        };
    }

    private static Report ByTheirOwn(Report report, Chance chance)
    {
        var channel = chance.Pick((ContactChannel.None, 30), (ContactChannel.Phone, 32), (ContactChannel.Sms, 10), (ContactChannel.Zalo, 22), (ContactChannel.TrustedPerson, 6));
        return report with
        {
            Wishes = report.Age == AgeAnswer.Under16 ? [] : chance.Some(0.3, [HelpWish.Health, HelpWish.Counselling, HelpWish.LegalAdvice, HelpWish.Shelter, HelpWish.ChildAndSchool, HelpWish.LivelihoodAndGoods, HelpWish.PeerSupport]),
            Police = report.Age != AgeAnswer.Under16 && chance.Is(0.18) ? chance.Pick(PoliceConsent.AdviceOnly, PoliceConsent.MayContact, PoliceConsent.MayVisit) : null,
            Contact = new SafeContact
            {
                Channel = channel,
                Address = channel switch { ContactChannel.None => null, ContactChannel.TrustedPerson => "Dì Bảy", _ => Phone(chance) },
                OthersCanSee = chance.Pick(YesNo.NotStated, YesNo.No, YesNo.Yes),
                Hours = channel == ContactChannel.None ? [] : chance.Some(0.4, [SafeHour.Morning, SafeHour.Noon, SafeHour.Afternoon]),
                MayLeaveMessage = channel == ContactChannel.None ? YesNo.NotStated : chance.Pick(YesNo.No, YesNo.Yes),
                NameToUse = chance.Is(0.4) ? chance.Pick("Bảy", "Hoa", "Chị Ba", "Út") : null,
                SecretWord = channel == ContactChannel.None ? null : chance.Pick("xoài", "mận", "dừa", "chôm chôm", "bưởi"),
            },
        };
    }

    private static ThirdParty Reporter(Chance chance, Report report)
    {
        if (report.Journey == Journey.Witness)
            return new ThirdParty
            {
                Role = chance.Pick((ReporterRole.NeighbourOrWitness, 50), (ReporterRole.Family, 25), (ReporterRole.FriendOrColleague, 20), (ReporterRole.Other, 5)),
                Channel = Channel.Web,
                PersonInNeed = "Người ở gần nhà văn hóa ấp",
                SurvivorKnows = chance.Pick(SurvivorKnows.DoesNotKnow, SurvivorKnows.KnowsNotAgreed, SurvivorKnows.KnowsAndAgrees),
                SafeWayToMeet = chance.Is(0.5) ? "Buổi sáng, khi đi chợ" : null,
            };
        var role = report.Age == AgeAnswer.Under16
            ? chance.Pick((ReporterRole.TeacherOrSchoolCounsellor, 70), (ReporterRole.HealthWorker, 15), (ReporterRole.HamletHeadOrFront, 15))
            : chance.Pick((ReporterRole.HealthWorker, 40), (ReporterRole.HamletHeadOrFront, 35), (ReporterRole.Union, 10), (ReporterRole.Official, 10), (ReporterRole.Employer, 5));
        return new ThirdParty
        {
            Role = role,
            Channel = role switch
            {
                ReporterRole.TeacherOrSchoolCounsellor => Channel.School,
                ReporterRole.HealthWorker => Channel.HealthStation,
                ReporterRole.HamletHeadOrFront => chance.Pick(Channel.Hamlet, Channel.PaperBook),
                ReporterRole.Official => chance.Pick(Channel.Phone, Channel.HotlineTransfer, Channel.Police),
                _ => Channel.InPerson,
            },
            Name = "Người báo tin (mẫu)",
            Phone = Phone(chance),
            Unit = "Đơn vị trong xã",
            PersonInNeed = report.Age == AgeAnswer.Under16 ? "Học sinh lớp 7" : "Người trong ấp",
            Consent = report.Age == AgeAnswer.Under16 ? RecordedConsent.NotStated : chance.Pick((RecordedConsent.Agreed, 55), (RecordedConsent.NotAsked, 35), (RecordedConsent.Declined, 10)),
            ConsentHow = "Nói trực tiếp",
            ParentsKnow = chance.Pick(YesNo.NotStated, YesNo.No, YesNo.Yes),
            ActionsTaken = chance.Some(0.2, [ActionTaken.Called113, ActionTaken.Called111, ActionTaken.MedicalExam, ActionTaken.ToldLeadership]),
        };
    }

    private static AgeAnswer AgeOf(Chance chance, Journey journey) => journey == Journey.Professional
        ? chance.Pick((AgeAnswer.Under16, 35), (AgeAnswer.From16To17, 10), (AgeAnswer.From18To24, 12), (AgeAnswer.From25To39, 22), (AgeAnswer.From40To59, 15), (AgeAnswer.From60, 6))
        : chance.Pick((AgeAnswer.Under16, 8), (AgeAnswer.From16To17, 6), (AgeAnswer.From18To24, 18), (AgeAnswer.From25To39, 36), (AgeAnswer.From40To59, 20), (AgeAnswer.From60, 6), (AgeAnswer.NotStated, 6));

    private static RelationAnswer RelationOf(Chance chance, AgeAnswer age) => age is AgeAnswer.Under16 or AgeAnswer.From16To17
        ? chance.Pick((RelationAnswer.Parent, 35), (RelationAnswer.OtherKin, 18), (RelationAnswer.FellowPupil, 14), (RelationAnswer.OnlineAcquaintance, 10), (RelationAnswer.NeighbourOrAcquaintance, 12), (RelationAnswer.SchoolStaff, 4), (RelationAnswer.Dating, 7))
        : age == AgeAnswer.From60
            ? chance.Pick((RelationAnswer.Child, 50), (RelationAnswer.Partner, 25), (RelationAnswer.OtherKin, 25))
            : chance.Pick((RelationAnswer.Partner, 52), (RelationAnswer.FormerSpouse, 11), (RelationAnswer.Dating, 8), (RelationAnswer.OtherKin, 9), (RelationAnswer.SuperiorOrColleague, 5), (RelationAnswer.NeighbourOrAcquaintance, 5), (RelationAnswer.OnlineAcquaintance, 4), (RelationAnswer.Stranger, 2), (RelationAnswer.NotStated, 4));

    private static List<Happening> HappeningsOf(Chance chance, AgeAnswer age, RelationAnswer relation)
    {
        List<Happening> all = relation is RelationAnswer.OnlineAcquaintance
            ? [Happening.OnlineAbuse, .. chance.Some(0.3, Happening.ThreatsAndControl)]
            : relation is RelationAnswer.SuperiorOrColleague or RelationAnswer.Stranger or RelationAnswer.NeighbourOrAcquaintance
                ? [chance.Pick(Happening.VerbalSexualHarassment, Happening.UnwantedTouch, Happening.ThreatsAndControl)]
                : chance.Some(0.45, [Happening.Beaten, Happening.ThreatsAndControl, Happening.MoneyPapersSchoolWork]);
        if (chance.Is(age == AgeAnswer.Under16 ? 0.08 : 0.05)) all.Add(Happening.ForcedSex);
        if (age is AgeAnswer.Under16 or AgeAnswer.From16To17 && chance.Is(0.08)) all.Add(Happening.ForcedOrEarlyMarriage);
        if (chance.Is(0.08)) all.Add(Happening.ConfinedOrEvicted);
        return all.Count > 0 ? all : [chance.Pick(Happening.SomethingElse, Happening.NotReadyToSay, Happening.ThreatsAndControl)];
    }

    /// <summary>A number that nobody has.</summary>
    private static string Phone(Chance chance) => string.Create(CultureInfo.InvariantCulture, $"0900 000 {chance.Between(0, 999):000}");

    /// <summary>What a coordinator would find in it, for the guided questions.</summary>
    public static CoreType TypeOf(Report report, Chance chance)
    {
        if (chance.Is(0.03)) return CoreType.NotGbv;
        var h = report.Happenings;
        if (h.Contains(Happening.ForcedSex)) return CoreType.Rape;
        if (h.Contains(Happening.UnwantedTouch)) return CoreType.SexualAssault;
        if (h.Contains(Happening.Beaten)) return CoreType.PhysicalAssault;
        if (h.Contains(Happening.ForcedOrEarlyMarriage)) return CoreType.ForcedMarriage;
        return h.Contains(Happening.MoneyPapersSchoolWork) ? CoreType.DenialOfResources : CoreType.PsychologicalAbuse;
    }
}
