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

        var report = ReportFromAnswers.Build(c.State, c.Page.Language);
        var plan = Router.Route(report, directory, c.Today.StartInVietnam());
        foreach (var item in plan.Items)
        {
            var unit = directory.Find(item.ResponderId)?.Unit ?? directory.Province.Name;
            yield return item.Service is not { } service
                ? c.T["intake.send.who.coordinator", unit]
                : c.T["intake.send.who.service", unit, c.T.Label(service), Known(c, service, report, item)];
        }
    }

    private static string Known(StepContext c, Service service, Domain.Reports.Report report, PlannedItem item) =>
        string.Join(", ", Disclosure.For(service, report, accepted: true, item.Police)
            .Except([DisclosedPart.Service])
            .Select(p => c.T.Label(p, "intake.known")));
}
