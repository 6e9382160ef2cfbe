namespace Gbv.Functions.Storage;

/// <summary>Every table, queue and container of the product, in one place; what lies in each is said by the store that owns it.</summary>
public static class StorageNames
{
    /// <summary>One partition a case; its rows are described at the case store.</summary>
    public const string Cases = "cases";

    /// <summary>E-mailed links by the hash of their random part.</summary>
    public const string Links = "links";

    /// <summary>References of mails, resolved by the delivery webhook.</summary>
    public const string MailRefs = "mailrefs";

    /// <summary>One partition, ordered by time: what must be looked at when.</summary>
    public const string Due = "due";

    /// <summary>Coded facts, by commune and Vietnamese year of receipt.</summary>
    public const string CaseFacts = "casefacts";

    /// <summary>Areas, named persons and service points.</summary>
    public const string Directory = "directory";

    /// <summary>Ledger of reporting periods.</summary>
    public const string Periods = "periods";

    /// <summary>The newest event of each case, by the day on which it was noted.</summary>
    public const string Heads = "heads";

    /// <summary>Registers of the plan, by commune and register, with the history of each row.</summary>
    public const string Registers = "registers";

    public const string CaseWorkQueue = "case-work";
    public const string BuildReportQueue = "build-report";

    public const string Reports = "reports";

    /// <summary>The years that were released for everybody, copied out of <see cref="Reports"/>; all of the reports that the public app may read. Made anew from the ledger, so neither backed up nor exported.</summary>
    public const string OpenData = "open-data";

    /// <summary>A file a night with the heads of that day; nothing here is ever changed.</summary>
    public const string AuditHeads = "audit-heads";

    /// <summary>Files of reporters as they came, sealed; the public app adds and can neither read nor delete.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>What was made of them and may be shown, sealed.</summary>
    public const string Attachments = "attachments";

    /// <summary>One container a role: whoever could write the other's ring could forge the other's sessions.</summary>
    public const string PublicKeyRing = "keyring-public";
    public const string BackKeyRing = "keyring-back";

    public static IReadOnlyList<string> Tables { get; } = [Cases, Links, MailRefs, Due, CaseFacts, Directory, Periods, Heads, Registers];
    public static IReadOnlyList<string> PoisonQueues { get; } = [CaseWorkQueue + "-poison", BuildReportQueue + "-poison"];
    public static IReadOnlyList<string> Queues { get; } = [CaseWorkQueue, BuildReportQueue, .. PoisonQueues];
    public static IReadOnlyList<string> Containers { get; } = [Reports, OpenData, PublicKeyRing, BackKeyRing, AuditHeads, Quarantine, Attachments];
}
