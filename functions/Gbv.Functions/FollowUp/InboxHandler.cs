using Gbv.Domain.Requests;
using Gbv.Functions.FollowUp.Tasks;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.FollowUp;

/// <summary>One press of a button on a page behind <c>/follow-up</c>: the code, a message, or one of the tasks.</summary>
internal sealed class InboxHandler(
    LookUp lookUp, FollowUpService service, RequestService requests, WordCheck words, InboxSession sessions, IEnumerable<InboxTask> tasks)
{
    private const string WordField = "word";

    private readonly IReadOnlyList<InboxTask> tasks = [.. tasks];

    /// <param name="left">The visitor has gone: nobody waits for what a code opens. What she asked for in an open inbox is done all the same,
    /// because whoever is surprised presses the exit right after the button.</param>
    public Task<IResult> HandleAsync(PageContext page, StepPost post, CancellationToken left) =>
        sessions.Read(post.One("inbox")) is { } inbox ? InsideAsync(page, post, inbox, CancellationToken.None) : ArriveAsync(page, post, left);

    private Task<IResult> InsideAsync(PageContext page, StepPost post, Inbox inbox, CancellationToken ct) =>
        post.Go == "leave" ? Task.FromResult<IResult>(new RazorComponentResult<EndPage>(new { Page = page }))
            : post.Go.StartsWith("undo:", StringComparison.Ordinal) ? UndoAsync(page, inbox, post.Go[5..], ct)
            : TaskOf(post) is { } task && post.Go != "back" ? InTaskAsync(page, post, inbox, task, ct)
            : InInboxAsync(page, post, inbox, ct);

    /// <summary>The inbox after something was done on another way than this.</summary>
    public Task<IResult> ShowDoneAsync(PageContext page, Inbox inbox, string done, CancellationToken ct) => ShowAsync(page, inbox, null, null, done, ct);

    /// <summary>What was typed stays, on the page where it was typed.</summary>
    public IResult Unreached(PageContext page, StepPost post) => sessions.Read(post.One("inbox")) is { } inbox && TaskOf(post) is { } task
        ? FollowUpPages.Task(page, View(page, task, inbox), sessions.Again(inbox), post.Values, problem: "unreached", status: StatusCodes.Status503ServiceUnavailable)
        : FollowUpPages.Unreached(page, post.One("code"), post.One("text"), post.One("inbox"));

    private async Task<IResult> ArriveAsync(PageContext page, StepPost post, CancellationToken ct)
    {
        // A message that came after the inbox had closed waits in the page for the code.
        var text = post.One("text");
        if (post.ChangesLanguage || post.One("code") is not { } typed)
            return FollowUpPages.Ask(page, post.One("inbox") is not null ? "expired" : null, post.One("code"), text);
        return await lookUp.OpenAsync(typed, ct) is var (code, view)
            ? FollowUpPages.Inbox(page, view, Offered(page, view), sessions.Keep(code, view.LastVisit), text)
            : FollowUpPages.Ask(page, "wrong", typed, text);
    }

    private async Task<IResult> InInboxAsync(PageContext page, StepPost post, Inbox inbox, CancellationToken ct)
    {
        var text = post.One("text")?.Trim().ReplaceLineEndings("\n");
        string? error = null, done = null;
        if (post.Go is "send" or "next")
        {
            if (string.IsNullOrEmpty(text)) error = "empty";
            else if (text.Length > FollowUpService.LongestMessage) error = "long";
            else if (await service.SendMessageAsync(inbox.Code, text, inbox.Form, ct) == ReporterResult.Done) (done, text) = ("sent", null);
            else return FollowUpPages.Ask(page, "wrong");
        }

        return await ShowAsync(page, inbox, text, error, done, ct);
    }

    private async Task<IResult> InTaskAsync(PageContext page, StepPost post, Inbox inbox, InboxTask task, CancellationToken ct)
    {
        if (task.IsUpload) return FollowUpPages.Upload(page, sessions.Keep(inbox), post.Go is "do" or "next" ? "missing" : null);

        // Only looked at: nothing is read or written.
        if (post.Go is not ("do" or "next")) return Again(inbox);
        List<FieldError> errors = [.. task.Check(page.T, post)];
        if (AsksWord(task, inbox) && post.One(WordField) is null) errors.Add(new(WordField, page.T["followup.word.missing"]));
        if (errors.Count > 0) return Again(inbox, errors);
        if (AsksWord(task, inbox))
        {
            switch (await words.CheckAsync(inbox.Code, post.One(WordField)!, ct))
            {
                case WordResult.Closed: return FollowUpPages.Ask(page, "wrong");
                case WordResult.Wrong: return Again(inbox, [new(WordField, page.T["followup.word.wrong"])]);
                case WordResult.Spent: return Again(inbox, [new(WordField, page.T["followup.word.spent"])]);
                case WordResult.None: return Again(inbox, problem: "refused");
                default: inbox = inbox with { WordGiven = true }; break;
            }
        }

        return await task.DoAsync(new(page, post, inbox), ct) switch
        {
            ReporterResult.Closed => FollowUpPages.Ask(page, "wrong"),
            ReporterResult.Refused => Again(inbox, problem: "refused"),
            _ when task.Ends => FollowUpPages.Ended(page, View(page, task)),
            _ => await ShowAsync(page, inbox, null, null, task.Name, ct),
        };

        RazorComponentResult<TaskPage> Again(Inbox open, IReadOnlyList<FieldError>? errors = null, string? problem = null) =>
            FollowUpPages.Task(page, View(page, task, open), sessions.Keep(open), post.Values, errors, problem);
    }

    private async Task<IResult> UndoAsync(PageContext page, Inbox inbox, string request, CancellationToken ct) =>
        await requests.UndoAsync(inbox.Code, inbox.Form, request, ct) switch
        {
            ReporterResult.Closed => FollowUpPages.Ask(page, "wrong"),
            var result => await ShowAsync(page, inbox, null, null, result == ReporterResult.Done ? "undo" : "toolate", ct),
        };

    private async Task<IResult> ShowAsync(PageContext page, Inbox inbox, string? text, string? error, string? done, CancellationToken ct) =>
        await service.OpenAsync(inbox.Code, ct, arrives: false) is { } view
            ? FollowUpPages.Inbox(page, view with { LastVisit = inbox.LastVisit }, Offered(page, view), sessions.Keep(inbox), text, error, done)
            : FollowUpPages.Ask(page, "wrong");

    /// <summary>A button of the inbox, or the form of a task's own page.</summary>
    private InboxTask? TaskOf(StepPost post)
    {
        var name = post.Go.StartsWith("task:", StringComparison.Ordinal) ? post.Go[5..] : post.One("task");
        return tasks.FirstOrDefault(t => t.Name == name);
    }

    /// <summary>What only a caseworker can settle is not offered; the page says so.</summary>
    private List<TaskView> Offered(PageContext page, FollowUpView view) =>
        [.. tasks.Where(t => ReporterRights.Of(t.Act, view.ThirdParty, view.HasWord) != ReporterRight.Caseworker).Select(t => View(page, t))];

    private static TaskView View(PageContext page, InboxTask task, Inbox? inbox = null) => new(task.Name, task.IsGrave,
    [
        .. task.Fields(page.T),
        .. inbox is not null && AsksWord(task, inbox) ? [new Line(WordField) { Label = page.T["followup.word"], Hint = page.T["followup.word.hint"], Required = true, MaxLength = 60 }] : Array.Empty<Field>(),
    ]);

    private static bool AsksWord(InboxTask task, Inbox inbox) =>
        !inbox.WordGiven && ReporterRights.Of(task.Act, thirdParty: false, hasWord: true) == ReporterRight.SecretWord;
}
