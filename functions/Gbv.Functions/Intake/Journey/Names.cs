namespace Gbv.Functions.Intake.Journey;

/// <summary>Names of the form's fields; the same question has the same name in every journey.</summary>
internal static class Names
{
    public const string Safety = "safety";
    public const string Commune = "area";
    public const string ToProvince = "province";
    public const string Hamlet = "hamlet";
    public const string Place = "place";
    public const string Age = "age";
    public const string Sex = "sex";
    public const string Happenings = "what";
    public const string Narrative = "words";
    public const string LastTime = "last";
    public const string Signs = "signs";
    public const string Relation = "relation";
    public const string NotToBeTold = "nottold";
    public const string Wishes = "wishes";
    public const string Police = "police";
    public const string Needs = "needs";
    public const string TrustedAdult = "trusted";
    public const string NotYetTold = "notyet";
    public const string Channel = "channel";
    public const string Address = "reach";
    public const string OthersCanSee = "seen";
    public const string Hours = "hours";
    public const string MayLeaveMessage = "message";
    public const string NameToUse = "called";
    public const string SecretWord = "word";
    public const string PersonInNeed = "person";
    public const string SurvivorKnows = "knows";
    public const string SafeWayToMeet = "meet";
    public const string Role = "role";
    public const string ReporterName = "yourname";
    public const string ReporterPhone = "yournumber";
    public const string Unit = "unit";
    public const string ToldBy = "toldby";
    public const string ToldOn = "toldon";
    public const string WorksHere = "workshere";
    public const string Consent = "consent";
    public const string ConsentHow = "consenthow";
    public const string ChildWish = "childwish";
    public const string ParentsKnow = "parents";
    public const string SafeToTellParents = "parentsafe";
    public const string Actions = "actions";
    public const string Agree = "agree";
    public const string DangerPlace = "here";
    public const string DangerCommune = "dangerarea";
    public const string DangerAvoid = "avoid";

    /// <summary>"Không có": clears the other answers of a list.</summary>
    public const string Nowhere = "none";
}
