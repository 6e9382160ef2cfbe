namespace Gbv.Functions.Hosting;

/// <summary>
/// Which functions each app of the pair runs (design §2). The other app carries <c>AzureWebJobs.&lt;name&gt;.Disabled=true</c> for them,
/// and the program answers 404 on their paths; a test compares these lists with the endpoints.
/// </summary>
internal static class FunctionRoles
{
    public static readonly string[] PublicOnly = ["Api", "FollowUp", "Help", "Home", "OpenApi", "Poster", "Safe", "Statistics", "Verify", "WellKnown"];

    public static readonly string[] BackOnly = ["BuildReport", "BuildReportFromBus", "CarryOutCase", "CarryOutCaseFromBus", "CheckDue", "CheckReports", "CheckRetention", "CheckReturns", "CheckTrace", "Responder", "SendGridHook", "Sweep"];

    /// <summary>Of the back app, disabled as long as there is no Service Bus namespace: the host could not start listening.</summary>
    public static readonly string[] NeedServiceBus = ["BuildReportFromBus", "CarryOutCaseFromBus"];

    public static readonly string[] Both = ["Assets", "Favicon", "Health"];

    public static IReadOnlyList<string> DisabledIn(AppRole role) => role switch
    {
        AppRole.Public => BackOnly,
        AppRole.Back => PublicOnly,
        _ => [],
    };
}
