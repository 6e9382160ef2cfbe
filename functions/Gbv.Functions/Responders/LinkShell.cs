using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Hosting;
using Gbv.Functions.Links;
using Gbv.Functions.Responders.Pages;

namespace Gbv.Functions.Responders;

/// <summary>
/// What stands before every page behind a mailed link: the link, the code, the session, the form's token (design §5). GET
/// changes nothing, because mail scanners open links; every POST of another site is refused before it comes here.
/// </summary>
internal sealed class LinkShell(
    LinkStore links, AccessCodes codes, StaffSessions sessions, HeldForm held, DirectoryCache directory, CaseStore cases, IEnumerable<IItemPage> pages)
{
    public async Task<IResult> GetAsync(HttpContext http, string link, CancellationToken ct)
    {
        var (door, stop) = await OpenAsync(http, link, ct);
        if (door is null) return stop!;
        // Of HEAD nothing is sent: it reads no case and leaves no trace of somebody who would have read it.
        return !HttpMethods.IsHead(http.Request.Method) && sessions.Find(http, door.Person) is { } session ? await EnterAsync(http, door, session, draft: null, ct) : Neutral(door);
    }

    public async Task<IResult> PostAsync(HttpContext http, string link, CancellationToken ct)
    {
        var (door, stop) = await OpenAsync(http, link, ct);
        if (door is null) return stop!;
        if (UploadBody.IsUpload(http.Request) && PageOf(door) is IUploadPage page) return await UploadAsync(http, door, page, ct);
        var form = await FormBody.ReadAsync(http.Request, ct);
        var session = sessions.Find(http, door.Person);
        return (form["action"].ToString(), session) switch
        {
            (ShellAction.Code or ShellAction.Check, not null) => new SeeOther(door.Path),
            (ShellAction.Code, null) => await SendAsync(http, door, form, ct),
            (ShellAction.Check, null) => await CheckAsync(http, door, form, ct),
            (_, null) => Neutral(door, held.Hold(door.Key, form)),
            // Another session began meanwhile, in another tab: nothing is done, and what was typed stands in the form again.
            (_, not null) when !sessions.IsFormToken(session, door.Key, form[ItemContext.TokenField]) =>
                await EnterAsync(http, door, session, held.Hold(door.Key, form), ct),
            (ShellAction.Leave, not null) => Leave(http, door),
            (ShellAction.Name, not null) => TakeName(http, door, session, form),
            (_, not null) => await ActAsync(http, door, session, form, ct),
        };
    }

    /// <summary>The link and its person, or the page that says why it opens nothing and what to do.</summary>
    private async Task<(Door? Door, IResult? Stop)> OpenAsync(HttpContext http, string link, CancellationToken ct)
    {
        var t = Texts.For(http.Request.Query["lang"]);
        var opening = await links.OpenAsync(link, ct);
        if (opening is LinkOpening.Tampered) return (null, Stop(t, StopReason.Tampered, null));
        var target = opening switch
        {
            LinkOpening.Active a => a.Target,
            LinkOpening.Expired e => e.Target,
            LinkOpening.Superseded s => s.Target,
            LinkOpening.Withdrawn w => w.Target,
            _ => throw new InvalidOperationException("A link opened as nothing known."),
        };
        var commune = await directory.GetAsync(target.Commune, ct) ?? await directory.GetAsync(CommuneCode.Province, ct);
        if (opening is LinkOpening.Active active && commune?.Find(target.PersonId) is { } person)
        {
            var path = $"/r/{link}" + (t.Language == Texts.Vietnamese ? "" : $"?lang={t.Language}");
            return (new Door(active, person, commune, t, path), null);
        }

        var reason = opening switch
        {
            LinkOpening.Expired => StopReason.Expired,
            LinkOpening.Withdrawn => StopReason.Withdrawn,
            _ => StopReason.Superseded,
        };
        return (null, Stop(t, reason, commune?.Commune));
    }

    private async Task<IResult> SendAsync(HttpContext http, Door door, IFormCollection form, CancellationToken ct)
    {
        var draft = form[HeldForm.Field].ToString();
        return await codes.SendAsync(door.Link, door.Person, door.Directory.Commune, sessions.Browser(http), ct) switch
        {
            CodeSent.Sent => Code(door, draft, null),
            CodeSent.LimitReached => Stop(door.T, StopReason.TooManyCodes, door.Directory.Commune),
            _ => Code(door, draft, door.T["responders.code.not-sent"]),
        };
    }

    private async Task<IResult> CheckAsync(HttpContext http, Door door, IFormCollection form, CancellationToken ct)
    {
        var draft = form[HeldForm.Field].ToString();
        switch (await codes.CheckAsync(door.Key, sessions.Browser(http), form["code"].ToString(), ct))
        {
            case CodeCheck.Wrong:
                return Code(door, draft, door.T["responders.code.wrong"]);
            case CodeCheck.Spent:
                return Code(door, draft, door.T["responders.code.spent"]);
            default:
                var session = sessions.Start(http, door.Person);
                return draft.Length == 0 ? new SeeOther(door.Path) : await EnterAsync(http, door, session, draft, ct);
        }
    }

    private SeeOther Leave(HttpContext http, Door door)
    {
        sessions.End(http);
        return new SeeOther(door.Path);
    }

    /// <summary>A shared mailbox says who of the office is there; without a name nothing is shown.</summary>
    private IResult TakeName(HttpContext http, Door door, StaffSession session, IFormCollection form)
    {
        var name = form["other"].ToString().Trim() is { Length: > 0 } typed ? typed : form["name"].ToString().Trim();
        if (name.Length is 0 or > 100) return AskName(door, session, wrong: true);
        sessions.Rename(http, session, name);
        return new SeeOther(door.Path);
    }

    private async Task<IResult> EnterAsync(HttpContext http, Door door, StaffSession session, string? draft, CancellationToken ct)
    {
        if (door.Person.SharedMailbox && session.ActingName is null) return AskName(door, session, wrong: false);
        var (context, stop) = await ContextAsync(door, session, ct);
        if (context is null) return stop!;
        return await Page(context).ShowAsync(context with { Draft = held.Open(door.Key, draft) }, ct);
    }

    private async Task<IResult> ActAsync(HttpContext http, Door door, StaffSession session, IFormCollection form, CancellationToken ct)
    {
        if (door.Person.SharedMailbox && session.ActingName is null) return AskName(door, session, wrong: false);
        var (context, stop) = await ContextAsync(door, session, ct);
        return context is null ? stop! : await Page(context).PostAsync(context, form, ct);
    }

    /// <summary>Nobody's file is kept before the session is known, nor looked at before the form is known to be ours.</summary>
    private async Task<IResult> UploadAsync(HttpContext http, Door door, IUploadPage page, CancellationToken ct)
    {
        if (sessions.Find(http, door.Person) is not { } session)
        {
            await UploadBody.PassOverAsync(http.Request, page.LargestFile, ct);
            return Neutral(door);
        }

        var upload = await UploadBody.ReadAsync(http.Request, page.LargestFile, ct);
        if (!sessions.IsFormToken(session, door.Key, upload.Fields.GetValueOrDefault(ItemContext.TokenField))) return await EnterAsync(http, door, session, draft: null, ct);
        if (door.Person.SharedMailbox && session.ActingName is null) return AskName(door, session, wrong: false);
        var (context, stop) = await ContextAsync(door, session, ct);
        return context is null ? stop! : await page.UploadAsync(context, upload.File, ct);
    }

    private async Task<(ItemContext? Context, IResult? Stop)> ContextAsync(Door door, StaffSession session, CancellationToken ct)
    {
        var target = door.Link.Target;
        var context = new ItemContext
        {
            Target = target,
            Kind = KindOf(target),
            Person = door.Person,
            ActingName = session.ActingName ?? door.Person.Name,
            Directory = door.Directory,
            T = door.T,
            Path = door.Path,
            FormToken = sessions.FormToken(session, door.Key),
        };
        if (target.CaseId is not { } id) return (context, null);

        var partition = await cases.ReadAsync(id, ct);
        // Of an erased case no item is left; whoever held one was told that it ended.
        if (partition is { IsErased: true }) return (null, Stop(door.T, StopReason.Withdrawn, door.Directory.Commune));
        if (partition?.Item(target.Item) is not { } item || Conflicts.Declared(partition, door.Person.Id))
            return (null, Stop(door.T, StopReason.Superseded, door.Directory.Commune));
        if (item.State == ItemState.Withdrawn) return (null, Stop(door.T, StopReason.Withdrawn, door.Directory.Commune));
        return (context with { Kind = KindOf(item), Case = partition, Item = item }, null);
    }

    /// <summary>The page of a link that belongs to no case; those of a case take no file.</summary>
    private IItemPage? PageOf(Door door) => door.Link.Target.CaseId is null ? pages.FirstOrDefault(p => p.Handles(KindOf(door.Link.Target))) : null;

    private IItemPage Page(ItemContext context) =>
        pages.FirstOrDefault(p => p.Handles(context.Kind)) ?? throw new InvalidOperationException($"No page handles {context.Kind}.");

    /// <summary>For links that belong to no case.</summary>
    private static LinkKind KindOf(LinkTarget target) => target.CaseOrPeriod switch
    {
        var name when name.StartsWith(LinkNames.Return, StringComparison.Ordinal) => LinkKind.Return,
        var name when name.StartsWith(LinkNames.ReturnBoard, StringComparison.Ordinal) => LinkKind.ReturnBoard,
        var name when name.StartsWith(LinkNames.Accesses, StringComparison.Ordinal) => LinkKind.Accesses,
        _ => LinkKind.Report,
    };

    private static LinkKind KindOf(WorkItem item) => item.Kind switch
    {
        ItemKind.Triage => LinkKind.Triage,
        ItemKind.Confirmation => LinkKind.Confirmation,
        _ => LinkKind.Referral,
    };

    private static IResult Neutral(Door door, string? draft = null) => StaffPage.Of<NeutralPage>(new()
    {
        [nameof(NeutralPage.T)] = door.T,
        [nameof(NeutralPage.Unit)] = door.Person.Unit,
        [nameof(NeutralPage.Path)] = door.Path,
        [nameof(NeutralPage.Held)] = draft,
    });

    private static IResult Code(Door door, string draft, string? error) => StaffPage.Of<CodePage>(new()
    {
        [nameof(CodePage.T)] = door.T,
        [nameof(CodePage.Unit)] = door.Person.Unit,
        [nameof(CodePage.Path)] = door.Path,
        [nameof(CodePage.DutyNumber)] = door.Directory.Commune.DutyNumber,
        [nameof(CodePage.Held)] = draft,
        [nameof(CodePage.Error)] = error,
    });

    private IResult AskName(Door door, StaffSession session, bool wrong) => StaffPage.Of<NamePage>(new()
    {
        [nameof(NamePage.T)] = door.T,
        [nameof(NamePage.Unit)] = door.Person.Unit,
        [nameof(NamePage.Path)] = door.Path,
        [nameof(NamePage.Token)] = sessions.FormToken(session, door.Key),
        [nameof(NamePage.Names)] = Colleagues(door),
        [nameof(NamePage.Wrong)] = wrong,
    });

    private static string[] Colleagues(Door door) =>
        [.. door.Directory.Entries.Where(e => e.Unit == door.Person.Unit && e.Commune == door.Person.Commune && !e.SharedMailbox).Select(e => e.Name).Distinct()];

    private static IResult Stop(Texts t, StopReason reason, Area? area) => StaffPage.Of<StopPage>(
        new()
        {
            [nameof(StopPage.T)] = t,
            [nameof(StopPage.Reason)] = reason,
            [nameof(StopPage.Area)] = area,
        },
        reason switch
        {
            StopReason.Tampered => StatusCodes.Status404NotFound,
            StopReason.TooManyCodes => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status410Gone,
        });

    /// <summary>A link that opens, with what the pages before the code need.</summary>
    private sealed record Door(LinkOpening.Active Link, DirectoryEntry Person, CommuneDirectory Directory, Texts T, string Path)
    {
        public string Key => Link.Key;
    }
}

/// <summary>Actions of the shell itself; every other one is the page's.</summary>
internal static class ShellAction
{
    public const string Code = "shell-code";
    public const string Check = "shell-check";
    public const string Name = "shell-name";
    public const string Leave = "shell-leave";
}

/// <summary>Why a link opens nothing.</summary>
public enum StopReason { Tampered, Expired, Superseded, Withdrawn, TooManyCodes, Taken, Used }
