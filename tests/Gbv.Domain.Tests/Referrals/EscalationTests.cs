using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Domain §3 "Deadlines": when each step is due and who is written to.</summary>
public sealed class EscalationTests
{
    private static readonly HashSet<Office> Nobody = [];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 90)]
    [InlineData(10, 300)]
    public void Immediate_at_once_after_30_and_60_minutes_then_every_30(int step, int minutes) =>
        Assert.Equal(A.Now.AddMinutes(minutes), Time(Urgency.Immediate, A.Now, step));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4)]
    [InlineData(2, 8)]
    [InlineData(3, 12)]
    public void High_at_once_after_4_and_8_hours_then_every_4(int step, int hours) =>
        Assert.Equal(A.Now.AddHours(hours), Time(Urgency.High, A.Now, step));

    [Theory]
    [InlineData(Urgency.Immediate)]
    [InlineData(Urgency.High)]
    public void Urgent_steps_run_at_night_and_on_Sunday(Urgency urgency)
    {
        var sundayNight = Local(2026, 11, 22, 23, 30);
        Assert.Equal(sundayNight + (urgency == Urgency.Immediate ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(4)), Time(urgency, sundayNight, 1));
    }

    [Theory]
    [InlineData(0, 26)]
    [InlineData(1, 27)]
    [InlineData(2, 30)]
    [InlineData(3, 31)]
    public void Normal_counts_working_days_in_office_hours(int step, int day)
    {
        var created = Local(2026, 11, 26, 10, 0);
        var expected = day <= 30 ? Local(2026, 11, day, 10, 0) : Local(2026, 12, 1, 10, 0);
        Assert.Equal(expected, Time(Urgency.Normal, created, step));
    }

    [Fact]
    public void Normal_sent_at_night_is_due_a_working_day_after_the_next_opening() =>
        Assert.Equal(Local(2026, 11, 26, 7, 30), Time(Urgency.Normal, Local(2026, 11, 24, 22, 0), 1));

    [Fact]
    public void Normal_skips_public_holidays_and_weekends() =>
        // Thursday 30 April and Friday 1 May 2026 are holidays.
        Assert.Equal(Local(2026, 5, 4, 10, 0), Time(Urgency.Normal, Local(2026, 4, 29, 10, 0), 1));

    [Fact]
    public void Immediate_asks_responder_and_duty_officer_at_once() => Assert.Equal(["health", "office-duty"], Asked(Urgency.Immediate, 0, WithOfficeDuty));

    [Fact]
    public void A_duty_officer_of_the_police_is_asked_where_the_police_are() =>
        Assert.Equal(["police", "duty"], Ids(Escalation.Recipients(Police, 0, TheDirectory.Full, Nobody)));

    [Fact]
    public void A_duty_officer_of_the_police_hears_of_nothing_else()
    {
        Assert.Equal(["health", "stand-in"], Asked(Urgency.Immediate, 0));
        Assert.Equal(["coordinator", "stand-in"], Ids(Escalation.Recipients(Triage(Urgency.Immediate), 0, TheDirectory.Full, Nobody)));
    }

    [Fact]
    public void Whoever_gives_the_services_of_the_police_is_of_the_police_whatever_office_the_directory_says()
    {
        var mistaken = TheDirectory.Without("duty");
        mistaken = mistaken with { Entries = [.. mistaken.Entries, TheDirectory.Entry("d", Office.CommuneOffice, roles: [DirectoryRole.Duty], services: [Service.Police])] };
        Assert.Equal(["health", "stand-in"], Asked(Urgency.Immediate, 0, mistaken));
    }

    [Fact]
    public void Without_a_duty_officer_the_stand_in_is_asked() =>
        Assert.Equal(["health", "stand-in"], Asked(Urgency.Immediate, 0, TheDirectory.Without("duty")));

    [Theory]
    [InlineData(Urgency.High)]
    [InlineData(Urgency.Normal)]
    public void Others_ask_the_responder_alone_at_first(Urgency urgency) => Assert.Equal(["health"], Asked(urgency, 0));

    [Theory]
    [InlineData(Urgency.Immediate)]
    [InlineData(Urgency.High)]
    [InlineData(Urgency.Normal)]
    public void Then_backup_with_coordinator_then_the_province_then_all_three(Urgency urgency)
    {
        Assert.Equal(["health-2", "coordinator"], Asked(urgency, 1));
        Assert.Equal(["p-coordinator"], Asked(urgency, 2));
        Assert.Equal(["health-2", "coordinator", "p-coordinator"], Asked(urgency, 3));
        Assert.Equal(["health-2", "coordinator", "p-coordinator"], Asked(urgency, 100));
    }

    [Fact]
    public void Triage_that_nobody_accepts_goes_to_the_stand_in_and_the_province()
    {
        var item = Triage(Urgency.Normal);
        Assert.Equal(["stand-in", "coordinator"], Ids(Escalation.Recipients(item, 1, TheDirectory.Full, Nobody)));
        Assert.Equal(["p-coordinator"], Ids(Escalation.Recipients(item, 2, TheDirectory.Full, Nobody)));
    }

    [Fact]
    public void An_excluded_commune_office_hears_of_no_step()
    {
        HashSet<Office> excluded = [Office.CommuneOffice];
        Assert.Equal(["health-2", "p-coordinator"], Ids(Escalation.Recipients(Item(Urgency.Normal), 1, TheDirectory.Full, excluded)));
    }

    [Theory]
    [InlineData(0, "p-coordinator", "p-stand-in")]
    [InlineData(1, "p-stand-in", "p-coordinator")]
    [InlineData(2, "p-coordinator")]
    [InlineData(3, "p-stand-in", "p-coordinator")]
    public void Triage_without_the_commune_office_is_the_province_s_alone_at_each_step(int step, params string[] asked)
    {
        var item = Triage(Urgency.Immediate) with { ResponderId = "p-coordinator", BackupId = "p-stand-in" };
        var health = TheDirectory.Entry("health-duty", Office.HealthStation, roles: [DirectoryRole.Duty]);
        var directory = TheDirectory.Full with { Entries = [.. TheDirectory.Full.Entries, health] };
        Assert.Equal(asked, Ids(Escalation.Recipients(item, step, directory, new HashSet<Office> { Office.CommuneOffice })));
    }

    [Fact]
    public void Nobody_of_the_commune_reads_a_triage_without_the_commune_office_where_the_province_cannot_be_reached()
    {
        var (item, nobodyThere) = (Triage(Urgency.Immediate), TheDirectory.Full.Entries.Where(e => e.Commune.IsProvince).Select(e => e.Id).ToHashSet());
        Assert.Empty(Escalation.Recipients(item, 1, TheDirectory.Full, new HashSet<Office> { Office.CommuneOffice }, nobodyThere));
    }

    [Fact]
    public void Who_declared_a_conflict_hears_of_no_step() =>
        Assert.Equal(["health", "stand-in"], Ids(Escalation.Recipients(Item(Urgency.Immediate) with { ResponderId = "health-2" }, 0, TheDirectory.Full, Nobody, new HashSet<string> { "health-2" })));

    [Fact]
    public void A_backup_who_went_on_leave_is_replaced() =>
        Assert.Equal(["p-hospital", "coordinator"], Asked(Urgency.High, 1, TheDirectory.OnLeave("health-2")));

    private static DateTimeOffset Time(Urgency urgency, DateTimeOffset created, int step) =>
        Escalation.StepTime(ItemKind.Referral, urgency, created, step, WorkCalendar.Default);

    private static DateTimeOffset Local(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(7));

    private static EscalatingItem Item(Urgency urgency) => new(ItemKind.Referral, Service.Health, urgency, A.Now, "health", "health-2");

    private static EscalatingItem Triage(Urgency urgency) => new(ItemKind.Triage, null, urgency, A.Now, "coordinator", "stand-in");

    private static EscalatingItem Police => new(ItemKind.Referral, Service.Police, Urgency.Immediate, A.Now, "police", "police-2");

    private static CommuneDirectory WithOfficeDuty => TheDirectory.Full with
    {
        Entries = [.. TheDirectory.Full.Entries, TheDirectory.Entry("office-duty", Office.CommuneOffice, roles: [DirectoryRole.Duty])],
    };

    private static IEnumerable<string> Asked(Urgency urgency, int step, CommuneDirectory? directory = null) =>
        Ids(Escalation.Recipients(Item(urgency), step, directory ?? TheDirectory.Full, Nobody));

    private static IEnumerable<string> Ids(IEnumerable<DirectoryEntry> entries) => entries.Select(e => e.Id);
}
