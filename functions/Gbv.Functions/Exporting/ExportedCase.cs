using Gbv.Functions.Cases;

namespace Gbv.Functions.Exporting;

/// <summary>One case in clear, as one file of JSON: all that was told, done, decided and looked at. Of an erased one the trace alone.</summary>
internal sealed record ExportedCase
{
    public required string Id { get; init; }

    /// <summary>State and times; its wraps open nothing without the office's key.</summary>
    public required CaseRecord Case { get; init; }
    public required IReadOnlyList<Incident> Incidents { get; init; }
    public required IReadOnlyList<Addition> Additions { get; init; }
    public required IReadOnlyList<WorkItem> Items { get; init; }
    public required IReadOnlyList<CaseMail> Mails { get; init; }
    public required IReadOnlyList<CaseMessage> Messages { get; init; }
    public required IReadOnlyList<CaseNote> Notes { get; init; }
    public required IReadOnlyDictionary<string, RequestContent> Requests { get; init; }
    public required IReadOnlyList<CaseEvent> Events { get; init; }
    public required IReadOnlyList<Access> Access { get; init; }

    public static ExportedCase Of(CasePartition read, IReadOnlyList<Access> access) => new()
    {
        Id = read.Id.Value,
        Case = read.Case,
        Incidents = read.Incidents,
        Additions = read.IsErased ? [] : read.Additions,
        Items = read.Items,
        Mails = read.Mails,
        Messages = read.Messages,
        Notes = read.Notes,
        Requests = read.Case.Requests.Select(r => (r.Id, Content: read.RequestContent(r.Id))).Where(r => r.Content is not null).ToDictionary(r => r.Id, r => r.Content!),
        Events = read.Events,
        Access = access,
    };
}
