using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// What stays of a case's facts when the case is gone (design §4 "Case facts"): enough to count it in its calendar month, its cut-off
/// month and its programme year, and nothing that leads back to a day or a household.
/// </summary>
public static class FactCoarsening
{
    /// <summary>The programme year ends on 19 November: the yearly return is due before the 20th (domain §2).</summary>
    private const int ProgrammeMonth = 11;

    private const int ProgrammeDay = 20;

    /// <summary>The first instant of the part of the month that no calendar divides.</summary>
    public static DateTimeOffset Of(DateTimeOffset instant)
    {
        var day = instant.VietnamDate();
        var first = day switch
        {
            { Month: ProgrammeMonth, Day: >= ProgrammeDay } => ProgrammeDay,
            { Day: >= Period.CutOffDay } => Period.CutOffDay,
            _ => 1,
        };
        return new DateOnly(day.Year, day.Month, first).StartInVietnam();
    }

    /// <param name="key">New and random, as is <paramref name="caseKey"/>: nobody can find the case by it.</param>
    /// <param name="goneAt">A case that was still open ended then, by her wish: otherwise it would count as open for ever.</param>
    public static CaseFact Of(CaseFact fact, string key, string caseKey, DateTimeOffset goneAt) => fact with
    {
        Key = key,
        CaseKey = caseKey,
        Coarse = true,
        HouseholdKey = null,
        ReceivedAt = Of(fact.ReceivedAt),
        Context = [],
        Flags = [],
        Sex = Common(fact.Sex),
        PerpetratorSex = Common(fact.PerpetratorSex),
        Relation = FactCodes.RelationOf(FactCodes.AnswerOf(fact.Relation)),
        Details = fact.Details?.Coarse(),
        TriagedAt = Of(fact.TriagedAt),
        FirstAcceptedAt = Of(fact.FirstAcceptedAt),
        FirstServiceAt = Of(fact.FirstServiceAt),
        State = CaseState.Closed,
        Closure = fact.State == CaseState.Closed ? fact.Closure : ClosureReason.HerWish,
        ClosedAt = fact.State == CaseState.Closed ? Of(fact.ClosedAt) : Of(goneAt),
        Referrals = [.. fact.Referrals.Select(r => r with { CreatedAt = Of(r.CreatedAt), AcceptedAt = Of(r.AcceptedAt), DeadlineAt = Of(r.DeadlineAt) })],
    };

    private static DateTimeOffset? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;

    /// <summary>A rare answer in a small commune is a name.</summary>
    private static Sex Common(Sex sex) => sex == Sex.Other ? Sex.NotStated : sex;
}
