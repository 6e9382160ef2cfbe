using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Cases;

/// <summary>
/// Keys and form of the rows of a case partition (table <c>cases</c>, PartitionKey = case id). A row holds <c>Data</c> (JSON of
/// codes and times) or <c>Sealed</c> (AES-GCM), and its MACs.
/// Queries that the keys serve: the whole partition without access rows; the point <c>case</c>; the range <c>message-</c> to
/// <c>message:</c> (last visit and messages); over all partitions only <c>effect:</c> (the sweep) and, for who read what in a period,
/// <c>access:</c> with its times.
/// </summary>
public static class CaseRow
{
    public const string Case = "case";
    public const string AccessPrefix = "access:";
    public const string AccessEnd = "access;";
    public const string AdditionPrefix = "addition:";
    public const string AttachmentPrefix = "attachment:";
    public const string CopyPrefix = "copy:";
    public const string EffectPrefix = "effect:";
    public const string EffectEnd = "effect;";
    public const string EventPrefix = "event:";
    public const string IncidentPrefix = "incident:";
    public const string ItemPrefix = "referral:";
    public const string MailPrefix = "mail:";
    public const string MessagePrefix = "message:";
    public const string MessageEnd = "message;";

    /// <summary>When the code was last used; sorts before the messages, so that one query brings both.</summary>
    public const string Visit = "message-visit";
    public const string NotePrefix = "note:";
    public const string OperationPrefix = "op:";
    public const string RequestPrefix = "request:";
    public const string WordTries = "word-tries";

    /// <summary>64 KiB is the service's limit for one property; the emulator takes more (design §4).</summary>
    private const int PropertyLimit = 64 * 1024;

    public static string Event(int number) => $"{EventPrefix}{number:D6}";
    public static string Incident(int number) => $"{IncidentPrefix}{number.ToString(CultureInfo.InvariantCulture)}";
    public static string Item(string id) => ItemPrefix + id;
    public static string Mail(string reference) => MailPrefix + reference;
    public static string Effect(string id) => EffectPrefix + id;
    public static string Attachment(string id) => AttachmentPrefix + id;
    public static string Request(string id) => RequestPrefix + id;
    public static string Copy(string request, int part) => $"{CopyPrefix}{request}:{part:D2}";
    public static string Operation(string id) => OperationPrefix + id;

    /// <summary>A key in the order of time that two instances never both choose.</summary>
    public static string Timed(string prefix, DateTimeOffset at) =>
        $"{TimedFrom(prefix, at)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    /// <summary>Sorts before all that was written at this moment or later, and behind the rest.</summary>
    public static string TimedFrom(string prefix, DateTimeOffset at) => prefix + at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    public static TableEntity Open<T>(CaseId id, string row, T data)
    {
        var text = Json.Text(data);
        if (text.Length * 2 > PropertyLimit) throw new InvalidOperationException("A property has more than 64 KiB.");
        return new TableEntity(id.Value, row) { ["Data"] = text };
    }

    public static TableEntity Sealed<T>(CaseId id, string row, byte[] key, T data)
    {
        var value = Seal.Close(key, id, row, "Sealed", Json.Write(data));
        if (value.Length > PropertyLimit) throw new InvalidOperationException("A property has more than 64 KiB.");
        return new TableEntity(id.Value, row) { ["Sealed"] = value };
    }

    /// <summary>For the office only: under a key of its own, which whoever wrote it forgets. A code does not open it.</summary>
    public static TableEntity SealedForOffice<T>(CaseId id, string row, OfficeKeys office, T data)
    {
        var key = Seal.NewKey();
        var entity = Sealed(id, row, key, data);
        entity[RowMac.WrapProperty] = office.Wrap(key);
        entity[RowMac.GenerationProperty] = office.CurrentGeneration;
        return entity;
    }

    /// <summary>Open data with a key for the office only, of something that lies elsewhere.</summary>
    public static TableEntity WithKeyForOffice<T>(CaseId id, string row, OfficeKeys office, T data, byte[] key)
    {
        var entity = Open(id, row, data);
        entity[RowMac.WrapProperty] = office.Wrap(key);
        entity[RowMac.GenerationProperty] = office.CurrentGeneration;
        return entity;
    }

    public static byte[] KeyForOffice(TableEntity row, OfficeKeys office) => office.Unwrap(
        row.GetString(RowMac.GenerationProperty) ?? throw new TamperedException(row.RowKey), row.GetBinary(RowMac.WrapProperty) ?? throw new TamperedException(row.RowKey));

    public static T ReadForOffice<T>(TableEntity row, OfficeKeys office) => ReadSealed<T>(row, KeyForOffice(row, office));

    public static T Read<T>(TableEntity row) => Json.Read<T>(row.GetString("Data") ?? throw new TamperedException(row.RowKey));

    public static T ReadSealed<T>(TableEntity row, byte[] key) => Json.Read<T>(
        Seal.Open(key, new CaseId(row.PartitionKey), row.RowKey, "Sealed", row.GetBinary("Sealed") ?? throw new TamperedException(row.RowKey)));
}
