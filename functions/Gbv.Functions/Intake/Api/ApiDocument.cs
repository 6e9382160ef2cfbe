using System.Text.Json.Nodes;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Gbv.Functions.Intake.Api;

/// <summary><c>/openapi/v1.json</c>: the API described, with examples that are checked by tests.</summary>
public static class ApiDocument
{
    /// <summary>A report as a hot line would pass it on.</summary>
    internal static readonly Report ExampleReport = new()
    {
        Journey = Domain.Reports.Journey.Professional,
        Commune = new CommuneCode("cai-nhum"),
        Safety = SafetyNow.Unsure,
        Age = AgeAnswer.From25To39,
        Sex = Sex.Female,
        Happenings = [Happening.Beaten, Happening.ThreatsAndControl],
        LastTime = LastTime.Within3Days,
        DangerSigns = [DangerSign.Repeats],
        Relation = RelationAnswer.Partner,
        NotToBeTold = [Office.Police],
        Wishes = [HelpWish.Health, HelpWish.Counselling],
        Contact = new() { Channel = ContactChannel.Phone, Address = "0912 345 678", Hours = [SafeHour.Morning], MayLeaveMessage = YesNo.No, NameToUse = "Lan", SecretWord = "xoài" },
        ReportedBy = new() { Role = ReporterRole.Official, Channel = Channel.HotlineTransfer, Name = "Nguyễn Văn A", Phone = "0900 000 000", Consent = RecordedConsent.Agreed },
    };

    public static IServiceCollection AddReportsApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptions.Validator>();
        services.AddSingleton<ApiClients>();
        services.ConfigureHttpJsonOptions(json =>
        {
            foreach (var converter in Json.Options.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi("v1", openApi =>
        {
            openApi.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            openApi.AddDocumentTransformer(Describe);
            openApi.AddOperationTransformer(AddExamples);
            openApi.AddSchemaTransformer(NameCommune);
        });
        return services;
    }

    public static void MapApiDocument(this IEndpointRouteBuilder app) => app.Public().MapOpenApi("/openapi/{documentName}.json");

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new() { Title = "Reports", Version = "1", Description = "Send a report for a person who needs help, and ask for its status by the receipt." };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["client"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The key of a registered client." },
        };
        return Task.CompletedTask;
    }

    private static async Task AddExamples(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var creates = operation.OperationId == "CreateReport";
        // Described here and not by Accepts(), whose own 415 answer would not be problem details.
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(creates ? typeof(Report) : typeof(StatusRequest), null, ct),
                    Example = JsonNode.Parse(creates ? Json.Text(ExampleReport) : """{"receipt":"1234 5678 9012 3456"}"""),
                },
            },
        };
        if (operation.Responses?.GetValueOrDefault(creates ? "201" : "200") is { } answer)
            SetExample(answer.Content, creates
                ? """{"receipt":"1234 5678 9012 3456","receivedAt":"2026-11-24T01:46:00+00:00","number":"2611240846123412345678"}"""
                : Json.Text(new StatusAnswer(PublicStatus.BeingLookedAt, true)));
        if (!creates) return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Idempotency-Key",
            In = ParameterLocation.Header,
            Required = true,
            Description = "A UUID of your own for this report; repeat it when you repeat the request.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        });
        operation.Security = [new() { [new OpenApiSecuritySchemeReference("client", context.Document)] = [] }];
    }

    private static Task NameCommune(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type != typeof(CommuneCode)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.String;
        schema.Pattern = "^[a-z0-9-]{2,40}$";
        schema.Description = "A commune of the directory, for example cai-nhum; province where none is known.";
        return Task.CompletedTask;
    }

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, string json)
    {
        if (content?.Values.FirstOrDefault() is { } media) media.Example = JsonNode.Parse(json);
    }
}
