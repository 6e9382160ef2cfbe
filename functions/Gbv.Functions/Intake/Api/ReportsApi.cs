using Azure;
using FluentValidation.Results;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Intake.Api;

/// <summary>The API for registered systems (a hot line, a hospital): the same report, the same rules, the same receipt as the form.</summary>
public static class ReportsApi
{
    public static void MapReportsApi(this IEndpointRouteBuilder app)
    {
        var group = app.Public().MapGroup("/api/reports").WithTags("Reports");
        group.MapPost("", CreateAsync)
            .WithName("CreateReport")
            .WithSummary("Send a report. Repeat it with the same Idempotency-Key when the answer was lost: it stays one report.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);
        group.MapPost("/status", StatusAsync)
            .WithName("GetReportStatus")
            .WithSummary("What a receipt shows: the status, never what was reported.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
    }

    private static async Task<Results<Created<ReceiptAnswer>, ProblemHttpResult>> CreateAsync(
        HttpContext http, ApiClients clients, ReportIntake intake, ReportValidator validator, DirectoryCache directory, ProofNumber proofs)
    {
        var ct = http.RequestAborted;
        if (clients.Find(http.Request) is not { } client)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiBody.Problem(401, "Send the client's key as 'Authorization: Bearer …'.");
        }

        if (http.Request.Headers["Idempotency-Key"] is not [{ } text] || !Guid.TryParse(text, out var key))
            return ApiBody.Problem(400, "The header Idempotency-Key is required and must be a UUID; repeat it when you repeat the request.");

        var (report, problem) = await ApiBody.ReadAsync<Report>(http.Request, ct);
        if (problem is not null) return problem;
        report = WithChannel(report!, client);

        var invalid = validator.Validate(report);
        if (!invalid.IsValid) return Invalid(invalid);
        try
        {
            if (await directory.GetAsync(report.Commune, ct) is null) return Invalid(new([new ValidationFailure("Commune", "") { ErrorCode = "commune" }]));
        }
        catch (Exception e) when (e is RequestFailedException || Outage.Is(e, ct))
        {
            return NotSaved(http);
        }

        // Taken in even where the client hangs up meanwhile, as from the form.
        return await intake.SubmitAsync(new(SubmissionId.FromClient(client.Name, key), report, FromForm: false), CancellationToken.None) switch
        {
            SubmissionResult.Accepted a => TypedResults.Created((string?)null, new ReceiptAnswer(a.Receipt.ToString(), a.ReceivedAt, proofs.Create(a.ReceivedAt))),
            SubmissionResult.AlreadyReceived => ApiBody.Problem(409, "This report was received before; its receipt is shown for ten minutes only."),
            SubmissionResult.DifferentContent => ApiBody.Problem(422, "This Idempotency-Key was used for another report."),
            _ => NotSaved(http),
        };
    }

    private static async Task<Results<Ok<StatusAnswer>, ProblemHttpResult>> StatusAsync(HttpContext http, LookUp lookUp)
    {
        var (request, problem) = await ApiBody.ReadAsync<StatusRequest>(http.Request, http.RequestAborted);
        if (problem is not null) return problem;
        try
        {
            return await lookUp.OpenAsync(request!.Receipt, http.RequestAborted) is var (_, view)
                ? TypedResults.Ok(new StatusAnswer(view.Status, view.HasAnswer))
                : ApiBody.Problem(404, "This receipt opens nothing.");
        }
        catch (Exception e) when (e is RequestFailedException || Outage.Is(e, http.RequestAborted))
        {
            return NotSaved(http);
        }
    }

    private static Report WithChannel(Report report, ApiClient client) =>
        report.ReportedBy is { Channel: Channel.Web } reporter ? report with { ReportedBy = reporter with { Channel = Codes.Parse<Channel>(client.Channel) ?? Channel.Api } } : report;

    private static ProblemHttpResult Invalid(ValidationResult result) => TypedResults.Problem(new HttpValidationProblemDetails(
        result.Errors.GroupBy(e => MemberOf(e.PropertyName)).ToDictionary(g => g.Key, g => g.Select(e => Texts.For(Texts.English)["intake.error." + e.ErrorCode]).ToArray()))
    { Status = StatusCodes.Status422UnprocessableEntity });

    private static string MemberOf(string property) =>
        string.Join('.', property.Split('.').Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));

    private static ProblemHttpResult NotSaved(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return ApiBody.Problem(503, "Nothing was saved. Send it again with the same Idempotency-Key.");
    }
}
