using System.Text.Json;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>What every environment keeps to, small or large.</summary>
[Collection(DeploymentCollection.Name)]
public sealed class SecurityFactsTests(DeploymentFixture deployment)
{
    /// <summary>All that may be logged. No log of requests, of any app or account: it would record who visited and when.</summary>
    private static readonly string[] AllowedCategories = ["vaults AuditEvent", "vaults AllMetrics", "storageAccounts Transaction", "sites AllMetrics", "workspaces Audit", "namespaces OperationalLogs", "namespaces AllMetrics"];

    public static TheoryData<string> Environments => [.. DeploymentFixture.Environments];

    [Theory, MemberData(nameof(Environments))]
    public void Storage_answers_identities_alone(string environment)
    {
        var accounts = Of(environment, "Microsoft.Storage/storageAccounts");

        Assert.Equal(3, accounts.Count);
        Assert.All(accounts, account =>
        {
            Has(account, "properties.allowSharedKeyAccess", "False");
            Has(account, "properties.allowBlobPublicAccess", "False");
            Has(account, "properties.allowCrossTenantReplication", "False");
            Has(account, "properties.minimumTlsVersion", "TLS1_2");
            Has(account, "properties.supportsHttpsTrafficOnly", "True");
            Has(account, "properties.encryption.requireInfrastructureEncryption", "True");
        });
        Assert.All(Of(environment, "Microsoft.Storage/storageAccounts/blobServices/containers"), x => Has(x, "properties.publicAccess", "None"));
    }

    [Theory, MemberData(nameof(Environments))]
    public void The_record_can_be_brought_back_for_at_most_35_days_and_is_deleted_by_the_program_alone(string environment)
    {
        var blobs = Of(environment, "Microsoft.Storage/storageAccounts/blobServices").Single(x => x.Id.Contains("rec/", StringComparison.Ordinal));
        var rule = Of(environment, "Microsoft.Storage/storageAccounts/managementPolicies").Single().Find("properties.policy.rules")!.Value.EnumerateArray().Single();
        var days = blobs.Find("properties.deleteRetentionPolicy.days")!.Value.GetInt32();

        Has(blobs, "properties.isVersioningEnabled", "True");
        Has(blobs, "properties.deleteRetentionPolicy.enabled", "True");
        Has(blobs, "properties.containerDeleteRetentionPolicy.enabled", "True");
        var actions = rule.GetProperty("definition").GetProperty("actions");
        Assert.Equal(["version", "snapshot"], actions.EnumerateObject().Select(x => x.Name)); // nothing that is current
        Assert.All(actions.EnumerateObject(), x => Assert.InRange(x.Value.GetProperty("delete").GetProperty("daysAfterCreationGreaterThan").GetInt32() + days, 2, 35));
    }

    [Theory, MemberData(nameof(Environments))]
    public void Heads_of_the_audit_chain_cannot_be_changed(string environment)
    {
        var policy = Of(environment, "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies").Single();

        Assert.Contains("/containers/audit-heads/", policy.Id, StringComparison.Ordinal);
        Assert.True(policy.Find("properties.immutabilityPeriodSinceCreationInDays")!.Value.GetInt32() >= 1);
        Has(policy, "properties.allowProtectedAppendWrites", "True");
    }

    [Theory, MemberData(nameof(Environments))]
    public void Keys_lie_in_three_vaults_that_nobody_can_purge(string environment)
    {
        var vaults = Of(environment, "Microsoft.KeyVault/vaults");

        Assert.Equal(3, vaults.Count);
        Assert.All(vaults, vault =>
        {
            Has(vault, "properties.enableRbacAuthorization", "True");
            Has(vault, "properties.enablePurgeProtection", "True");
            Has(vault, "properties.enableSoftDelete", "True");
            Has(vault, "properties.softDeleteRetentionInDays", "90");
            Assert.Null(vault.Find("properties.accessPolicies"));
        });
        Assert.Empty(Of(environment, "Microsoft.KeyVault/vaults/secrets")); // no value passes through a deployment
    }

