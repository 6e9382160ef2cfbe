using CsCheck;
using Gbv.Domain.Referrals;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Items and mails: every pair of states, taking back, and events in any order.</summary>
public sealed class TransitionTests
{
    private static readonly ItemState[] Final = [ItemState.Declined, ItemState.Completed, ItemState.NotPossible, ItemState.Withdrawn];

    public static TheoryData<ItemState, ItemState[]> Pairs() => new()
    {
        { ItemState.Planned, [ItemState.Sent, ItemState.Delivered, ItemState.Accepted, ItemState.Declined, ItemState.NoAnswer, ItemState.Withdrawn] },
        { ItemState.Sent, [ItemState.Delivered, ItemState.Accepted, ItemState.Declined, ItemState.NoAnswer, ItemState.Withdrawn] },
        { ItemState.Delivered, [ItemState.Accepted, ItemState.Declined, ItemState.NoAnswer, ItemState.Withdrawn] },
        { ItemState.NoAnswer, [ItemState.Accepted, ItemState.Declined, ItemState.Withdrawn] },
        { ItemState.Accepted, [ItemState.InProgress, ItemState.Declined, ItemState.Completed, ItemState.NotPossible, ItemState.Withdrawn] },
        { ItemState.InProgress, [ItemState.InProgress, ItemState.Declined, ItemState.Completed, ItemState.NotPossible, ItemState.Withdrawn] },
        { ItemState.Declined, [] },
        { ItemState.Completed, [] },
        { ItemState.NotPossible, [] },
        { ItemState.Withdrawn, [] },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void From_each_state_lead_exactly_these_ways(ItemState from, ItemState[] expected) =>
        Assert.Equal(expected.Order(), Enum.GetValues<ItemAction>().Select(a => ItemTransitions.TryMove(from, a)).OfType<ItemState>().Distinct().Order());

    [Fact]
    public void Final_states_are_left_by_nothing_but_taking_back() =>
        Assert.All(Final, state => Assert.True(ItemTransitions.IsFinal(state)));

    [Theory]
    [InlineData(ItemState.Accepted, ItemState.Delivered)]
    [InlineData(ItemState.InProgress, ItemState.Accepted)]
    [InlineData(ItemState.Completed, ItemState.InProgress)]
    [InlineData(ItemState.NotPossible, ItemState.Accepted)]
    public void A_wrong_click_can_be_taken_back_for_ten_minutes(ItemState after, ItemState before)
    {
        Assert.Equal(before, ItemTransitions.TryTakeBack(after, before, A.Now, A.Now.AddMinutes(10)));
        Assert.Null(ItemTransitions.TryTakeBack(after, before, A.Now, A.Now.AddMinutes(10).AddTicks(1)));
    }

    [Theory]
    [InlineData(DeclineReason.NotOurTask)]
    [InlineData(DeclineReason.NobodyFree)]
    [InlineData(DeclineReason.AlreadyHelping)]
    [InlineData(DeclineReason.Other)]
    public void A_decline_can_be_taken_back_until_the_backup_accepts(DeclineReason reason)
    {
        Assert.Equal(ItemState.Delivered, ItemTransitions.TryTakeBack(ItemState.Declined, ItemState.Delivered, A.Now, A.Now, reason));
        Assert.Null(ItemTransitions.TryTakeBack(ItemState.Declined, ItemState.Delivered, A.Now, A.Now, reason, backupAccepted: true));
    }

    [Fact]
    public void A_conflict_is_never_taken_back() =>
        Assert.Null(ItemTransitions.TryTakeBack(ItemState.Declined, ItemState.Delivered, A.Now, A.Now, DeclineReason.Conflict));

    [Theory]
    [InlineData(ItemState.Withdrawn, ItemState.Delivered)]
    [InlineData(ItemState.NoAnswer, ItemState.Sent)]
    [InlineData(ItemState.Delivered, ItemState.Sent)]
    [InlineData(ItemState.Completed, ItemState.Delivered)]
    public void What_was_no_click_of_the_responder_is_not_taken_back(ItemState after, ItemState before) =>
        Assert.Null(ItemTransitions.TryTakeBack(after, before, A.Now, A.Now));

    [Fact]
    public void Delivered_never_goes_back_to_processed_or_deferred()
    {
        Assert.Equal(MailState.Delivered, MailTransitions.Next(MailState.Delivered, MailState.Sent));
        Assert.Equal(MailState.Delivered, MailTransitions.Next(MailState.Delivered, MailState.Deferred));
    }

    [Fact]
    public void A_bounce_after_delivered_still_wins()
    {
        Assert.Equal(MailState.Bounced, MailTransitions.Next(MailState.Delivered, MailState.Bounced));
        Assert.Equal(MailState.Bounced, MailTransitions.Next(MailState.Bounced, MailState.Delivered));
    }

    [Fact]
    public void Mail_events_in_any_order_and_number_give_the_same_state() =>
        Gen.Enum<MailState>().Array[1, 8].Sample(events =>
        {
            var forward = events.Aggregate(MailState.Planned, MailTransitions.Next);
            return forward == events.Reverse().Concat(events).Aggregate(MailState.Planned, MailTransitions.Next);
        });

    [Theory]
    [InlineData(MailState.Bounced, true)]
    [InlineData(MailState.Dropped, true)]
    [InlineData(MailState.Refused, true)]
    [InlineData(MailState.Deferred, false)]
    [InlineData(MailState.Delivered, false)]
    public void Only_mail_that_will_not_arrive_has_failed(MailState state, bool failed) => Assert.Equal(failed, MailTransitions.HasFailed(state));
}
