using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>How a part is read.</summary>
internal enum PartKind { Cases, Rows, Files }

/// <summary>
/// What a backup is made of, in the order in which it is taken (docs/decisions, "Backup"). What is derived from cases and could run ahead
/// of them comes before them; what cases refer to comes after them, and so does the list of what was erased.
/// </summary>
internal sealed record BackupPart(string Name, PartKind Kind, string Source, string Below = "", string Without = "\uffff")
{
    /// <summary>Files of <c>audit-heads</c> that say what was erased (<see cref="Erasing.ErasureLedger"/>).</summary>
    private const string Erased = "erased/";

    private static readonly string[] Before = [StorageNames.Heads, StorageNames.CaseFacts, StorageNames.Due];

    public static IReadOnlyList<BackupPart> All { get; } =
    [
        Rows(StorageNames.Heads),
        new("files " + StorageNames.AuditHeads, PartKind.Files, StorageNames.AuditHeads, Without: Erased),
        Rows(StorageNames.CaseFacts),
        Rows(StorageNames.Due),
        new("cases", PartKind.Cases, StorageNames.Cases),
        new("files " + StorageNames.AuditHeads + " " + Erased, PartKind.Files, StorageNames.AuditHeads, Below: Erased),
        .. StorageNames.Tables.Except([StorageNames.Cases, .. Before]).Select(Rows),
        .. StorageNames.Containers.Except([StorageNames.AuditHeads, StorageNames.OpenData]).Select(c => new BackupPart("files " + c, PartKind.Files, c)),
    ];

    private static BackupPart Rows(string table) => new("rows " + table, PartKind.Rows, table);
}
