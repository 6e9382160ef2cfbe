using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Responders;
using Gbv.Functions.Triage;

namespace Gbv.LocalHost.Seed;

/// <summary>
/// What people would do next in a case, and when. Every decision is drawn from the case's own chance, keyed by what it is
/// about, so that the same case has the same life however often it is looked at.
/// </summary>
internal sealed class Story(int seed, int index)
{
    public Click? Next(CasePartition read, CommuneDirectory people, IReadOnlySet<string> pressed) =>
        read.Items.SelectMany(i => Clicks(read, i, people)).Where(c => !pressed.Contains(c.Key)).OrderBy(c => c.At).ThenBy(c => c.Item, StringComparer.Ordinal).FirstOrDefault();

    private IEnumerable<Click> Clicks(CasePartition read, WorkItem item, CommuneDirectory people)
    {
        if (item.IsOpen) return [Answer(item, read)];
        if (!item.IsHeld) return item.Kind == ItemKind.Triage ? Triage(read, item, people) : [];
        return item.Kind switch
        {
            ItemKind.Triage => Triage(read, item, people),
            ItemKind.Confirmation => [new(item.AcceptedAt!.Value + Of(item, "confirm").Wait(TimeSpan.FromHours(3)), item.Id, item.AcceptedBy!, LinkKind.Confirmation, ("action", "confirm"))],
            _ => Referral(item),
        };
    }

    /// <summary>Most answer in time, some late; a few decline, and then somebody else is asked.</summary>
    private Click Answer(WorkItem item, CasePartition read)
    {
        var chance = Of(item, "answer");
        var median = item.Urgency switch { Urgency.Immediate => TimeSpan.FromMinutes(12), Urgency.High => TimeSpan.FromMinutes(90), _ => TimeSpan.FromHours(5) };
        var at = item.CreatedAt + chance.Wait(median);
        if (item.Urgency == Urgency.Normal) at = InOfficeHours(at, chance);
        var person = at > item.Deadline && item.BackupId is not null && chance.Is(0.4) ? item.BackupId : item.ResponderId;
        var page = item.Kind switch { ItemKind.Triage => LinkKind.Triage, ItemKind.Confirmation => LinkKind.Confirmation, _ => LinkKind.Referral };
        var declines = item.Kind == ItemKind.Referral && item.DeclinedBy.Count == 0 && chance.Is(0.07);
        if (!declines || read.Case.State == CaseState.Closed) return new(at, item.Id, person, page, ("action", "accept"));
        var reason = chance.Pick((DeclineReason.NobodyFree, 5), (DeclineReason.NotOurTask, 3), (DeclineReason.Conflict, 1), (DeclineReason.Other, 1));
        return new(at, item.Id, person, page, ("action", "decline"), ("decline-reason", reason.Code()));
    }

    private IEnumerable<Click> Triage(CasePartition read, WorkItem item, CommuneDirectory people)
    {
        if (item.AcceptedBy is not { } coordinator || read.Case.State == CaseState.Closed || item.Id != Leading(read)) yield break;
        Click At(DateTimeOffset at, params (string, string)[] form) => new(at, item.Id, coordinator, LinkKind.Triage, form);

        if (read.Case.TriagedAt is not { } triaged)
        {
            yield return At(item.AcceptedAt!.Value + Of(item, "classify").Wait(TimeSpan.FromMinutes(50)), Classify(read));
            yield break;
        }

        if (IsNotGbv(read))
        {
            if (!read.Items.Any(i => i.Kind == ItemKind.Confirmation))
                yield return At(triaged.AddMinutes(40), Close(ClosureReason.NotGbv));
            yield break;
        }

        foreach (var click in Consent(read, item, triaged, people)) yield return At(click.At, click.Form);
        if (End(read, triaged) is { } end) yield return At(end.At, Close(end.Reason));
    }

    private (string, string)[] Classify(CasePartition read)
    {
        var chance = Of("classification");
        var (report, type) = (read.Report, SampleReports.TypeOf(read.Report, chance));
        List<(string, string)> form = [("action", "classify"), ("incident", "1")];
        foreach (var question in CoreTypeOrder.Questions.TakeWhile(q => q != type)) form.Add(($"i1-{question.Code()}", "no"));
        form.Add(type == CoreType.NotGbv ? ("i1-gbv", "no") : ($"i1-{type.Code()}", "yes"));
        var forms = FactCodes.SuggestForms(report.Happenings);
        if (type != CoreType.NotGbv)
            foreach (var one in forms.Count > 0 ? forms : [ViolenceForm.Mental]) form.Add(("i1-forms", one.Code()));
        var domestic = Family.IsDomestic(report.Relation) ?? chance.Is(0.7);
        form.Add(("i1-domestic", domestic ? "yes" : "no"));
        form.Add(("i1-age", Band(report.Age, chance).Code()));
        form.Add(("i1-sex", (report.Sex == Sex.NotStated ? Sex.Female : report.Sex).Code()));
        form.Add(("i1-other-sex", chance.Pick((Sex.Male, 88), (Sex.Female, 8), (Sex.NotStated, 4)).Code()));
        form.AddRange(Details(Of("details")));
        return [.. form];
    }

