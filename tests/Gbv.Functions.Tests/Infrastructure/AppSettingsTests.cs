using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Gbv.Functions.Attachments;
using Gbv.Functions.Email;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake.Api;
using Gbv.Functions.Layout;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.LocalHost;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>The program, the sample and the deployment know the same settings, name by name and in both directions.</summary>
[Collection(DeploymentCollection.Name)]
public sealed class AppSettingsTests(DeploymentFixture deployment)
{
    /// <summary>Every options class and where it is bound.</summary>
    private static readonly Dictionary<Type, Func<string, string>> Sections = new()
    {
        [typeof(RoleOptions)] = x => x,
        [typeof(PublicOptions)] = x => "Public:" + x,
        [typeof(SiteOptions)] = x => SiteOptions.Section + ":" + x,
        [typeof(StorageOptions)] = x => StorageOptions.Section + ":" + x,
        [typeof(ServiceBusOptions)] = x => ServiceBusOptions.Section + ":" + x,
        [typeof(TelemetryOptions)] = x => TelemetryOptions.Section + ":" + x,
        [typeof(ApiOptions)] = x => ApiOptions.Section + ":" + x,
        [typeof(ReportOptions)] = x => ReportOptions.Section + ":" + x,
        [typeof(LimitOptions)] = x => LimitOptions.Section + ":" + x,
        [typeof(FollowUpOptions)] = x => FollowUpOptions.Section + ":" + x,
        [typeof(AttachmentOptions)] = x => AttachmentOptions.Section + ":" + x,
        [typeof(ReferralOptions)] = x => ReferralOptions.Section + ":" + x,
        [typeof(KeyOptions)] = x => KeyOptions.Section + ":" + x,
        [typeof(EmailOptions)] = x => x == nameof(EmailOptions.From) ? "Email:From" : "SendGrid:" + x,
    };

    /// <summary>What the Functions host reads in Azure, and what it reads locally instead.</summary>
    private static readonly string[] HostInAzure = ["AzureWebJobsStorage:accountName", "AzureWebJobsStorage:credential", "AzureWebJobsStorage:clientId", "AzureWebJobsDisableHomepage", "Record:queueServiceUri", "Record:credential", "Record:clientId", "ServiceBus:credential"];

    private static readonly string[] HostLocally = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "AzureWebJobsDisableHomepage", "AzureWebJobs.NoSuchFunction.Disabled", "AzureWebJobs.BuildReportFromBus.Disabled", "AzureWebJobs.CarryOutCaseFromBus.Disabled", "Record", "ServiceBus:credential", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    private static readonly string[] LocalHostAlone = ["urls", "Forwarding", "DataFolder", "Azurite:BlobPort", "Azurite:QueuePort", "Azurite:TablePort", "Lease"];

