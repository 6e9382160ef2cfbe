using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// What the process figures tell of all cases that are known, whenever they came. Each is looked at once: a province has more of them
/// than stay in the processor's caches from one walk to the next.
/// </summary>
internal sealed class KnownCases
{
    private static readonly int[] OpenFromDays = [0, 7, 30, 90];

    private readonly ReportInput input;
    private readonly Dictionary<CommuneCode, OfArea> areas = [];

    public KnownCases(ReportInput input)
    {
        this.input = input;
        foreach (var known in input.Known) Add(known);
    }

    /// <summary>Referrals of the period by service, state and whether the service was given.</summary>
    public int[,,] Sent { get; } = new int[Enum.GetValues<Service>().Length, Enum.GetValues<ItemState>().Length, 2];

    /// <summary>Referrals whose deadline lay in the period, and those of them that were accepted by then.</summary>
    public int Due { get; private set; }

    public int InTime { get; private set; }

    /// <summary>Referrals of open cases that wait past their deadline at the end of the period.</summary>
    public int Overdue { get; private set; }

    /// <summary>Open cases at the end of the period: up to 7 days old, to 30, to 90, and older.</summary>
    public int[] OpenByAge { get; } = new int[OpenFromDays.Length];

    /// <summary>Cases closed in the period.</summary>
    public int Closed { get; private set; }

    public CodeCounts<ClosureReason> ClosedBy { get; } = new();

    /// <summary>Open cases of which one person said why they are to be closed, and a second one has not confirmed it.</summary>
    public int Unconfirmed { get; private set; }

    /// <summary>Null where no case of the area is known.</summary>
    public OfArea? In(CommuneCode area) => areas.GetValueOrDefault(area);

    /// <summary>All areas but these together; null where no case is known elsewhere.</summary>
    public OfArea? Outside(IReadOnlySet<CommuneCode> listed)
    {
        OfArea? elsewhere = null;
        foreach (var (code, area) in areas)
            if (!listed.Contains(code)) (elsewhere ??= new()).Add(area);
        return elsewhere;
    }

    private void Add(FactCase known)
    {
        var first = known.First;
        if (!areas.TryGetValue(first.Commune, out var area)) areas[first.Commune] = area = new();
        if (input.Period.Contains(first.ReceivedAt)) area.Received++;
        var isOpen = input.IsOpen(known);
        if (isOpen)
        {
            area.Open++;
            if (Age(first.ReceivedAt) is var age and >= 0) OpenByAge[age]++;
            if (!known.IsClosed && first.Closure is not null) Unconfirmed++;
        }

        if (input.WasClosedInPeriod(known))
        {
            Closed++;
            if (first.Closure is { } reason) ClosedBy.Add(reason);
        }

        AddReferrals(first.Referrals, isOpen, area);
    }

    private int Age(DateTimeOffset received)
    {
        var days = (input.AsOf - received).TotalDays;
        return Array.FindLastIndex(OpenFromDays, from => days >= from);
    }

    private void AddReferrals(IReadOnlyList<ReferralFact> referrals, bool isOpen, OfArea area)
    {
        for (var n = 0; n < referrals.Count; n++)
        {
            var referral = referrals[n];
            if (input.Period.Contains(referral.CreatedAt) && referral.CreatedAt < input.AsOf)
                Sent[(int)referral.Service, (int)referral.State, referral.ServiceGiven ? 1 : 0]++;
            if (isOpen && IsOverdue(referral))
            {
                Overdue++;
                area.Overdue++;
            }

            if (!IsDue(referral)) continue;
            Due++;
            if (referral.AcceptedAt <= referral.DeadlineAt) InTime++;
        }
    }

    /// <summary>A withdrawn referral that nobody had accepted has no deadline to keep.</summary>
    private bool IsDue(ReferralFact referral) =>
        input.Seen(referral.DeadlineAt) is { } deadline && input.Period.Contains(deadline) && (referral.State != ItemState.Withdrawn || referral.AcceptedAt is not null);

    /// <summary>Waiting past its deadline at the end of the period, also where somebody accepted it later.</summary>
    private bool IsOverdue(ReferralFact referral) =>
        input.Seen(referral.DeadlineAt) is not null && (IsWaiting(referral.State) || referral.AcceptedAt >= input.AsOf);

    private static bool IsWaiting(ItemState state) => state is ItemState.Planned or ItemState.Sent or ItemState.Delivered or ItemState.NoAnswer;

    /// <summary>The line of one commune.</summary>
    internal sealed class OfArea
    {
        public int Received { get; set; }
        public int Open { get; set; }
        public int Overdue { get; set; }

        public void Add(OfArea other)
        {
            Received += other.Received;
            Open += other.Open;
            Overdue += other.Overdue;
        }
    }
}
