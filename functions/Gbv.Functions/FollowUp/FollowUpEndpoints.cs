using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.FollowUp;

/// <summary><c>/follow-up</c>: with the code, status and messages; never what was written.</summary>
public static partial class FollowUpEndpoints
{
    public static void MapFollowUp(this IEndpointRouteBuilder app)
    {
        var group = app.Public();
        group.MapPage("/follow-up", AskAsync);
        group.MapPost("/follow-up", PostAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext http, PublicPages pages) =>
        Ask(await pages.ForAsync(http.Request, http.RequestAborted));

    private static async Task<IResult> PostAsync(
        HttpContext http, PublicPages pages, FollowUpService inbox, InboxSession session, ILoggerFactory logs)
    {
        var ct = http.RequestAborted;
        var post = await StepPost.ReadAsync(http.Request, ct);
        var page = await pages.ForAsync(post.Language, post.Commune, ct);
        try
        {
            return session.Read(post.One("inbox")) is var (code, operation)
                ? await InInboxAsync(post, page, code, operation, inbox, session, ct)
                : await OpenAsync(post, page, inbox, session, ct);
        }
        catch (Exception e) when (e is Azure.RequestFailedException or AggregateException)
        {
            NotReached(logs.CreateLogger("Gbv.FollowUp"), e.GetType().Name);
            return Unreached(post, page);
        }
    }

    private static async Task<IResult> OpenAsync(StepPost post, PageContext page, FollowUpService inbox, InboxSession session, CancellationToken ct)
    {
        // A message that came after the inbox had closed waits in the page for the code.
        var text = post.One("text");
        if (post.ChangesLanguage || post.One("code") is not { } typed) return Ask(page, post.One("inbox") is not null ? "expired" : null, post.One("code"), text);
        if (ReceiptCode.TryParse(typed) is not { } code || await inbox.OpenAsync(code, ct) is not { } view) return Ask(page, "wrong", typed, text);
        return Show(page, view, session.Open(code), text);
    }

    private static async Task<IResult> InInboxAsync(
        StepPost post, PageContext page, ReceiptCode code, string operation, FollowUpService inbox, InboxSession session, CancellationToken ct)
    {
        if (post.Go == "leave") return new RazorComponentResult<EndPage>(new { Page = page });
        var text = post.One("text")?.Trim().ReplaceLineEndings("\n");
        string? error = null, done = null;
        if (post.Go is "send" or "next")
        {
            if (string.IsNullOrEmpty(text)) error = "empty";
            else if (text.Length > FollowUpService.LongestMessage) error = "long";
            else if (await inbox.SendMessageAsync(code, text, operation, ct)) (done, text) = ("sent", null);
            else return Ask(page, "wrong");
        }

        if (await inbox.OpenAsync(code, ct) is not { } view) return Ask(page, "wrong");
        return Show(page, view, session.Open(code), text, error, done);
    }

    /// <summary>Storage does not answer: what was typed stays on the page.</summary>
    private static RazorComponentResult<AskPage> Unreached(StepPost post, PageContext page) => new(new
    {
        Page = page,
        Problem = "unreached",
        Typed = post.One("code"),
        Text = post.One("text"),
        Inbox = post.One("inbox"),
    })
    { StatusCode = StatusCodes.Status503ServiceUnavailable };

    private static RazorComponentResult<AskPage> Ask(PageContext page, string? problem = null, string? typed = null, string? text = null) =>
        new(new { Page = page, Problem = problem, Typed = typed, Text = text });

    private static RazorComponentResult<InboxPage> Show(
        PageContext page, FollowUpView view, string inbox, string? text = null, string? error = null, string? done = null) =>
        new(new { Page = page, View = view, Inbox = inbox, Text = text, Error = error, Done = done });

    [LoggerMessage(Level = LogLevel.Error, Message = "A follow-up could not be served: {Kind}")]
    private static partial void NotReached(ILogger log, string kind);
}
