using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;

namespace Gbv.Functions.Email;

/// <summary>A responder is asked to answer an item before <paramref name="Deadline"/>; <paramref name="ForTriage"/> words it for the coordinator.</summary>
public sealed record ItemMail(DirectoryEntry To, Area Area, string Ref, Uri Link, DateTimeOffset Deadline, Urgency Urgency, bool ForTriage = false);

/// <summary>The deadline nears or is over and nobody has answered.</summary>
public sealed record ReminderMail(DirectoryEntry To, Area Area, string Ref, Uri Link, DateTimeOffset Deadline);

/// <summary>The confirmation code, to the registered address and nowhere else.</summary>
public sealed record CodeMail(DirectoryEntry To, Area Area, string Ref, string Code);

/// <summary>The item has ended; whoever had it stops.</summary>
public sealed record WithdrawalMail(DirectoryEntry To, Area Area, string Ref);

/// <summary>Neutral note to the Chairman or to an approver: reference and urgency, nothing else, no link.</summary>
public sealed record NoticeMail(DirectoryEntry To, Area Area, string Ref, Urgency Urgency);

/// <summary>A report file can be fetched; <paramref name="Period"/> as people call it, for example <c>tháng 10/2026</c>.</summary>
public sealed record ReportMail(DirectoryEntry To, Area Area, string Ref, Uri Link, string Period);

/// <summary>Something about the item has changed: read it again before the next step.</summary>
public sealed record UpdateMail(DirectoryEntry To, Area Area, string Ref, Uri Link);
