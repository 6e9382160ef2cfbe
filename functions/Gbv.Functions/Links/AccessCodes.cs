using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Links;

/// <summary>What became of the wish for a code.</summary>
internal enum CodeSent { Sent, LimitReached, NotSent }

/// <summary>What a typed code was. <see cref="Spent"/>: there is no code (any more) to compare with; ask for a new one.</summary>
internal enum CodeCheck { Right, Wrong, Spent }

/// <summary>
/// The confirmation code (design §5): 6 digits to the registered address, good for 10 minutes and 5 tries in the browser that
/// asked for it; 3 sends an hour for a link and browser, 10 for a person. Only a keyed hash is kept, on the link's row; the
/// person's sends stand in table <c>links</c> under PartitionKey = <c>person:</c> + SHA-256 of the person, RowKey = <c>sends</c>.
/// </summary>
internal sealed partial class AccessCodes(
    StorageClients storage, LinkStore links, KeyRing keys, Mailer mailer, MailTexts texts, TimeProvider time, ILogger<AccessCodes> log)
{
    public const int SendsPerBrowser = 3;
    public const int SendsPerPerson = 10;
    public const int Tries = 5;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private TableClient Table => storage.Table(StorageNames.Links);

    public async Task<CodeSent> SendAsync(LinkOpening.Active link, DirectoryEntry person, Area area, string browser, CancellationToken ct)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        if (!await PutAsync(link.Key, browser, code, person, ct))
        {
            NoMore(log, link.Target.MailRef);
            return CodeSent.LimitReached;
        }

        var result = await mailer.SendAsync(texts.Code(new CodeMail(person, area, link.Target.MailRef, code)), ct);
        return result is MailResult.Accepted ? CodeSent.Sent : CodeSent.NotSent;
    }

    /// <summary>Compares and counts in one guarded write, so that tries made at the same moment count each.</summary>
    public async Task<CodeCheck> CheckAsync(string linkKey, string browser, string typed, CancellationToken ct)
    {
        var code = string.Concat(typed.Where(char.IsAsciiDigit));
        for (var attempt = 0; attempt < Contention.Tries && await links.ReadAsync(linkKey, ct) is { State: LinkState.Active } row; attempt++)
        {
            if (row.Codes.FirstOrDefault(c => c.Browser == browser) is not { Hash.Length: > 0 } sent
                || sent.Until <= time.GetUtcNow() || sent.Tries >= Tries) return CodeCheck.Spent;
            var right = keys.IsMac(KeyName.Link, Convert.FromBase64String(sent.Hash), Parts(linkKey, browser, code));
            var after = right ? sent with { Hash = "" } : sent with { Tries = sent.Tries + 1 };
            if (await links.TryUpdateAsync(row.With(codes: [.. row.Codes.Where(c => c != sent), after]), ct))
            {
                if (right) SignedIn(log, row.Target.MailRef);
                else WrongCode(log, row.Target.MailRef, after.Tries, Tries);
                return right ? CodeCheck.Right : after.Tries >= Tries ? CodeCheck.Spent : CodeCheck.Wrong;
            }

            await Contention.StepBackAsync(attempt, ct);
        }

        return CodeCheck.Spent;
    }

    private async Task<bool> PutAsync(string linkKey, string browser, string code, DirectoryEntry person, CancellationToken ct)
    {
        var counted = false;
        for (var attempt = 0; attempt < Contention.Tries && await links.ReadAsync(linkKey, ct) is { State: LinkState.Active } row; attempt++)
        {
            var now = time.GetUtcNow();
            var known = row.Codes.Where(c => c.Until > now || c.Sent.Any(s => s > now - Hour)).ToList();
            var mine = known.FirstOrDefault(c => c.Browser == browser);
            DateTimeOffset[] sent = [.. mine?.Sent.Where(s => s > now - Hour) ?? []];
            if (sent.Length >= SendsPerBrowser) return false;
            if (!counted && !await CountAsync(person, ct)) return false;
            counted = true;
            var next = new BrowserCode(browser, Convert.ToBase64String(Hash(linkKey, browser, code)), now + Lifetime, 0, [.. sent, now]);
            if (await links.TryUpdateAsync(row.With(codes: [.. known.Where(c => c != mine), next]), ct)) return true;
            await Contention.StepBackAsync(attempt, ct);
        }

        return false;
    }

    /// <summary>Takes one of the person's sends of this hour; false when none is left.</summary>
    private async Task<bool> CountAsync(DirectoryEntry person, CancellationToken ct)
    {
        var partition = "person:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person.Commune}/{person.Id}")));
        for (var attempt = 0; attempt < Contention.Tries; attempt++)
        {
            var now = time.GetUtcNow();
            var read = await Table.GetEntityIfExistsAsync<TableEntity>(partition, "sends", cancellationToken: ct);
            long[] recent = [.. Times(read.HasValue ? read.Value!.GetString("Times") : null).Where(t => t > (now - Hour).ToUnixTimeMilliseconds())];
            if (recent.Length >= SendsPerPerson) return false;
            var row = new TableEntity(partition, "sends") { ["Times"] = string.Join(' ', [.. recent, now.ToUnixTimeMilliseconds()]) };
            try
            {
                if (read.HasValue) await Table.UpdateEntityAsync(row, read.Value!.ETag, TableUpdateMode.Replace, ct);
                else await Table.AddEntityAsync(row, ct);
                return true;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another request counted at the same moment: count again.
                await Contention.StepBackAsync(attempt, ct);
            }
        }

        return false;
    }

    private byte[] Hash(string linkKey, string browser, string code) => keys.Mac(KeyName.Link, Parts(linkKey, browser, code));

    private static string[] Parts(string linkKey, string browser, string code) => ["code", linkKey, browser, code];

    private static IEnumerable<long> Times(string? text) =>
        (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => long.Parse(t, CultureInfo.InvariantCulture));

    // The mail's random reference says whose link it was to whoever may look it up, and nothing to others.
    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "A code opened the link of mail {Reference}")]
    private static partial void SignedIn(ILogger log, string reference);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "A wrong code was typed behind the link of mail {Reference}: {Tries} of {Most} tries")]
    private static partial void WrongCode(ILogger log, string reference, int tries, int most);

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "No more codes are sent for now behind the link of mail {Reference}")]
    private static partial void NoMore(ILogger log, string reference);
}
