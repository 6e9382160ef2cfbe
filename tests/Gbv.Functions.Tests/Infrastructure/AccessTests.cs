namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>Who may touch what. A role that is added, widened or moved shows here; so does one that is forgotten.</summary>
[Collection(DeploymentCollection.Name)]
public sealed class AccessTests(DeploymentFixture deployment)
{
    /// <summary>Built-in roles by their ids, which are the same everywhere (Azure's list of built-in roles).</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["8a0f0c08-91a1-4084-bc3d-661d67233fed"] = "Storage Queue Data Message Processor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["19e7f393-937e-4f77-808e-94535e297925"] = "Storage Queue Data Reader",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["76199698-9eea-4c19-bc75-cec21354c6b6"] = "Storage Table Data Reader",
    };

    /// <summary>All that is given in a province with every optional part.</summary>
    private const string Table = """
        back     Azure Service Bus Data Receiver       bus/queues/build-report
        back     Azure Service Bus Data Receiver       bus/queues/case-work
        back     Azure Service Bus Data Sender         bus/queues/build-report
        back     Azure Service Bus Data Sender         bus/queues/case-work
        back     Key Vault Secrets User                vault back
        back     Key Vault Secrets User                vault both
        back     Monitoring Metrics Publisher          watch
        back     Storage Blob Data Contributor         record/containers/attachments
        back     Storage Blob Data Contributor         record/containers/keyring-back
        back     Storage Blob Data Contributor         record/containers/open-data
        back     Storage Blob Data Contributor         record/containers/quarantine
        back     Storage Blob Data Contributor         record/containers/reports
        back     Storage Blob Data Owner               host back
        back     Storage Queue Data Contributor        host back
        back     Storage Queue Data Contributor        record/queues/build-report-poison
        back     Storage Queue Data Contributor        record/queues/case-work-poison
        back     Storage Queue Data Message Processor  record/queues/build-report
        back     Storage Queue Data Message Processor  record/queues/case-work
        back     Storage Queue Data Reader             record/queues/build-report
        back     Storage Queue Data Reader             record/queues/case-work
        back     Storage Table Data Contributor        host back
        back     Storage Table Data Contributor        record/tables/casefacts
        back     Storage Table Data Contributor        record/tables/cases
        back     Storage Table Data Contributor        record/tables/due
        back     Storage Table Data Contributor        record/tables/heads
        back     Storage Table Data Contributor        record/tables/links
        back     Storage Table Data Contributor        record/tables/mailrefs
        back     Storage Table Data Contributor        record/tables/periods
        back     Storage Table Data Contributor        record/tables/registers
        back     Storage Table Data Reader             record/tables/directory
        back     adder of files                        record/containers/audit-heads
        back     changer of messages                   record/queues/build-report
        back     changer of messages                   record/queues/case-work
        officer  Key Vault Secrets Officer             vault back
        officer  Key Vault Secrets Officer             vault both
        officer  Key Vault Secrets Officer             vault pub
        officer  Storage Table Data Contributor        record/tables/directory
        public   Azure Service Bus Data Sender         bus/queues/case-work
        public   Key Vault Secrets User                vault both
        public   Key Vault Secrets User                vault pub
        public   Monitoring Metrics Publisher          watch
        public   Storage Blob Data Contributor         record/containers/keyring-public
        public   Storage Blob Data Owner               host pub
        public   Storage Blob Data Reader              record/containers/open-data
        public   Storage Queue Data Contributor        host pub
        public   Storage Queue Data Message Sender     record/queues/case-work
        public   Storage Table Data Contributor        host pub
        public   Storage Table Data Reader             record/tables/directory
        public   dropper of files                      record/containers/quarantine
        public   writer of rows                        record/tables/cases
        """;

    [Fact]
    public void Everybody_is_given_exactly_this() =>
        Assert.Equal(Table.ReplaceLineEndings("\n"), string.Join('\n', Grants(DeploymentFixture.Everything)));

    [Theory]
    [InlineData("dev")]
    [InlineData("commune")]
    [InlineData("province")]
    public void A_smaller_deployment_gives_no_more(string environment)
    {
        var all = Table.ReplaceLineEndings("\n").Split('\n');
        var expected = all.Where(x => !x.StartsWith("officer", StringComparison.Ordinal) && !x.Contains(" bus/", StringComparison.Ordinal));

        Assert.Equal(expected, Grants(environment));
    }

    [Fact]
    public void The_public_app_cannot_delete_a_row_and_reads_no_report_no_link_no_fact_and_no_key_of_the_office()
    {
        var grants = Grants(DeploymentFixture.Everything).Where(x => x.StartsWith("public", StringComparison.Ordinal)).ToList();
        var role = deployment.Of(DeploymentFixture.Everything).Single(x => x.Type == "Microsoft.Authorization/roleDefinitions" && x.Text("properties.roleName").EndsWith(": writer of rows", StringComparison.Ordinal)).Find("properties.permissions")!.Value.EnumerateArray().Single();

        foreach (var forbidden in new[] { "containers/reports", "containers/attachments", "tables/links", "tables/casefacts", "tables/mailrefs", "tables/due", "tables/periods", "tables/heads", "tables/registers", "audit-heads", "vault back", "host back", "keyring-back" })
            Assert.DoesNotContain(grants, x => x.EndsWith(forbidden, StringComparison.Ordinal));
        Assert.Equal(
            ["entities/read", "entities/add/action", "entities/update/action"],
            role.GetProperty("dataActions").EnumerateArray().Select(x => x.GetString()!.Split("tables/")[1]));
        Assert.Equal(0, role.GetProperty("actions").GetArrayLength());
    }

    [Fact]
    public void The_public_app_writes_files_of_reporters_and_can_neither_read_nor_delete_one()
    {
        var role = deployment.Of(DeploymentFixture.Everything).Single(x => x.Type == "Microsoft.Authorization/roleDefinitions" && x.Text("properties.roleName").EndsWith(": dropper of files", StringComparison.Ordinal)).Find("properties.permissions")!.Value.EnumerateArray().Single();

        Assert.Equal(["blobs/write", "blobs/add/action"], role.GetProperty("dataActions").EnumerateArray().Select(x => x.GetString()!.Split("containers/")[1]));
        Assert.Equal(0, role.GetProperty("actions").GetArrayLength());
    }

    [Fact]
    public void The_keys_of_receipts_are_out_of_the_back_apps_reach() =>
        Assert.DoesNotContain(Grants(DeploymentFixture.Everything), x => x.StartsWith("back", StringComparison.Ordinal) && x.EndsWith("vault pub", StringComparison.Ordinal));

    private IEnumerable<string> Grants(string environment) => deployment.Of(environment)
        .Where(x => x.Type == "Microsoft.Authorization/roleAssignments")
        .Select(x => $"{Who(x),-8} {Role(environment, x),-37} {Scope(x)}")
        .Order(StringComparer.Ordinal);

    private static string Who(PredictedResource grant)
    {
        var id = grant.Text("properties.principalId");
        if (id == DeploymentFixture.Officer) return "officer";
        Assert.Equal("ServicePrincipal", grant.Text("properties.principalType"));
        return (id.Contains("'publicIdentity-", StringComparison.Ordinal), id.Contains("'backIdentity-", StringComparison.Ordinal)) switch
        {
            (true, false) => "public",
            (false, true) => "back",
            _ => throw new InvalidOperationException($"Somebody unknown is given a role: {id}"),
        };
    }

    private string Role(string environment, PredictedResource grant)
    {
        var id = grant.Text("properties.roleDefinitionId").Split('/')[^1];
        if (Roles.TryGetValue(id, out var known)) return known;
        var own = deployment.Of(environment).Single(x => x.Type == "Microsoft.Authorization/roleDefinitions" && x.Name == id);
        return own.Text("properties.roleName").Split(": ")[1];
    }

    /// <summary>The resource that the role is on, in few words.</summary>
    private static string Scope(PredictedResource grant)
    {
        var path = grant.Id.Split("/providers/")[^2].Split('/');
        var resource = path[2];
        var below = path.Length == 3 ? "" : "/" + string.Join('/', path[3..].Where(x => x is not ("default" or "tableServices" or "queueServices" or "blobServices")));
        return path[1] switch
        {
            "components" => "watch" + below,
            "namespaces" => "bus" + below,
            "vaults" => "vault " + Part(resource) + below,
            "storageAccounts" => Part(resource) is "rec" ? "record" + below : "host " + Part(resource) + below,
            _ => string.Join('/', path),
        };
    }

    /// <summary>Names end with the part after a token of thirteen letters and digits.</summary>
    private static string Part(string name) => name[15..];
}
