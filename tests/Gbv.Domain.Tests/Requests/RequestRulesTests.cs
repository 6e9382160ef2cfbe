using System.Globalization;
using Gbv.Domain.Referrals;
using Gbv.Domain.Requests;

namespace Gbv.Domain.Tests.Requests;

public sealed class RequestRulesTests
{
    [Theory]
    [InlineData(Basis.Consent, ItemState.Sent, Urgency.Normal, WithdrawalEffect.AtOnce)]
    [InlineData(Basis.RecordedConsent, ItemState.InProgress, Urgency.Normal, WithdrawalEffect.AtOnce)]
    [InlineData(Basis.Consent, ItemState.Accepted, Urgency.High, WithdrawalEffect.AfterWait)]
    [InlineData(Basis.RecordedConsent, ItemState.NoAnswer, Urgency.Immediate, WithdrawalEffect.AfterWait)]
    [InlineData(Basis.Law, ItemState.Sent, Urgency.Normal, WithdrawalEffect.None)]
    [InlineData(Basis.LifeAtRisk, ItemState.Accepted, Urgency.Immediate, WithdrawalEffect.None)]
    [InlineData(Basis.Coordination, ItemState.Accepted, Urgency.Normal, WithdrawalEffect.None)]
    [InlineData(Basis.Consent, ItemState.Completed, Urgency.High, WithdrawalEffect.None)]
    public void Withdrawing_ends_what_rests_on_consent_and_waits_where_somebody_may_be_forcing_her(
        Basis basis, ItemState state, Urgency urgency, WithdrawalEffect effect) =>
        Assert.Equal(effect, RequestRules.OfWithdrawal(basis, state, urgency));

    [Fact]
    public void Erasure_waits_three_days() => Assert.Equal(TimeSpan.FromDays(3), RequestRules.Wait);

    [Theory]
    [InlineData("2026-11-24T03:00:00Z", "2026-11-27T03:00:00Z")] // asked on a Tuesday: after the wait
    [InlineData("2026-11-27T09:00:00Z", "2026-12-01T09:00:00Z")] // asked on a Friday: after two working days
    public void Erasure_never_comes_before_the_office_could_refuse_it_by_law(string asked, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), RequestRules.ErasureDue(DateTimeOffset.Parse(asked, CultureInfo.InvariantCulture)));

    [Fact]
    public void An_answer_is_due_within_two_working_days()
    {
        // A Friday, four in the afternoon in Vietnam.
        var asked = new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero), RequestRules.AnswerDue(asked).ToUniversalTime());
    }
}
