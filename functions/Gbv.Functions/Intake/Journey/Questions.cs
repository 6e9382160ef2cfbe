using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>The questions that several journeys share, in the first or the third person.</summary>
internal static class Questions
{
    public static string Voice(this StepContext c) => c.ThirdParty ? "intake.them" : "intake.me";

    /// <summary>The wording for whoever fills in the form.</summary>
    public static string Q(this StepContext c, string key)
    {
        var theirs = $"intake.q.{key}.them";
        return c.ThirdParty && c.T.Has(theirs) ? c.T[theirs] : c.T[$"intake.q.{key}"];
    }

    public static IReadOnlyList<Option> Options<T>(this StepContext c, params IEnumerable<T> members) where T : struct, Enum =>
        [.. members.Select(m => new Option(m.Code(), c.T.Label(m, c.Voice())))];

    public static IReadOnlyList<Option> AllOptions<T>(this StepContext c) where T : struct, Enum => c.Options(Enum.GetValues<T>());

    /// <summary>All members, "Không muốn nói" (the list's default) at the end.</summary>
    public static IReadOnlyList<Option> OptionsNotStatedLast<T>(this StepContext c) where T : struct, Enum =>
        c.Options(Enum.GetValues<T>().OrderBy(m => m.Equals(default(T))));

    public static Ask Commune(this StepContext c) => new(new Pick(Names.Commune, [.. c.Areas.Select(a => new Option(a.Code.Value, a.Name))])
    {
        Label = c.Q("commune"),
        Required = true,
        Empty = c.T["intake.q.commune.empty"],
    });

    public static Ask ToProvince(this StepContext c) => new(new Tick(Names.ToProvince, c.T["intake.q.province"]) { Hint = c.T["intake.q.province.hint"] });

    public static Ask Hamlet(this StepContext c) => new(new Line(Names.Hamlet)
    {
        Label = c.Q("hamlet"),
        MaxLength = 100,
        Suggestions = c.Page.Commune?.Hamlets ?? [],
    });

    public static Ask Age(this StepContext c, bool required = false) =>
        new(new Choice(Names.Age, c.OptionsNotStatedLast<AgeAnswer>()) { Label = c.Q("age"), Required = required });

    public static Ask Sex(this StepContext c) =>
        new(new Choice(Names.Sex, c.OptionsNotStatedLast<Sex>()) { Label = c.Q("sex") });

    public static Ask Happenings(this StepContext c, string? label = null) =>
        new(new Several(Names.Happenings, c.AllOptions<Happening>()) { Label = label, Hint = c.T["intake.several"] });

    public static Ask Narrative(this StepContext c, string key = "words") => new(new LongText(Names.Narrative) { Label = c.Q(key) });

    public static Ask LastTime(this StepContext c) =>
        new(new Choice(Names.LastTime, c.OptionsNotStatedLast<LastTime>()) { Label = c.Q("last") });

    public static Ask Signs(this StepContext c) =>
        new(new Several(Names.Signs, c.AllOptions<DangerSign>()) { Label = c.Q("signs"), Hint = c.T["intake.several"] });

    public static Ask Relation(this StepContext c, bool labelled = true) =>
        new(new Choice(Names.Relation, c.OptionsNotStatedLast<RelationAnswer>()) { Label = labelled ? c.Q("relation") : null });

    public static Ask NotToBeTold(this StepContext c) => new(new Several(Names.NotToBeTold,
    [
        .. c.Options(Office.CommuneOffice, Office.Police, Office.HealthStation, Office.School, Office.Community),
        new Option(Names.Nowhere, c.T["intake.q.nottold.none"]),
    ])
    { Label = c.Q("nottold"), Hint = c.T["intake.q.nottold.why"] });

    public static Ask Needs(this StepContext c) =>
        new(new Several(Names.Needs, c.AllOptions<Need>()) { Label = c.Q("needs"), Hint = c.T["intake.several"] });

    /// <summary>P6 and T5: the services that somebody can give and nobody excluded gives; nothing is ticked beforehand.</summary>
    public static IEnumerable<Block> Wishes(this StepContext c)
    {
        var report = ReportFromAnswers.Build(c.State, c.Page.Language);
        var offered = c.Directory is { } d ? Domain.Referrals.Wishes.Offered(report, d) : Enum.GetValues<HelpWish>();
        if (offered.Count > 0)
            yield return new Ask(new Several(Names.Wishes, c.Options(offered)) { Label = c.Q("wishes"), Hint = c.T["intake.several"] });
        if (c.Directory is not { } known || Domain.Referrals.Wishes.PoliceOffered(report, known))
            yield return new Ask(new Choice(Names.Police, [new(Names.Nowhere, c.T["intake.q.police.none"]), .. c.AllOptions<PoliceConsent>()]) { Label = c.Q("police") });
    }

    /// <summary>P7 and T3: the only ways in which somebody may reach the person.</summary>
    public static IEnumerable<Block> Contact(this StepContext c) =>
    [
        new Ask(new Choice(Names.Channel, c.AllOptions<ContactChannel>()) { Label = c.Q("channel"), Required = true }),
        new Ask(new Line(Names.Address) { Label = c.Q("reach"), Hint = c.T["intake.q.reach.hint"], MaxLength = 200 }),
        new Ask(new Choice(Names.OthersCanSee, c.OptionsNotStatedLast<YesNo>()) { Label = c.Q("seen") }),
        new Ask(new Several(Names.Hours, c.AllOptions<SafeHour>()) { Label = c.Q("hours"), Hint = c.T["intake.several"] }),
        new Ask(new Choice(Names.MayLeaveMessage, c.OptionsNotStatedLast<YesNo>()) { Label = c.Q("message") }),
        new Ask(new Line(Names.NameToUse) { Label = c.Q("called"), Hint = c.T["intake.q.called.hint"], MaxLength = 100 }),
        new Ask(new Line(Names.SecretWord) { Label = c.T["intake.q.word"], Hint = c.Q("word.hint"), MaxLength = 60 }),
    ];

    public static IEnumerable<FieldError> CheckPlace(this StepContext c)
    {
        if (c.Areas.Count > 0 && !c.Answers.Has(Names.ToProvince) && !c.Areas.Any(a => a.Code.Value == c.Answers.Text(Names.Commune)))
            yield return c.Error(Names.Commune, "commune");
    }

    public static IEnumerable<FieldError> CheckContact(this StepContext c)
    {
        var channel = c.Answers.One<ContactChannel>(Names.Channel);
        if (channel is null) yield return c.Error(Names.Channel, "channel");
        else if (ContactShape.Problem(channel.Value, c.Answers.Text(Names.Address)) is { } problem) yield return c.Error(Names.Address, problem);
    }

    public static IEnumerable<FieldError> CheckReporterPhone(this StepContext c)
    {
        if (c.Answers.Text(Names.ReporterPhone) is { } number && !ContactShape.IsPhone(number)) yield return c.Error(Names.ReporterPhone, "phone");
    }

    public static FieldError Error(this StepContext c, string field, string key) => new(field, c.T[$"intake.error.{key}"]);
}