    /// <summary>As far as somebody came to know it.</summary>
    private static IEnumerable<(string, string)> Details(Chance chance)
    {
        if (chance.Is(0.7)) yield return ("i1-time", chance.Pick((TimeOfDay.Morning, 20), (TimeOfDay.Afternoon, 25), (TimeOfDay.EveningOrNight, 55)).Code());
        if (chance.Is(0.7)) yield return ("i1-marital", chance.Pick((MaritalStatus.MarriedOrLivingTogether, 65), (MaritalStatus.NeverMarried, 20), (MaritalStatus.DivorcedOrSeparated, 12), (MaritalStatus.Widowed, 3)).Code());
        if (chance.Is(0.6)) yield return ("i1-displacement", chance.Pick((Displacement.Resident, 85), (Displacement.Migrant, 10), (Displacement.Returnee, 3), (Displacement.InternallyDisplaced, 2)).Code());
        if (chance.Is(0.9)) yield return ("i1-perpetrators", chance.Pick((PerpetratorCount.One, 92), (PerpetratorCount.Two, 6), (PerpetratorCount.MoreThan3, 2)).Code());
        if (chance.Is(0.7)) yield return ("i1-perpetrator-age", chance.Pick((PerpetratorAge.From12To17, 4), (PerpetratorAge.From18To25, 14), (PerpetratorAge.From26To40, 45), (PerpetratorAge.From41To60, 32), (PerpetratorAge.From61, 5)).Code());
        if (chance.Is(0.6)) yield return ("i1-perpetrator-occupation", chance.Pick((PerpetratorOccupation.FarmerOrFisher, 40), (PerpetratorOccupation.Worker, 25), (PerpetratorOccupation.TraderOrSelfEmployed, 14), (PerpetratorOccupation.NotWorking, 12), (PerpetratorOccupation.Official, 4), (PerpetratorOccupation.Other, 5)).Code());
    }

