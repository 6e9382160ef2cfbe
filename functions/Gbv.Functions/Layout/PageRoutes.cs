namespace Gbv.Functions.Layout;

/// <summary>How a page that is only read is mapped. Handlers are named at <c>MapMethods</c> itself: there the compiler writes the code that calls them, which else is made at each start.</summary>
internal static class PageRoutes
{
    /// <summary>GET, and HEAD for whoever only asks whether it is there.</summary>
    public static readonly string[] Reading = ["GET", "HEAD"];
}
