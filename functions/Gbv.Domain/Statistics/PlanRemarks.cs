using System.Globalization;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// The plan's own work in words: each task with lead, partners, deadline and result, what is to be urged first; which units have a plan of the
/// year and which have none; what went digital.
/// </summary>
internal static class PlanRemarks
{
    public static IEnumerable<string> Of(PlanModel plan) =>
    [
        .. plan.Tasks.Where(t => t.ToUrge).Select(t => $"Cần đôn đốc: {Told(t)}"),
        .. plan.Tasks.Where(t => !t.ToUrge).Select(Told),
        .. Named("Đơn vị đã có kế hoạch năm", plan.UnitPlans.Where(u => u.Number is not null).Select(u => $"{u.Unit} ({u.Number}, ngày {u.Issued!.Value.Written()})")),
        .. Named("Đơn vị chưa có kế hoạch năm", plan.UnitPlans.Where(u => u.Number is null).Select(u => u.Unit)),
        .. Named("Chuyển đổi số", plan.Digital.Select(d => $"{d.Name} ({In(Lists.DigitalKind, d.Kind)}, từ ngày {d.Since.Written()})")),
    ];

    private static string Told(TaskLine task) =>
        $"{task.Code} {task.Name}; chủ trì: {task.Lead}{After("; phối hợp: ", task.Partners)}; thời hạn: {(task.Deadline is { } day ? $"ngày {day.Written()}" : In(Lists.Due, task.Due))}; {State(task)}{After(": ", task.Result)}";

    private static string State(TaskLine task) =>
        task is { DoneIn: { } year, Status: not "done" } ? string.Create(CultureInfo.InvariantCulture, $"đã xong năm {year}") : In(Lists.Progress, task.Status);

    private static IEnumerable<string> Named(string what, IEnumerable<string> names)
    {
        if (string.Join("; ", names) is { Length: > 0 } line) yield return $"{what}: {line}";
    }

    private static string After(string sign, string? text) => text is null ? "" : sign + text;

    /// <summary>The label of a code in the middle of a sentence.</summary>
    private static string In(CodeList list, string code)
    {
        var label = list.Items.First(i => i.Code == code).Label!.Vi;
        return string.Concat(char.ToLowerInvariant(label[0]).ToString(), label.AsSpan(1));
    }
}
