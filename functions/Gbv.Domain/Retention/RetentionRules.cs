using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Retention;

/// <summary>What time asks to be done with a case.</summary>
public enum RetentionStep
{
    /// <summary>Its facts give way to coarser ones that nobody can lead back to it.</summary>
    CoarsenFacts,

    /// <summary>Pictures and other files of the reporter go long before the rest.</summary>
    RemoveFiles,

    /// <summary>Whoever leads the case is told that it will be erased.</summary>
    GiveNotice,

    Erase,
}

/// <summary>All of a case that decides how long it is kept.</summary>
/// <param name="ClosedAt">Null while it is open: then nothing runs out.</param>
/// <param name="Held">A legal hold keeps the personal data whatever their age.</param>
/// <param name="NoticedAt">When the coordinator was last told; a notice from before the closing does not count.</param>
public sealed record RetentionCase(DateTimeOffset ReceivedAt, DateTimeOffset? ClosedAt, AgeBand Age, bool Held, bool FactsFrozen, DateTimeOffset? NoticedAt)
{
    /// <summary>The reporter sent files that are still kept.</summary>
    public bool HasFiles { get; init; }
}

/// <summary>How long a case is kept (domain §5, a proposal of the programme): nothing outlives its purpose.</summary>
public static class RetentionRules
{
    public const int FactYears = 2;
    public const int FileYears = 2;
    public const int PersonalDataYears = 5;

    /// <summary>Children may want to come back to it as grown-ups: kept to the end of the year in which they turn so old.</summary>
    public const int ChildrenUntilAge = 28;

    /// <summary>A hold that was asked for keeps the case so long; by then a second person has confirmed it, or it is none.</summary>
    public static readonly TimeSpan HoldUnconfirmed = TimeSpan.FromDays(7);

    public static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <summary>From when on facts are coarse.</summary>
    public static DateTimeOffset FactsUntil(DateTimeOffset closedAt) => closedAt.VietnamDate().AddYears(FactYears).StartInVietnam();

    /// <summary>From when on files of the reporter are kept no longer.</summary>
    public static DateTimeOffset FilesUntil(DateTimeOffset closedAt) => closedAt.VietnamDate().AddYears(FileYears).StartInVietnam();

    /// <summary>From when on personal data may be kept no longer.</summary>
    public static DateTimeOffset PersonalDataUntil(DateTimeOffset receivedAt, DateTimeOffset closedAt, AgeBand age)
    {
        var afterClosing = closedAt.VietnamDate().AddYears(PersonalDataYears).StartInVietnam();
        if (LowestAge(age) is not { } lowest) return afterClosing;
        var grown = new DateOnly(receivedAt.VietnamDate().Year - lowest + ChildrenUntilAge + 1, 1, 1).StartInVietnam();
        return grown > afterClosing ? grown : afterClosing;
    }

    /// <summary>The next step that is due, or null.</summary>
    public static RetentionStep? Next(RetentionCase c, DateTimeOffset now)
    {
        if (c.ClosedAt is not { } closed) return null;
        if (!c.FactsFrozen && now >= FactsUntil(closed)) return RetentionStep.CoarsenFacts;
        if (c.HasFiles && !c.Held && now >= FilesUntil(closed)) return RetentionStep.RemoveFiles;
        var until = PersonalDataUntil(c.ReceivedAt, closed, c.Age);
        if (c.Held || now < until - Notice) return null;
        if (c.NoticedAt is not { } noticed || noticed <= closed) return RetentionStep.GiveNotice;
        return now >= until && now >= noticed + Notice ? RetentionStep.Erase : null;
    }

    /// <summary>The youngest that somebody of this band can be; null for grown-ups and where nobody knows.</summary>
    private static int? LowestAge(AgeBand age) => age switch
    {
        AgeBand.From0To11 or AgeBand.Under16 => 0,
        AgeBand.From12To15 => 12,
        AgeBand.From16To17 => 16,
        _ => null,
    };
}
