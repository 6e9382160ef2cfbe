using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Triage;

/// <summary>
/// To which services the person said yes, and how that is known: her own ticks, a professional's record, or a record of the
/// coordinator after a safe contact (event <c>ConsentRecorded</c>, whose detail holds codes such as <c>yes:health</c>,
/// <c>no:shelter</c>, <c>police:may-contact</c>). The newest word counts.
/// </summary>
public sealed class Consents
{
    private readonly Dictionary<Service, Basis> given = [];

    public IReadOnlyDictionary<Service, Basis> Given => given;

    /// <summary>How far the police may go with her yes.</summary>
    public PoliceConsent? Police { get; private set; }

    public static Consents Of(CasePartition read)
    {
        var consents = new Consents();
        consents.AddReport(read.KnownReport);
        foreach (var e in read.Events.Where(e => e is { Kind: EventKind.ConsentRecorded, Detail: not null }))
            foreach (var word in e.Detail!.Split(','))
                consents.Add(word.Split(':'));
        return consents;
    }

    public static string Detail(IEnumerable<Service> yes, PoliceConsent? police, IEnumerable<Service> no) => string.Join(',',
        yes.Where(s => s != Service.Police).Select(s => "yes:" + s.Code())
            .Concat(police is { } level ? ["police:" + level.Code()] : [])
            .Concat(no.Select(s => "no:" + s.Code())));

    private void AddReport(Report report)
    {
        // A child's wish is heard, but under 16 the coordinator decides.
        if (!ConsentTable.WishesAreConsent(report) || ConsentTable.GroupOf(report) == PersonGroup.Under16) return;
        var basis = ConsentTable.ConsentBasis(report);
        foreach (var service in report.Wishes.SelectMany(Wishes.ServicesFor)) given[service] = basis;
        Police = ConsentTable.PoliceYes(report);
        if (Police is not null) given[Service.Police] = basis;
    }

    private void Add(string[] word)
    {
        if (word.Length != 2) return;
        if (word[0] == "police" && Codes.Parse<PoliceConsent>(word[1]) is { } level)
        {
            Police = level;
            given[Service.Police] = Basis.RecordedConsent;
        }
        else if (Codes.Parse<Service>(word[1]) is { } service)
        {
            if (word[0] == "yes") given[service] = Basis.RecordedConsent;
            else given.Remove(service);
            if (word[0] == "no" && service == Service.Police) Police = null;
        }
    }
}
