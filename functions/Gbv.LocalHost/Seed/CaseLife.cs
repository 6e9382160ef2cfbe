using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Responders;
using Microsoft.Extensions.Primitives;

namespace Gbv.LocalHost.Seed;

/// <summary>One click of somebody at a certain time: the item whose page it is, who, and the form.</summary>
internal sealed record Click(DateTimeOffset At, string Item, string Person, LinkKind Page, params (string Field, string Value)[] Form)
{
    public string Key => $"{Item}|{Form[0].Value}";
}

/// <summary>
/// Lets a case live until today: carries out what is due and presses the buttons that people would press, through the very
/// pages behind the mailed links.
/// </summary>
internal sealed class CaseLife(CaseStore store, CaseWorker worker, DirectoryCache directory, IEnumerable<IItemPage> pages)
{
    /// <summary>More clicks than any of these cases has.</summary>
    private const int MostClicks = 60;

    public async Task<CasePartition> LiveAsync(CaseId id, Story story, DateTimeOffset until, CancellationToken ct)
    {
        var read = await store.ReadAsync(id, ct) ?? throw new InvalidOperationException("No such case.");
        var people = await directory.GetAsync(read.Case.Commune, ct) ?? throw new InvalidOperationException("No such commune.");
        SeedClock.Set(Latest(read) + TimeSpan.FromSeconds(4));
        read = await CarryOutAsync(read, ct);
        HashSet<string> pressed = [];
        for (var n = 0; n < MostClicks && story.Next(read, people, pressed) is { } click && click.At <= until; n++)
        {
            pressed.Add(click.Key);
            SeedClock.Set(click.At > Latest(read) ? click.At : Latest(read) + TimeSpan.FromSeconds(1));

            // Whoever was late has been reminded by then.
            if (IsLate(read, click.At)) read = await CarryOutAsync(read, ct);
            await PressAsync(read, click, people, ct);
            read = await CarryOutAsync(read, ct);
        }

        // What is overdue today is looked at today.
        if (!IsLate(read, until)) return read;
        SeedClock.Set(until);
        return await CarryOutAsync(read, ct);
    }

    private async Task<CasePartition> CarryOutAsync(CasePartition earlier, CancellationToken ct)
    {
        var read = await AgainAsync(earlier, ct);
        await worker.CarryOutDueAsync(read, ct);
        return await AgainAsync(read, ct);
    }

    private async Task<CasePartition> AgainAsync(CasePartition earlier, CancellationToken ct) =>
        await store.ReadAgainAsync(earlier, ct) ?? throw new InvalidOperationException("The case is gone.");

    private async Task PressAsync(CasePartition read, Click click, CommuneDirectory people, CancellationToken ct)
    {
        if (read.Item(click.Item) is not { } item || people.Find(click.Person) is not { } person) return;
        var context = new ItemContext
        {
            Target = new LinkTarget(read.Id.Value, item.Id, person.Id, read.Case.Commune, "", DateTimeOffset.MaxValue),
            Kind = click.Page,
            Person = person,
            ActingName = person.Name,
            Directory = people,
            T = Texts.For(Texts.Vietnamese),
            Path = "/",
            FormToken = "",
            Case = read,
            Item = item,
        };
        var form = click.Form.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value)]));
        await pages.First(p => p.Handles(click.Page)).PostAsync(context, new FormCollection(form), ct);
    }

    private static bool IsLate(CasePartition read, DateTimeOffset at) => read.Items.Any(i => i.NextDueAt <= at);

    private static DateTimeOffset Latest(CasePartition read) => read.Events[^1].At;
}