    /// <summary>Where nothing was asked for yet, most are reached by a safe contact within days, and many want something.</summary>
    private IEnumerable<(DateTimeOffset At, (string, string)[] Form)> Consent(CasePartition read, WorkItem item, DateTimeOffset triaged, CommuneDirectory people)
    {
        if (read.Items.Any(i => i.Kind == ItemKind.Referral)) yield break;
        var chance = Of("consent");
        if (!chance.Is(0.75)) yield break;
        Service[] wanted = [chance.Pick(Service.Psychosocial, Service.SocialWork, Service.CommunitySupport), .. chance.Some(0.3, [Service.Health, Service.LegalAid])];
        var at = InOfficeHours(triaged + chance.Wait(TimeSpan.FromHours(30)), chance);
        if (read.Events.FirstOrDefault(e => e.Kind == EventKind.ConsentRecorded) is not { } recorded)
        {
            var local = at.ToVietnam();
            yield return (at.AddMinutes(10),
            [
                ("action", "consent"), .. wanted.Select(s => ("consent-yes", s.Code())), ("consent-who", "person"), ("consent-how", "Gặp riêng theo cách an toàn"),
                ("consent-at-date", local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("consent-at-time", local.ToString("HH:mm", CultureInfo.InvariantCulture)),
            ]);
            yield break;
        }

        var roster = Conflicts.RosterOf(read, people);
        var chosen = wanted.Select(s => (Service: s, Who: roster.For(s))).Where(x => x.Who is not null).Select(x => ($"to-{x.Service.Code()}", x.Who!.Id)).ToList();
        if (chosen.Count > 0) yield return (recorded.At.AddMinutes(15), [("action", "refer"), .. chosen, ("refer-reason", "Theo nguyện vọng đã ghi nhận")]);
    }

    private IEnumerable<Click> Referral(WorkItem item)
    {
        var chance = Of(item, "work");
        var start = item.AcceptedAt!.Value;
        Click At(DateTimeOffset at, params (string, string)[] form) => new(at, item.Id, item.AcceptedBy!, LinkKind.Referral, form);

        var end = start + chance.Wait(item.Urgency == Urgency.Normal ? TimeSpan.FromDays(3) : TimeSpan.FromHours(14));
        if (item is { Service: Service.Police, Measures.Count: 0 } && chance.Is(0.4)) yield return At(start + (end - start) / 2, Measures(chance, start + (end - start) / 2));
        var outcome = chance.Next();
        if (outcome >= 0.94 && item.State != ItemState.InProgress)
            yield return At(end, ("action", "progress"), ("progress-text", "Đã liên lạc, đang tiếp tục hỗ trợ."));
        else if (outcome >= 0.94)
            yield return At(end + chance.Wait(TimeSpan.FromDays(20)), ("action", "complete"), ("outcome-services", item.Service!.Value.Code()), ("outcome-text", "Đã hỗ trợ thêm."));
        else if (outcome < 0.82)
            yield return At(end, ("action", "complete"), ("outcome-services", item.Service!.Value.Code()), ("outcome-text", "Đã hỗ trợ theo phiếu."));
        else
            yield return At(end, ("action", "not-possible"), ("impossible-reason", chance.Pick("not-reached", "her-decision", "other-service-needed")));
    }

    private static (string, string)[] Measures(Chance chance, DateTimeOffset at)
    {
        var measure = chance.Pick((Measure.StoppedAtOnce, 3), (Measure.SummonedToPolice, 3), (Measure.NoContact, 3), (Measure.EducationAndBehaviourChange, 3), (Measure.Administrative, 2), (Measure.CriminalProcedure, 1));
        return
        [
            ("action", "measure"), ("measure-kind", measure.Code()), ("measure-date", at.VietnamDate().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("measure-number", $"{chance.Between(1, 300)}/QĐ"), ("measure-consent", "yes"), ("measure-asked-by", "Người bị bạo lực"), ("measure-days", chance.Pick("1", "2", "3")), ("measure-hamlet", "asked-first"),
        ];
    }

    private (DateTimeOffset At, ClosureReason Reason)? End(CasePartition read, DateTimeOffset triaged)
    {
        var chance = Of("end");
        if (chance.Is(0.08) || read.Items.Any(i => i.Kind != ItemKind.Triage && (i.IsOpen || i.IsHeld))) return null;
        var last = read.Items.Select(i => i.CompletedAt ?? i.AcceptedAt ?? triaged).Append(triaged).Max();
        var reason = chance.Pick((ClosureReason.NeedsMet, 70), (ClosureReason.HerWish, 14), (ClosureReason.Moved, 6), (ClosureReason.Duplicate, 4), (ClosureReason.Transferred, 3));
        return (InOfficeHours(last + chance.Wait(TimeSpan.FromDays(18)), chance), reason);
    }

    private static (string, string)[] Close(ClosureReason reason) =>
        [("action", "close"), ("close-reason", reason.Code()), ("close-note", "Ghi khi kết thúc hồ sơ mẫu."), ("close-stop", "on")];

    private static bool IsNotGbv(CasePartition read) => read.Incidents.All(i => i.Classification?.CoreType == CoreType.NotGbv);

    /// <summary>One of the triage items leads the case: the newest that somebody has taken on.</summary>
    private static string? Leading(CasePartition read) =>
        read.Items.Where(i => i.Kind == ItemKind.Triage && TriageCase.IsHeldBy(i, i.AcceptedBy ?? "")).Select(i => i.Id).LastOrDefault();

    private static AgeBand Band(AgeAnswer age, Chance chance) => age switch
    {
        AgeAnswer.Under16 => chance.Is(0.4) ? AgeBand.From0To11 : AgeBand.From12To15,
        AgeAnswer.NotStated => chance.Pick(AgeBand.Unknown, AgeBand.From25To39, AgeBand.From40To59),
        _ => FactCodes.BandOf(age),
    };

    /// <summary>People work from seven to five, Monday to Friday; what would fall outside is done soon after they are back.</summary>
    private static DateTimeOffset InOfficeHours(DateTimeOffset at, Chance chance)
    {
        var local = at.ToVietnam();
        if (local.Hour >= 17) local = new DateTimeOffset(local.Date.AddDays(1), VietnamTime.Offset).AddHours(7).AddMinutes(chance.Between(5, 90));
        else if (local.Hour < 7) local = new DateTimeOffset(local.Date, VietnamTime.Offset).AddHours(7).AddMinutes(chance.Between(5, 90));
        while (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) local = local.AddDays(1);
        return local;
    }

    private Chance Of(WorkItem item, string what) => Chance.Of(seed, index, item.Id, what);

    private Chance Of(string what) => Chance.Of(seed, index, what);
}
