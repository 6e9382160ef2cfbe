using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Intake.Journey;

/// <summary>"Ai sẽ nhận … họ sẽ biết …": the router's answer over the directory as it is known now, in words (P8).</summary>
internal static class Recipients
{
    public static IEnumerable<string> For(StepContext c)
    {
        if (c.Directory is not { } directory)
        {
            yield return c.T["intake.send.who.unknown"];
            yield break;
        }

        var (report, plan) = Plan(c, directory);
        foreach (var item in plan.Items)
        {
            var unit = directory.Find(item.ResponderId)?.Unit ?? directory.Province.Name;
            yield return item.Service is not { } service
                ? c.T["intake.send.who.coordinator", unit]
                : c.T["intake.send.who.service", unit, c.T.Label(service), Known(c, service, report, item)];
        }
    }

    /// <summary>The services among them; null where the directory could not be read and nobody was named.</summary>
    public static IReadOnlyList<Service>? Services(StepContext c) =>
        c.Directory is { } directory ? [.. Plan(c, directory).Plan.Items.Select(i => i.Service).OfType<Service>()] : null;

    private static (Domain.Reports.Report Report, RoutingPlan Plan) Plan(StepContext c, Domain.Directory.CommuneDirectory directory)
    {
        var report = ReportFromAnswers.Build(c.State, c.Page.Language);
        return (report, Router.Route(report, directory, c.Today.StartInVietnam()));
    }

    private static string Known(StepContext c, Service service, Domain.Reports.Report report, PlannedItem item) =>
        string.Join(", ", Disclosure.For(service, report, accepted: true, item.Police)
            .Except([DisclosedPart.Service])
            .Select(p => c.T.Label(p, "intake.known")));
}
