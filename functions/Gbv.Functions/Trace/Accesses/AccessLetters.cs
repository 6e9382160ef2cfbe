using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.Links;
using Gbv.Functions.Responders;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>
/// Each month the province's data-protection officers get a link to who read what, without asking anybody for it. Table <c>heads</c>,
/// partition <c>letters</c>, RowKey = <c>month|person</c>: a mail whose outcome nobody knows is repeated the next night under the same reference.
/// </summary>
internal sealed class AccessLetters(StorageClients storage, DirectoryCache directory, MailRefs refs, LinkStore links, Mailer mailer, TimeProvider time)
{
    /// <summary>Longer than a month: one link is always good.</summary>
    private static readonly TimeSpan LinkLife = TimeSpan.FromDays(45);

    private const string Partition = "letters";
    private const string Item = "accesses";

    private readonly Texts t = Texts.For(Texts.Vietnamese);

    private TableClient Table => storage.Table(StorageNames.Heads);

    /// <summary>
    /// Of the province alone: a record of who read a case would tell a commune's officer that there is one, even where the commune is not
    /// to be told.
    /// </summary>
    public static IEnumerable<DirectoryEntry> Officers(CommuneDirectory province) =>
        province.Entries.Where(e => e.Commune.IsProvince && e.Roles.Contains(DirectoryRole.DataProtection));

    /// <summary>The month that has ended, to whoever has not had it.</summary>
    public async Task SendAsync(CancellationToken ct)
    {
        if (await directory.GetAsync(CommuneCode.Province, ct) is not { } province) return;
        var month = time.GetUtcNow().VietnamDate().AddMonths(-1);
        foreach (var officer in Officers(province)) await SendAsync(province, officer, month, ct);
    }

    private async Task SendAsync(CommuneDirectory province, DirectoryEntry officer, DateOnly month, CancellationToken ct)
    {
        var name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (await ClaimAsync(name, officer, ct) is not { } reference) return;
        var target = new LinkTarget(LinkNames.Accesses + name, Item, officer.Id, CommuneCode.Province, reference, time.GetUtcNow() + LinkLife);
        var link = await links.IssueAsync(target, ct);
        var shown = month.ToString("MM/yyyy", CultureInfo.InvariantCulture);
        var mail = new MailTexts().Plain(officer, province.Commune, reference, t["accesses.mail.subject", shown],
            [t["accesses.mail.body", shown], t["email.open", link.AbsoluteUri], t["email.code-follows"], t["email.personal"], t["email.closing"]], link);
        if (await mailer.SendAsync(mail, ct) is MailResult.Accepted or MailResult.Refused)
            await Table.UpsertEntityAsync(Row(name, officer, reference, sent: true), TableUpdateMode.Replace, ct);
    }

    /// <summary>The reference under which to write; null where it is done, or another instance does it.</summary>
    private async Task<string?> ClaimAsync(string month, DirectoryEntry officer, CancellationToken ct)
    {
        var known = await Table.GetEntityIfExistsAsync<TableEntity>(Partition, Key(month, officer), cancellationToken: ct);
        if (known.HasValue) return known.Value!.GetBoolean("Sent") == true ? null : known.Value.GetString("Ref");
        var reference = await refs.CreateAsync(new MailRefTarget(LinkNames.Accesses + month, Item, officer.Id), ct);
        try
        {
            await Table.AddEntityAsync(Row(month, officer, reference, sent: false), ct);
            return reference;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
    }

    private static TableEntity Row(string month, DirectoryEntry officer, string reference, bool sent) => new(Partition, Key(month, officer)) { ["Ref"] = reference, ["Sent"] = sent };

    private static string Key(string month, DirectoryEntry officer) => $"{month}|{officer.Id}";
}
