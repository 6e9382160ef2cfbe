using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Domain.Tests.Registers;

namespace Gbv.Domain.Tests.Returns;

public sealed class ReturnTests
{
    [Theory]
    [InlineData("2026-10-19", null)]
    [InlineData("2026-10-20", "10-20")]
    [InlineData("2026-11-04", "10-20")]
    [InlineData("2026-11-05", "11-05")]
    [InlineData("2026-11-12", "11-12")]
    [InlineData("2026-11-16", "11-16")]
    [InlineData("2026-11-17", "11-16")]
    [InlineData("2026-11-18", "11-18")]
    [InlineData("2026-11-19", "11-18")]
    [InlineData("2026-11-20", "11-20")]
    [InlineData("2026-12-31", "11-20")]
    [InlineData("2027-01-01", null)]
    [InlineData("2025-11-20", null)]
    [InlineData("2030-11-20", "11-20")]
    [InlineData("2031-11-20", null)]
    public void Each_day_has_the_step_whose_day_came_last(string day, string? step) => Assert.Equal(step, ReturnCalendar.Latest(DateOnly.Parse(day, null))?.Key);

    [Theory]
    [InlineData("2026-11-19T16:59:59Z", true)]
    [InlineData("2026-11-19T17:00:00Z", false)]
    public void The_last_day_ends_at_midnight_in_Vietnam(string moment, bool open) => Assert.Equal(open, ReturnCalendar.IsOpen(2026, DateTimeOffset.Parse(moment, null).VietnamDate()));

    [Fact]
    public void Reminders_come_thirty_fourteen_seven_three_and_one_day_before_the_last() =>
        Assert.Equal([30, 14, 7, 3, 1, -1], ReturnCalendar.Of(2028).Select(s => ReturnCalendar.LastDay(2028).DayNumber - s.Day.DayNumber));

    [Theory]
    [InlineData(2026, "2026")]
    [InlineData(2028, "2028,mid-term-2028")]
    [InlineData(2029, "2029")]
    [InlineData(2030, "2030,final-2030")]
    public void The_review_and_the_final_report_close_with_the_year_in_which_their_period_ends(int year, string codes)
    {
        Assert.Equal(codes.Split(','), ReturnCycle.Of(year).Select(c => c.Code));
        Assert.All(ReturnCycle.Of(year), c =>
        {
            Assert.Equal(c, ReturnCycle.TryParse(c.Code));
            if (c.Kind != ReturnKind.Yearly) Assert.Equal((StraightPath.Start, ReturnCalendar.LastDay(c.Year)), (Period.Parse(c.Code).FirstDay, Period.Parse(c.Code).LastDay));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("mid-term-2027")]
    [InlineData("final-2028")]
    [InlineData("-2028")]
    [InlineData("02028")]
    public void What_is_no_round_of_returns_is_told_from_one(string code) => Assert.Null(ReturnCycle.TryParse(code));

    [Fact]
    public void Every_kind_of_unit_has_figures_of_its_own_and_the_same_narrative() => Assert.All(Lists.UnitKind.Items, kind =>
    {
        var form = ReturnForms.Of(kind.Code);
        Assert.NotEmpty(ReturnForms.FiguresOf(form));
        Assert.All(ReturnForms.FiguresOf(form), f => Assert.True(f.Required));
        Assert.Equal(["results", "difficulties", "proposals", "documents"], ReturnForms.NarrativeOf(form).Select(c => c.Code));
        Assert.All(form.Rules, r => Assert.Contains(form.Columns, c => c.Code == r.Column));
    });

    [Fact]
    public void The_draft_adds_figures_up_and_keeps_everybodys_words()
    {
        var draft = AssembledDraft.Of(
            [Return("front", "Mặt trận", ("events", "3"), ("reached", "120"), ("results", "Ba buổi"), ("proposals", "Thêm kinh phí")), Return("hamlet", "Ấp 1", ("reached", "30"), ("results", "Một buổi")), Return("culture", "Văn hóa", ("reached", "50"), ("results", "Nhiều việc"))],
            ["Phòng Kinh tế"]);

        Assert.Equal((170m, 2), draft.Figures.Where(f => f.Title.Vi == "Lượt người dự, tiếp cận").Select(f => (f.Sum, f.Units)).Single());
        Assert.Equal(["Ba buổi", "Một buổi", "Nhiều việc"], draft.Results.Select(r => r.Text));
        Assert.Equal("Mặt trận", Assert.Single(draft.Proposals).Unit);
        Assert.Empty(draft.Difficulties);
        Assert.Equal(["Phòng Kinh tế"], draft.NotReturned);
    }

    [Fact]
    public void A_figure_that_was_left_empty_is_asked_for() =>
        Assert.Contains(RowCheck.Faults(Return("hamlet", "Ấp 1", ("reached", "30"), ("results", "x")).Values, (_, _) => true, Rows.Today), f => f.Column == "events");

    private static UnitReturn Return(string kind, string name, params (string, string)[] values) => new(name, Rows.Of(ReturnForms.Of(kind), values));
}