    [Theory, MemberData(nameof(Environments))]
    public void Apps_are_reached_by_https_alone_and_published_without_passwords(string environment)
    {
        var apps = Of(environment, "Microsoft.Web/sites");

        Assert.Equal(2, apps.Count);
        Assert.All(apps, app =>
        {
            Has(app, "kind", "functionapp,linux");
            Has(app, "identity.type", "UserAssigned");
            Has(app, "properties.httpsOnly", "True");
            Has(app, "properties.siteConfig.minTlsVersion", "1.2");
            Has(app, "properties.siteConfig.scmMinTlsVersion", "1.2");
            Has(app, "properties.siteConfig.httpLoggingEnabled", "False");
            Has(app, "properties.siteConfig.detailedErrorLoggingEnabled", "False");
            Has(app, "properties.siteConfig.requestTracingEnabled", "False");
            Has(app, "properties.functionAppConfig.runtime.name", "custom");
            Has(app, "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity");
        });
        var passwords = Of(environment, "Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.Equal(["ftp", "ftp", "scm", "scm"], passwords.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.All(passwords, x => Has(x, "properties.allow", "False"));
        Assert.All(Of(environment, "Microsoft.Web/serverfarms"), x => Has(x, "sku.name", "FC1"));
        Assert.Equal(2, Of(environment, "Microsoft.Web/serverfarms").Count); // Flex Consumption takes one app a plan
    }

    [Theory, MemberData(nameof(Environments))]
    public void The_watch_takes_lines_of_identities_alone(string environment)
    {
        Has(Of(environment, "Microsoft.Insights/components").Single(), "properties.DisableLocalAuth", "True");
        Has(Of(environment, "Microsoft.Insights/components").Single(), "properties.DisableIpMasking", "False");
        Has(Of(environment, "Microsoft.OperationalInsights/workspaces").Single(), "properties.features.disableLocalAuth", "True");
    }

    [Theory, MemberData(nameof(Environments))]
    public void Nothing_is_logged_but_what_is_allowed(string environment)
    {
        var settings = Of(environment, "Microsoft.Insights/diagnosticSettings");
        string[] categories = [.. settings.SelectMany(x => Categories(x).Select(c => $"{Watched(x)} {c}"))];

        Assert.True(categories.Length >= 9, string.Join(", ", categories));
        Assert.DoesNotContain(categories, x => !AllowedCategories.Contains(x));
        // Nor below an account: the services of an account have logs of their own.
        Assert.DoesNotContain(settings, x => x.Id.Contains("Services/default/providers/Microsoft.Insights", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dev", false)]
    [InlineData("commune", true)]
    [InlineData("province", true)]
    public void Where_people_rely_on_it_the_record_and_the_keys_are_locked(string environment, bool locked)
    {
        string[] kept = [.. Of(environment, "Microsoft.Authorization/locks").Select(x => x.Id.Split("/providers/")[^2])];

        Assert.Equal(locked ? 4 : 0, kept.Length);
        Assert.Equal(locked ? 1 : 0, kept.Count(x => x.EndsWith("rec", StringComparison.Ordinal)));
        Assert.All(Of(environment, "Microsoft.Authorization/locks"), x => Has(x, "properties.level", "CanNotDelete"));
    }

    [Fact]
    public void A_province_reaches_record_and_keys_through_its_network_alone()
    {
        var inside = Of("province", "Microsoft.Storage/storageAccounts").Where(x => x.Name.EndsWith("rec", StringComparison.Ordinal)).Concat(Of("province", "Microsoft.KeyVault/vaults")).ToList();

        Assert.Equal(4, inside.Count);
        Assert.All(inside, x => Has(x, "properties.publicNetworkAccess", "Disabled"));
        Assert.All(inside, x => Has(x, "properties.networkAcls.defaultAction", "Deny"));
        Assert.Equal(6, Of("province", "Microsoft.Network/privateEndpoints").Count);
        Assert.Equal(4, Of("province", "Microsoft.Network/privateDnsZones").Count);
        Assert.All(Of("province", "Microsoft.Web/sites"), x => Assert.Contains("Subnet", x.Text("properties.virtualNetworkSubnetId"), StringComparison.Ordinal));
    }

    [Fact]
    public void An_officer_reaches_the_closed_record_and_closed_vaults_from_named_addresses_only()
    {
        var closed = Of(DeploymentFixture.Everything, "Microsoft.Storage/storageAccounts").Where(x => x.Name.EndsWith("rec", StringComparison.Ordinal)).Concat(Of(DeploymentFixture.Everything, "Microsoft.KeyVault/vaults")).ToList();

        Assert.Equal(4, closed.Count);
        Assert.All(closed, x => Has(x, "properties.networkAcls.defaultAction", "Deny"));
        Assert.All(closed, x => Assert.Equal(["203.0.113.7"], x.Find("properties.networkAcls.ipRules")!.Value.EnumerateArray().Select(r => r.GetProperty("value").GetString())));
    }

    [Fact]
    public void Service_Bus_takes_identities_alone_keeps_every_message_and_hides_no_repeat()
    {
        var space = Of(DeploymentFixture.Everything, "Microsoft.ServiceBus/namespaces").Single();
        var queues = Of(DeploymentFixture.Everything, "Microsoft.ServiceBus/namespaces/queues");

        Has(space, "properties.disableLocalAuth", "True");
        Has(space, "properties.minimumTlsVersion", "1.2");
        Has(space, "properties.publicNetworkAccess", "Disabled");
        Assert.Equal(["build-report", "case-work"], queues.Select(x => x.Name).Order(StringComparer.Ordinal));
        Assert.All(queues, x => Has(x, "properties.requiresDuplicateDetection", "False"));
        Assert.All(queues, x => Has(x, "properties.deadLetteringOnMessageExpiration", "True"));
        Assert.All(queues, x => Assert.Null(x.Find("properties.defaultMessageTimeToLive"))); // for ever
        Assert.Empty(Of("province", "Microsoft.ServiceBus/namespaces"));
    }

    [Theory, MemberData(nameof(Environments))]
    public void Names_say_nothing_about_what_the_system_is_for(string environment)
    {
        string[] telling = ["gbv", "violence", "bao-luc", "baoluc", "abuse", "victim", "shelter", "report"];
        string[] seen = [.. deployment.Of(environment).Where(x => x.Type is "Microsoft.Web/sites" or "Microsoft.Storage/storageAccounts" or "Microsoft.KeyVault/vaults" or "Microsoft.ServiceBus/namespaces" or "Microsoft.Insights/actionGroups" or "Microsoft.Resources/resourceGroups").Select(x => x.Name)];

        Assert.NotEmpty(seen);
        Assert.DoesNotContain(seen, x => telling.Any(word => x.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory, MemberData(nameof(Environments))]
    public void Tables_queues_and_containers_are_those_of_the_program(string environment)
    {
        string[] In(string type) => [.. Of(environment, type).Where(x => x.Id.Contains("rec/", StringComparison.Ordinal)).Select(x => x.Name).Order(StringComparer.Ordinal)];

        Assert.Equal(StorageNames.Tables.Order(StringComparer.Ordinal), In("Microsoft.Storage/storageAccounts/tableServices/tables"));
        Assert.Equal(StorageNames.Queues.Order(StringComparer.Ordinal), In("Microsoft.Storage/storageAccounts/queueServices/queues"));
        Assert.Equal(StorageNames.Containers.Order(StringComparer.Ordinal), In("Microsoft.Storage/storageAccounts/blobServices/containers"));
    }

    [Fact]
    public void No_output_anywhere_is_a_secret()
    {
        List<string> outputs = [];
        Collect(deployment.Template, outputs);

        Assert.True(outputs.Count > 20);
        Assert.DoesNotContain(outputs, x => x.Contains("listKeys", StringComparison.OrdinalIgnoreCase) || x.Contains("listSecrets", StringComparison.OrdinalIgnoreCase)
            || x.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase) || x.Contains("InstrumentationKey", StringComparison.OrdinalIgnoreCase) || x.Contains("SharedAccess", StringComparison.OrdinalIgnoreCase));
        // Nor is any key asked for at all.
        Assert.DoesNotContain("list", Lists(deployment.Template.GetRawText()), StringComparer.Ordinal);
    }

    private static IEnumerable<string> Lists(string template) =>
        System.Text.RegularExpressions.Regex.Matches(template, @"\blist(?=[A-Z][A-Za-z]*\()").Select(x => x.Value);

    private static void Collect(JsonElement at, List<string> outputs)
    {
        if (at.ValueKind == JsonValueKind.Array) foreach (var item in at.EnumerateArray()) Collect(item, outputs);
        if (at.ValueKind != JsonValueKind.Object) return;
        foreach (var property in at.EnumerateObject())
        {
            if (property.Name == "outputs") outputs.AddRange(property.Value.EnumerateObject().Select(x => x.Name + " " + x.Value.GetProperty("value").GetRawText()));
            Collect(property.Value, outputs);
        }
    }

    private static IEnumerable<string> Categories(PredictedResource settings) =>
        new[] { "properties.logs", "properties.metrics" }.SelectMany(x => settings.Find(x) is { } list ? list.EnumerateArray() : []).Select(x => x.GetProperty("category").GetString()!);

    private static string Watched(PredictedResource settings) => settings.Id.Split("/providers/")[^2].Split('/')[^2];

    private IReadOnlyList<PredictedResource> Of(string environment, string type) => [.. deployment.Of(environment).Where(x => x.Type == type)];

    private static void Has(PredictedResource resource, string path, string value) =>
        Assert.True(resource.Text(path) == value, $"{resource.Id}: {path} is '{resource.Text(path)}', not '{value}'");
}
