using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Intake.Journey.Person;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Tests.Intake;

/// <summary>What a step asks, and what becomes of the answers.</summary>
public sealed class StepsTests
{
    private static readonly Area Commune = new() { Code = new("le-loi"), Name = "xã Lê Lợi" };

    [Fact]
    public void Help_is_offered_only_where_somebody_gives_it()
    {
        var wishes = OfferedWishes(State());

        Assert.Equal(["health", "peer-support"], wishes);
    }

    [Fact]
    public void Help_of_an_excluded_office_is_not_offered()
    {
        var wishes = OfferedWishes(State((Names.NotToBeTold, "community")));

        Assert.Equal(["health"], wishes);
    }

    [Fact]
    public void The_police_are_not_asked_about_where_they_are_excluded()
    {
        var fields = new P6Help().Fields(Context(State((Names.NotToBeTold, "police")))).Select(f => f.Name);

        Assert.DoesNotContain(Names.Police, fields);
    }

    [Fact]
    public void Ticks_of_an_adult_do_not_count_once_the_person_is_a_child()
    {
        var report = ReportFromAnswers.Build(State((Names.Age, "under16"), (Names.Wishes, "health"), (Names.Police, "may-visit")), "vi");

        Assert.Empty(report.Wishes);
        Assert.Null(report.Police);
    }

    [Fact]
    public void Ticks_without_a_recorded_yes_do_not_count()
    {
        var state = State((Names.Wishes, "health"), (Names.Consent, "not-asked")) with { Journey = Kind.Professional };

        Assert.Empty(ReportFromAnswers.Build(state, "vi").Wishes);
    }

    [Fact]
    public void No_commune_means_the_province()
    {
        var report = ReportFromAnswers.Build(State((Names.ToProvince, "yes")), "vi");

        Assert.True(report.Commune.IsProvince);
        Assert.True(report.ToProvince);
    }

    [Fact]
    public void An_address_is_dropped_where_nobody_may_make_contact()
    {
        var report = ReportFromAnswers.Build(State((Names.Channel, "none"), (Names.Address, "0912345678")), "vi");

        Assert.Null(report.Contact.Address);
    }

    [Fact]
    public void The_danger_button_is_the_yes_to_the_police()
    {
        var report = ReportFromAnswers.BuildDanger(State((Names.DangerPlace, "ấp 1"), (Names.DangerCommune, "le-loi")), "vi");

        Assert.Equal(Kind.Danger, report.Journey);
        Assert.Equal(PoliceConsent.MayVisit, report.Police);
        Assert.Equal(SafetyNow.Danger, report.Safety);
    }

    [Fact]
    public void The_danger_tick_leaves_out_commune_office_and_police()
    {
        var report = ReportFromAnswers.BuildDanger(State((Names.DangerAvoid, "yes"), (Names.DangerCommune, "le-loi")), "vi");

        Assert.True(report.ToProvince);
        Assert.Equal([Office.CommuneOffice, Office.Police], report.NotToBeTold);
    }

    [Fact]
    public void In_danger_earlier_exclusions_hold_and_the_story_is_not_sent()
    {
        var report = ReportFromAnswers.BuildDanger(
            State((Names.NotToBeTold, "police"), (Names.ToProvince, "yes"), (Names.Commune, "le-loi"), (Names.Narrative, "chuyện riêng")), "vi");

        Assert.Equal([Office.CommuneOffice, Office.Police], report.NotToBeTold);
        Assert.Equal("le-loi", report.Commune.Value);
        Assert.Null(report.Narrative);
    }

    [Fact]
    public void A_witness_in_a_hurry_consents_to_nothing_for_her()
    {
        var report = ReportFromAnswers.BuildDanger(State((Names.DangerPlace, "ấp 1")) with { Journey = Kind.Witness }, "vi");

        Assert.Equal(Kind.Witness, report.Journey);
        Assert.Null(report.Police);
        Assert.NotNull(report.ReportedBy);
    }

    [Fact]
    public void Every_step_has_its_own_id_and_texts()
    {
        var steps = Journeys.All.ToList();

        Assert.Equal(steps.Count, steps.Select(s => s.Id).Distinct().Count());
        Assert.All(steps, s => Assert.DoesNotContain("intake.", s.Title(Context(State()))));
    }

    private static IEnumerable<string> OfferedWishes(JourneyState state) =>
        new P6Help().Fields(Context(state)).OfType<Several>().Where(f => f.Name == Names.Wishes).SelectMany(f => f.Options).Select(o => o.Value);

    private static JourneyState State(params (string Field, string Value)[] answers) => new()
    {
        Journey = Kind.Person,
        Submission = "",
        DangerSubmission = "",
        StartedAt = DateTimeOffset.UnixEpoch,
        SteppedAt = DateTimeOffset.UnixEpoch,
        Values = answers.GroupBy(a => a.Field).ToDictionary(g => g.Key, g => g.Select(a => a.Value).ToArray()),
    };

    private static StepContext Context(JourneyState state)
    {
        var page = new PageContext { T = Texts.For("vi"), Options = new(), ExitUrl = "https://weather.example.org/" };
        return new(page, state, [Commune], Directory(), new DateOnly(2026, 11, 24));
    }

    private static CommuneDirectory Directory() => new()
    {
        Commune = Commune,
        Province = new() { Code = CommuneCode.Province, Name = "tỉnh" },
        Entries = [Entry("1", Office.HealthStation, Service.Health), Entry("2", Office.Community, Service.CommunitySupport), Entry("3", Office.Police, Service.Police)],
    };

    private static DirectoryEntry Entry(string id, Office office, Service service) => new()
    {
        Id = id,
        Commune = Commune.Code,
        Name = "Nguyễn Văn A",
        Unit = "Đơn vị",
        Office = office,
        Services = [service],
        Email = "a@example.org",
    };
}
