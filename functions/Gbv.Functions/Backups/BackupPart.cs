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

    private static readonly string[] AheadOfCases = [StorageNames.Heads, StorageNames.CaseFacts, StorageNames.Due];

    public static IReadOnlyList<BackupPart> All { get; } =
    [
        Rows(StorageNames.Heads),
        new("files " + StorageNames.AuditHeads, PartKind.Files, StorageNames.AuditHeads, Without: Erased),
        Rows(StorageNames.CaseFacts),
        Rows(StorageNames.Due),
        new("cases", PartKind.Cases, StorageNames.Cases),
        new("files " + StorageNames.AuditHeads + " " + Erased, PartKind.Files, StorageNames.AuditHeads, Below: Erased),
        .. StorageNames.Tables.Except([StorageNames.Cases, .. AheadOfCases]).Select(Rows),
        .. StorageNames.Containers.Except([StorageNames.AuditHeads, StorageNames.OpenData]).Select(c => new BackupPart("files " + c, PartKind.Files, c)),
    ];

    /// <summary>Cases are most of what lies there: for a bar they count as half of the work, and the other parts as equal shares of the rest.</summary>
    public const double ShareOfCases = 0.5;

    /// <summary>The share of the work that comes before a part.</summary>
    public static double Before(int part)
    {
        var cases = All.TakeWhile(p => p.Kind != PartKind.Cases).Count();
        return (1 - ShareOfCases) * (part > cases ? part - 1 : part) / (All.Count - 1) + (part > cases ? ShareOfCases : 0);
    }

    private static BackupPart Rows(string table) => new("rows " + table, PartKind.Rows, table);
}
