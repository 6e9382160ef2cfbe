using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Directory;

/// <summary>Duties in the directory that are no service.</summary>
public enum DirectoryRole { Coordinator, StandIn, Duty, Chairman, Approver, ReportRecipient, DataProtection }

/// <summary>A named person who answers for something, with the official address and mobile number (domain §1).</summary>
public sealed record DirectoryEntry
{
    public required string Id { get; init; }
    public required CommuneCode Commune { get; init; }
    public required string Name { get; init; }

    /// <summary>Neutral name of the office, the only thing a link shows before the code.</summary>
    public required string Unit { get; init; }

    public required Office Office { get; init; }
    public IReadOnlyList<DirectoryRole> Roles { get; init; } = [];
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>Which reports a recipient gets; empty: those of every kind.</summary>
    public IReadOnlyList<PeriodKind> ReportKinds { get; init; } = [];

    public required string Email { get; init; }
    public string? Mobile { get; init; }

    /// <summary>The entry that steps in; never of an excluded office.</summary>
    public string? BackupId { get; init; }

    /// <summary>A shared mailbox is flagged: whoever opens the page picks the own name.</summary>
    public bool SharedMailbox { get; init; }

    public bool OnLeave { get; init; }

    /// <summary>Reads who read what, and does nothing else: such a person takes no part in any case.</summary>
    public bool OnlyWatches => Services.Count == 0 && Roles is [DirectoryRole.DataProtection];
}

/// <summary>A commune or the province itself, as pages and mails name it.</summary>
public sealed record Area
{
    public required CommuneCode Code { get; init; }

    /// <summary>For example <c>xã Cái Nhum</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number that answers day and night; empty hides its line.</summary>
    public string? DutyNumber { get; init; }

    public IReadOnlyList<string> Hamlets { get; init; } = [];
}

/// <summary>A place that helps, as <c>/help</c> shows it. A shelter never has an address here.</summary>
public sealed record ServicePoint
{
    public required string Id { get; init; }
    public required CommuneCode Commune { get; init; }
    public required string Name { get; init; }
    public required Service Service { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? Hours { get; init; }
    public string? Cost { get; init; }
    public string? Accessibility { get; init; }
    public string? Languages { get; init; }
    public bool WomenStaff { get; init; }
}

/// <summary>All that routing needs to know of one commune and of the province above it, at one moment.</summary>
public sealed record CommuneDirectory
{
    public required Area Commune { get; init; }
    public required Area Province { get; init; }

    /// <summary>Entries of the commune and of the province.</summary>
    public required IReadOnlyList<DirectoryEntry> Entries { get; init; }

    public IReadOnlyList<ServicePoint> ServicePoints { get; init; } = [];

    public DirectoryEntry? Find(string? id) => id is null ? null : Entries.FirstOrDefault(e => e.Id == id);
}
