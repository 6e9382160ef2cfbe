using System.Text.RegularExpressions;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Functions.Tests.Intake;

public sealed partial class TextsTests
{
    private static readonly Texts Vietnamese = Texts.For("vi");
    private static readonly Texts English = Texts.For("en");

    [Fact]
    public void Vietnamese_and_English_have_the_same_keys() =>
        Assert.Equal(Vietnamese.Keys.Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_text_has_the_same_placeholders_in_both_languages() =>
        Assert.All(Vietnamese.Keys, key => Assert.Equal(Placeholders(Vietnamese[key]), Placeholders(English[key])));

    [Fact]
    public void An_unknown_language_is_answered_in_Vietnamese() => Assert.Same(Vietnamese, Texts.For("fr"));

    [Fact]
    public void The_files_for_translators_hold_no_key_that_is_not_used()
    {
        var assembly = typeof(Texts).Assembly;
        var keys = assembly.GetManifestResourceNames().Where(n => n.EndsWith("texts.km.json", StringComparison.Ordinal))
            .SelectMany(n => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(assembly.GetManifestResourceStream(n)!)!.Keys);

        Assert.All(keys, key => Assert.True(Vietnamese.Has(key), key));
    }

    [Fact]
    public void Khmer_shows_Vietnamese_until_it_is_translated() => Assert.Equal(Vietnamese["layout.exit"], Texts.For("km")["layout.exit"]);

    [Theory]
    [InlineData(typeof(SafetyNow))]
    [InlineData(typeof(AgeAnswer))]
    [InlineData(typeof(Sex))]
    [InlineData(typeof(Happening))]
    [InlineData(typeof(LastTime))]
    [InlineData(typeof(DangerSign))]
    [InlineData(typeof(RelationAnswer))]
    [InlineData(typeof(HelpWish))]
    [InlineData(typeof(PoliceConsent))]
    [InlineData(typeof(Need))]
    [InlineData(typeof(ContactChannel))]
    [InlineData(typeof(SafeHour))]
    [InlineData(typeof(YesNo))]
    [InlineData(typeof(ReporterRole))]
    [InlineData(typeof(Channel))]
    [InlineData(typeof(SurvivorKnows))]
    [InlineData(typeof(RecordedConsent))]
    [InlineData(typeof(ActionTaken))]
    [InlineData(typeof(Office))]
    [InlineData(typeof(Service))]
    [InlineData(typeof(Urgency))]
    [InlineData(typeof(ItemKind))]
    [InlineData(typeof(ItemState))]
    [InlineData(typeof(DeclineReason))]
    [InlineData(typeof(Basis))]
    [InlineData(typeof(DisclosedPart))]
    [InlineData(typeof(RoutingFlag))]
    [InlineData(typeof(CaseState))]
    [InlineData(typeof(ClosureReason))]
    [InlineData(typeof(CoreType))]
    [InlineData(typeof(ViolenceForm))]
    [InlineData(typeof(Measure))]
    [InlineData(typeof(DomesticViolenceAct))]
    [InlineData(typeof(PublicStatus))]
    [InlineData(typeof(EventKind))]
    [InlineData(typeof(MailState))]
    [InlineData(typeof(IncidentContext))]
    [InlineData(typeof(IncidentPlace))]
    [InlineData(typeof(TimeOfDay))]
    [InlineData(typeof(MaritalStatus))]
    [InlineData(typeof(Displacement))]
    [InlineData(typeof(PerpetratorCount))]
    [InlineData(typeof(PerpetratorAge))]
    [InlineData(typeof(PerpetratorOccupation))]
    [InlineData(typeof(Domain.Statistics.AgeBand))]
    [InlineData(typeof(Domain.Directory.DirectoryRole))]
    public void Each_member_of_a_code_list_has_a_label(Type list) =>
        Assert.All(Enum.GetNames(list), member =>
            Assert.True(Vietnamese.Has($"{list.Name}.{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(member)}"), $"{list.Name}.{member}"));

    [Fact]
    public void Staff_words_never_blame_and_never_reconcile()
    {
        string[] forbidden = ["nạn nhân", "thủ phạm", "đối tượng", "tố cáo", "hòa giải", "vụ án"];
        // The legal form alone speaks in its own words.
        Assert.All(Vietnamese.Keys.Where(k => !k.StartsWith("reporting.form.", StringComparison.Ordinal)), key => Assert.DoesNotContain(forbidden, word => Vietnamese[key].Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_label_can_speak_in_the_first_person() =>
        Assert.NotEqual(Vietnamese.Label(DangerSign.InjuredNow), Vietnamese.Label(DangerSign.InjuredNow, "intake.me"));

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
