using System.Security.Cryptography;
using Gbv.Functions.Attachments;
using Gbv.Functions.Layout;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace Gbv.Functions.FollowUp;

/// <summary>One file from an open inbox: looked at before it is read, sealed while it is read, and known to the case once it is whole.</summary>
internal sealed class UploadHandler(
    PublicPages pages, InboxSession sessions, InboxHandler inboxes, ReceiptDoor door, FollowUpService service, Quarantine quarantine, UploadGate gate,
    IOptions<AttachmentOptions> options)
{
    /// <summary>A bad line is slow; whoever is slower than this holds a place for nothing.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(30));

    public async Task<IResult> HandleAsync(HttpContext http, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = Slowest;
        var body = await FileForm.ReadAsync(http, ct);
        var page = await pages.ForAsync(body.One("lang"), body.One("commune"), ct);
        if (sessions.Read(body.One("inbox")) is not { } inbox) return await AfterAllAsync(body, () => FollowUpPages.Ask(page, "expired"), ct);
        try
        {
            using var place = await gate.EnterAsync(ct);
            limit.CancelAfter(TimeSpan.FromSeconds(options.Value.UploadSeconds));
            var answer = place is null ? Again(page, inbox, "busy", StatusCodes.Status503ServiceUnavailable) : await TakeAsync(page, inbox, body, limit.Token);
            await body.DrainAsync(limit.Token);
            return answer;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested && limit.IsCancellationRequested)
        {
            return Again(page, inbox, "slow", StatusCodes.Status408RequestTimeout);
        }
        catch (Exception e) when (e is not BadHttpRequestException && (e is Azure.RequestFailedException || Outage.Is(e, ct)))
        {
            // It may be known to the case all the same: the form stays the same, so that it is not done twice.
            return FollowUpPages.Upload(page, sessions.Again(inbox), "unreached", StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IResult> TakeAsync(PageContext page, Inbox inbox, FileForm body, CancellationToken ct)
    {
        if (body.File is not { } content) return Again(page, inbox, "missing");
        if (await door.OpenAsync(inbox.Code, ct) is not { } open) return FollowUpPages.Ask(page, "wrong");
        if (!FollowUpService.MayAttach(open.Record)) return Again(page, inbox, "full");
        var (id, key) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), Seal.NewKey());
        return await FileForm.Guarded(() => quarantine.StoreAsync(open.Id, id, key, content, ct)) switch
        {
            Arrival.Empty => Again(page, inbox, "missing"),
            Arrival.TooLarge => Again(page, inbox, "large", StatusCodes.Status413PayloadTooLarge),
            Arrival.WrongKind => Again(page, inbox, "kind", StatusCodes.Status415UnsupportedMediaType),
            // The whole file is here: whoever leaves now has sent it.
            _ => await service.AttachAsync(inbox.Code, id, key, inbox.Form, CancellationToken.None) switch
            {
                ReporterResult.Closed => FollowUpPages.Ask(page, "wrong"),
                ReporterResult.Refused => Again(page, inbox, "full"),
                _ => await inboxes.ShowDoneAsync(page, inbox, "file", ct),
            },
        };
    }

    private static async Task<IResult> AfterAllAsync(FileForm body, Func<IResult> answer, CancellationToken ct)
    {
        await body.DrainAsync(ct);
        return answer();
    }

    private IResult Again(PageContext page, Inbox inbox, string problem, int status = StatusCodes.Status200OK) =>
        FollowUpPages.Upload(page, sessions.Keep(inbox), problem, status);
}
