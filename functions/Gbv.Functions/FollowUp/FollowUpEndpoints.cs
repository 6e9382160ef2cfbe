using Gbv.Functions.Hosting;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Gbv.Functions.Storage;

namespace Gbv.Functions.FollowUp;

/// <summary><c>/follow-up</c>: with the code, status and messages; never what was written.</summary>
public static partial class FollowUpEndpoints
{
    public static void MapFollowUp(this IEndpointRouteBuilder app)
    {
        var group = app.Public();
        group.MapMethods("/follow-up", PageRoutes.Reading, AskAsync);
        group.MapPost("/follow-up", PostAsync);
    }

    private static async Task<IResult> AskAsync(HttpContext http, PublicPages pages) =>
        FollowUpPages.Ask(await pages.ForAsync(http.Request, http.RequestAborted));

    private static async Task<IResult> PostAsync(HttpContext http, PublicPages pages, InboxHandler inbox, UploadHandler uploads, ILoggerFactory logs)
    {
        var ct = http.RequestAborted;
        if (FileForm.Is(http.Request)) return await uploads.HandleAsync(http, ct);
        var post = await StepPost.ReadAsync(http.Request, ct);
        var page = await pages.ForAsync(post.Language, post.Commune, CancellationToken.None);
        try
        {
            return await inbox.HandleAsync(page, post, ct);
        }
        catch (Exception e) when (e is Azure.RequestFailedException || Outage.Is(e, ct))
        {
            NotReached(logs.CreateLogger("Gbv.FollowUp"), e.GetType().Name);
            return inbox.Unreached(page, post);
        }
    }

    [LoggerMessage(EventId = 1003, Level = LogLevel.Error, Message = "A follow-up could not be served: {Kind}")]
    private static partial void NotReached(ILogger log, string kind);
}