    [Fact]
    public void Every_options_class_is_known_here()
    {
        var found = typeof(RoleOptions).Assembly.GetTypes()
            .Where(x => x.Name.EndsWith("Options", StringComparison.Ordinal) && x.IsClass && !x.IsNested && x.GetConstructor(Type.EmptyTypes) is not null && x.GetProperties().Any(IsSetting) && x.Name != "ShowOptions");

        Assert.Equal(Sections.Keys.Select(x => x.Name).Order(StringComparer.Ordinal), found.Select(x => x.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_names_what_the_program_reads_and_nothing_else() =>
        Assert.Equal(Sorted(Program.Concat(HostLocally).Concat(LocalHostAlone)), Sorted(Sample().Select(x => x.Name.Replace("__", ":", StringComparison.Ordinal))));

    [Fact]
    public void The_deployment_sets_what_the_program_reads_and_nothing_else()
    {
        var set = Settings("public").Keys.Concat(Settings("back").Keys).Where(x => !x.EndsWith(".Disabled", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

        // A connection string holds a key; in Azure there is none.
        Assert.Equal(Sorted(Program.Except(["Storage:ConnectionString"]).Concat(HostInAzure)), Sorted(set));
    }

    [Theory]
    [InlineData("public")]
    [InlineData("back")]
    public void Each_app_is_given_the_keys_of_its_role_and_no_other(string role)
    {
        var expected = new LocalKeys(KeySet.Generate(receiptRounds: 1), "").For(role).Select(x => x.Key);

        Assert.Equal(Sorted(expected), Sorted(Settings(role).Keys.Where(x => x.StartsWith("Keys:", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("public", new[] { "pub", "both" })]
    [InlineData("back", new[] { "back", "both" })]
    public void Every_secret_is_a_reference_into_a_vault_of_its_role(string role, string[] vaults)
    {
        string[] open = ["Keys:ReceiptCurrent", "Keys:Receipt:1:Rounds", "Keys:OfficeCurrent"];
        var secrets = Settings(role).Where(x => (x.Key.StartsWith("Keys:", StringComparison.Ordinal) && !open.Contains(x.Key)) || x.Key == "SendGrid:ApiKey").ToList();

        Assert.True(secrets.Count >= 6);
        Assert.All(secrets, x => Assert.Matches($"^@Microsoft\\.KeyVault\\(VaultName=kv[a-z0-9]{{13}}({string.Join('|', vaults)});SecretName={x.Key.Replace(':', '-')}\\)$", x.Value));
    }

    [Fact]
    public void Only_the_back_app_refers_to_the_offices_private_key_and_to_the_mail_service()
    {
        Assert.DoesNotContain(Settings("public"), x => x.Key.EndsWith("PrivateKey", StringComparison.Ordinal) || x.Key.StartsWith("SendGrid", StringComparison.Ordinal) || x.Key.StartsWith("Email", StringComparison.Ordinal));
        Assert.Contains("back;SecretName=Keys-Office-1-PrivateKey", Settings("back")["Keys:Office:1:PrivateKey"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("back")]
    public void No_setting_holds_a_secret_and_the_host_is_told_of_no_watch(string role)
    {
        var settings = Settings(role);

        Assert.DoesNotContain(settings.Keys, x => x.StartsWith("APPLICATIONINSIGHTS", StringComparison.OrdinalIgnoreCase) || x.StartsWith("APPINSIGHTS", StringComparison.OrdinalIgnoreCase) || x.StartsWith("FUNCTIONS_", StringComparison.OrdinalIgnoreCase) || x.StartsWith("WEBSITE_", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(settings.Values, x => x.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase) || x.Contains("SharedAccess", StringComparison.OrdinalIgnoreCase) || x.Contains("InstrumentationKey=", StringComparison.OrdinalIgnoreCase) || x.Contains("Password=", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("managedidentity", settings["AzureWebJobsStorage:credential"]);
    }

    [Fact]
    public void Each_app_is_told_its_role_and_turns_off_the_functions_of_the_other()
    {
        string[] Off(string role, string environment = DeploymentFixture.Everything) => [.. Settings(role, environment).Where(x => x.Key.EndsWith(".Disabled", StringComparison.Ordinal) && x.Value == "true").Select(x => x.Key.Split('.')[1]).Order(StringComparer.Ordinal)];

        Assert.Equal(("public", "back"), (Settings("public")["Role"], Settings("back")["Role"]));
        Assert.Equal(FunctionRoles.DisabledIn(AppRole.Public), Off("public"));
        Assert.Equal(FunctionRoles.DisabledIn(AppRole.Back), Off("back"));
        // As long as there is no namespace, nobody listens to one.
        Assert.Equal(Sorted(FunctionRoles.DisabledIn(AppRole.Back).Concat(FunctionRoles.NeedServiceBus)), Off("back", "province"));
    }

    [Fact]
    public void Each_app_knows_itself_by_its_own_address_and_both_the_same_record()
    {
        Assert.Equal(("https://tiepnhan.example.org", "https://congviec.example.org"), (Settings("public")["Public:BaseUrl"], Settings("back")["Public:BaseUrl"]));
        Assert.Contains("defaultHostName", Settings("public", "commune")["Public:BaseUrl"], StringComparison.Ordinal);
        Assert.Equal(Settings("public")["Storage:AccountName"], Settings("back")["Storage:AccountName"]);
        Assert.NotEqual(Settings("public")["AzureWebJobsStorage:accountName"], Settings("back")["AzureWebJobsStorage:accountName"]);
        Assert.NotEqual(Settings("public")["Storage:ClientId"], Settings("back")["Storage:ClientId"]);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("back")]
    public void Messages_go_to_service_bus_only_where_there_is_one_and_somebody_asked_for_it(string role)
    {
        var (with, without) = (Settings(role), Settings(role, "province"));

        Assert.Matches("^sbns-[a-z0-9-]+\\.servicebus\\.windows\\.net$", with["ServiceBus:FullyQualifiedNamespace"]);
        Assert.Equal(("True", with["Storage:ClientId"]), (with["ServiceBus:Send"], with["ServiceBus:ClientId"]));
        Assert.Equal(("False", ""), (without["ServiceBus:Send"], without["ServiceBus:FullyQualifiedNamespace"]));
    }

    /// <summary>The host looks for <c>AzureWebJobs</c> + the name first: "Storage" would be its own account, where nobody sends anything.</summary>
    [Fact]
    public void The_triggers_listen_to_the_record_and_to_nothing_of_the_hosts_own()
    {
        var connections = System.IO.Directory.EnumerateFiles(AppContext.BaseDirectory, "function.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("bindings").EnumerateArray())
            .Where(binding => binding.TryGetProperty("connection", out _)).Select(binding => binding.GetProperty("connection").GetString()!).Distinct().Order(StringComparer.Ordinal);
        var back = Settings("back");

        Assert.Equal(["Record", "ServiceBus"], connections);
        Assert.DoesNotContain(back.Keys, x => x.StartsWith("AzureWebJobsRecord", StringComparison.OrdinalIgnoreCase) || x.StartsWith("AzureWebJobsServiceBus", StringComparison.OrdinalIgnoreCase));
        // The cloud's own ending stands as an expression that only Azure works out.
        Assert.Equal($"[format('https://{{0}}.queue.{{1}}', '{back["Storage:AccountName"]}', environment().suffixes.storage)]", back["Record:queueServiceUri"]);
        Assert.Equal(("managedidentity", back["Storage:ClientId"]), (back["Record:credential"], back["Record:clientId"]));
    }

    [Fact]
    public void Times_of_the_machinery_are_the_programs_own_unless_somebody_says_otherwise()
    {
        var back = Settings("back");
        var defaults = new ReferralOptions();

        foreach (var property in typeof(ReferralOptions).GetProperties())
            Assert.Equal(Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture), back["Referrals:" + property.Name]);
        Assert.Equal("false", back["Reports:RunningMonth"]);
    }

    private static IEnumerable<string> Program => Sections.SelectMany(x => Names(x.Key).Select(x.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>Names of the settings of a class: a dictionary's keys are generations, a list's are numbers.</summary>
    private static IEnumerable<string> Names(Type type) => type.GetProperties().Where(IsSetting).SelectMany(property => property.PropertyType switch
    {
        { IsGenericType: true } many when many.GetGenericTypeDefinition() == typeof(Dictionary<,>) => Names(many.GetGenericArguments()[1]).Select(x => $"{property.Name}:1:{x}"),
        { IsGenericType: true } list when list.GetGenericTypeDefinition() == typeof(IList<>) => Names(list.GetGenericArguments()[0]).Select(x => $"{property.Name}:0:{x}"),
        _ => [property.Name],
    });

    private static bool IsSetting(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true, IsStatic: false }
        && (property.SetMethod is { IsPublic: true } || (property.PropertyType != typeof(string) && typeof(ICollection).IsAssignableFrom(property.PropertyType)) || property.PropertyType is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == typeof(IList<>));

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    private static IEnumerable<JsonProperty> Sample() => JsonDocument
        .Parse(File.ReadAllText(Path.Combine(NpmTools.FindRepoRoot(), "local.settings.sample.json")), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })
        .RootElement.GetProperty("Values").EnumerateObject();

    private Dictionary<string, string> Settings(string role, string environment = DeploymentFixture.Everything)
    {
        var app = deployment.Of(environment).Single(x => x.Type == "Microsoft.Web/sites" && x.Text("tags.azd-service-name") == role);
        return deployment.Of(environment).Single(x => x.Type == "Microsoft.Web/sites/config" && x.Id.StartsWith(app.Id + "/", StringComparison.Ordinal))
            .Find("properties")!.Value.EnumerateObject().ToDictionary(x => x.Name.Replace("__", ":", StringComparison.Ordinal), x => x.Value.GetString()!);
    }
}
