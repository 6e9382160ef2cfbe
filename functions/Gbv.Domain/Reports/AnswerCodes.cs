namespace Gbv.Domain.Reports;

/// <summary>Which way a report came in; it decides which questions were asked and what consent can be assumed.</summary>
public enum Journey { Person, Witness, Professional, Danger }

/// <summary>P1, W1, T1: is somebody in danger at this moment?</summary>
public enum SafetyNow { Safe, Unsure, Danger }

/// <summary>Age as the pages ask it; finer bands are set at triage.</summary>
public enum AgeAnswer { NotStated, Under16, From16To17, From18To24, From25To39, From40To59, From60 }

public enum Sex { NotStated, Female, Male, Other }

/// <summary>P3: what happened, as a person would say it.</summary>
public enum Happening
{
    Beaten, ForcedSex, UnwantedTouch, ThreatsAndControl, ConfinedOrEvicted, MoneyPapersSchoolWork,
    ForcedOrEarlyMarriage, OnlineAbuse, VerbalSexualHarassment, SomethingElse, NotReadyToSay,
}

/// <summary>P4: when it happened last. <see cref="Within5Days"/> and nearer count as within 120 hours (domain §3).</summary>
public enum LastTime { NotStated, TodayOrYesterday, Within3Days, Within5Days, ThisMonth, LongerAgo }

/// <summary>P4 and T4: signs of danger. They feed urgency and nothing else.</summary>
public enum DangerSign
{
    Repeats, GettingWorse, Strangled, ThreatToKill, Weapon, InjuredNow, Pregnant, LeavingNow, ChildHarmed, SelfHarmThoughts,
}

/// <summary>P5: who the other person is. The page does not tell all domain relations apart; triage refines.</summary>
public enum RelationAnswer
{
    NotStated, Partner, FormerSpouse, Dating, Parent, Child, OtherKin, SchoolStaff, FellowPupil,
    SuperiorOrColleague, NeighbourOrAcquaintance, OnlineAcquaintance, Stranger, Other,
}

/// <summary>P6: what the person wishes; each tick is the consent for that service. Police has its own question.</summary>
public enum HelpWish { Health, Counselling, LegalAdvice, Shelter, ChildAndSchool, LivelihoodAndGoods, PeerSupport }

/// <summary>How far the police may go with the person's yes.</summary>
public enum PoliceConsent { AdviceOnly, MayContact, MayVisit }

/// <summary>P6: what else is needed.</summary>
public enum Need { Interpreter, Disability, FemaleStaff, InfantUnder36Months }

/// <summary>P7: the only ways in which somebody may reach the person.</summary>
public enum ContactChannel { None, Phone, Sms, Zalo, Email, TrustedPerson }

/// <summary>P7: hours at which contact is safe.</summary>
public enum SafeHour { Morning, Noon, Afternoon, Evening, WeekdaysOnly }

/// <summary>Yes, no, or not said.</summary>
public enum YesNo { NotStated, Yes, No }

/// <summary>W5 and T2: who tells.</summary>
public enum ReporterRole
{
    Survivor, Family, NeighbourOrWitness, FriendOrColleague, TeacherOrSchoolCounsellor, HealthWorker, HamletHeadOrFront,
    Union, Official, Employer, Other,
}

/// <summary>How a report reached whoever typed it in.</summary>
public enum Channel { Web, Api, Phone, InPerson, Hamlet, HealthStation, Police, School, HotlineTransfer, PaperBook }

/// <summary>W4: does the person know that somebody reports? "Yes and agrees" is no consent to a service (domain §3).</summary>
public enum SurvivorKnows { NotStated, KnowsAndAgrees, KnowsNotAgreed, DoesNotKnow }

/// <summary>T5: consent as recorded by a professional; it counts, with who, how and when.</summary>
public enum RecordedConsent { NotStated, Agreed, NotAsked, Declined }

/// <summary>T6: what was done already.</summary>
public enum ActionTaken { Called113, Called111, MedicalExam, ToldLeadership, Nothing }

/// <summary>An office that can be excluded from a report (<c>notToBeTold</c>), design §5.</summary>
public enum Office { CommuneOffice, Police, HealthStation, School, Community, Province }
