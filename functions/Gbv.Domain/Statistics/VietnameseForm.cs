using System.Numerics;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Statistics;

/// <summary>What a line of the form counts.</summary>
public enum FormUnit { Households, Incidents, Persons, Perpetrators }

/// <summary>One line of the form: its number in the printed form, its stable key, and what it counts.</summary>
public sealed record FormLine(string Number, string Key, FormUnit Unit, Func<FactCase, CaseFact, bool> Counts)
{
    /// <summary>Lines that the printed form lacks; they make the parts add up and are marked as beside the form.</summary>
    public bool BesideForm { get; init; }

    public int Level { get; init; } = 1;

    /// <summary>The total whose parts this line's siblings are; null for a line of its own.</summary>
    public IReadOnlyList<string> SumOf { get; init; } = [];

    public bool OutsideFamilyToo { get; init; }
}

/// <summary>
/// The domestic-violence statistics that a commune returns, as data with version and validity. Content of Circular
/// 07/2017/TT-BVHTTDL in the numbering of form 01/BC-X of Circular 23/2011/TT-BVHTTDL; the operator compares the cells with
/// the annex in force before going live. "Vụ" counts incidents, persons count cases, households count group ids.
/// </summary>
public sealed record VietnameseForm(string Version, DateOnly ValidFrom, IReadOnlyList<FormLine> Lines)
{
    private static readonly Func<FactCase, CaseFact, bool> All = (_, _) => true;

    public static readonly VietnameseForm Form01BcX = new("01/BC-X-2017", new DateOnly(2018, 1, 1),
    [
        Line("I.4", "households", FormUnit.Households, All) with { Level = 0 },
        Line("II.1", "incidents", FormUnit.Incidents, All) with { Level = 0, OutsideFamilyToo = true },
        Form("II.2.1", ViolenceForm.Mental),
        Form("II.2.2", ViolenceForm.Physical),
        Form("II.2.3", ViolenceForm.Sexual),
        Form("II.2.4", ViolenceForm.Economic),
        Line("", "form.unclassified", FormUnit.Incidents, (_, i) => i.Forms.Count == 0) with { BesideForm = true, OutsideFamilyToo = true },

        Line("II.3.1", "perpetrators", FormUnit.Perpetrators, All) with { Level = 0, SumOf = ["perpetrators.male", "perpetrators.female", "perpetrators.other"] },
        Line("II.3.1.1", "perpetrators.male", FormUnit.Perpetrators, (_, i) => i.PerpetratorSex == Sex.Male),
        Line("II.3.1.2", "perpetrators.female", FormUnit.Perpetrators, (_, i) => i.PerpetratorSex == Sex.Female),
        Line("", "perpetrators.other", FormUnit.Perpetrators, (_, i) => i.PerpetratorSex is Sex.Other or Sex.NotStated) with { BesideForm = true },
        Handled("II.3.2.1", "measure.criticism", Measure.CommunityCriticism),
        Handled("II.3.2.2", "measure.no-contact", Measure.NoContact),
        Handled("II.3.2.3", "measure.education", Measure.EducationAndBehaviourChange),
        Handled("II.3.2.4", "measure.custody-or-fine", Measure.Administrative),
        Handled("II.3.2.5", "measure.criminal", Measure.CriminalProcedure),

        Line("II.4.1", "persons.sex", FormUnit.Persons, All) with { Level = 0, SumOf = ["persons.male", "persons.female", "persons.sex-other"], OutsideFamilyToo = true },
        Person("II.4.1.1", "persons.male", c => c.First.Sex == Sex.Male),
        Person("II.4.1.2", "persons.female", c => c.First.Sex == Sex.Female),
        Person("", "persons.sex-other", c => c.First.Sex is Sex.Other or Sex.NotStated),
        Line("II.4.2", "persons.age", FormUnit.Persons, All) with { Level = 0, SumOf = ["persons.under-16", "persons.women-16-59", "persons.others-16-59", "persons.from-60", "persons.age-unknown"], OutsideFamilyToo = true },
        Person("II.4.2.1", "persons.under-16", c => c.First.Age.IsUnder16()),
        Person("II.4.2.2", "persons.women-16-59", c => c.First.Sex == Sex.Female && c.First.Age.Is16To59()),
        Person("", "persons.others-16-59", c => c.First.Sex != Sex.Female && c.First.Age.Is16To59()),
        Person("II.4.2.3", "persons.from-60", c => c.First.Age == AgeBand.From60),
        Person("", "persons.age-unknown", c => c.First.Age == AgeBand.Unknown),

        Line("II.5", "handled", FormUnit.Persons, (c, _) => c.IsHandled) with { Level = 0, SumOf = ["handled.under-16", "handled.women-16-59", "handled.others-16-59", "handled.from-60", "handled.age-unknown"] },
        Line("II.5.1", "handled.under-16", FormUnit.Persons, (c, _) => c.IsHandled && c.First.Age.IsUnder16()),
        Line("II.5.2", "handled.women-16-59", FormUnit.Persons, (c, _) => c.IsHandled && c.First.Sex == Sex.Female && c.First.Age.Is16To59()),
        Line("", "handled.others-16-59", FormUnit.Persons, (c, _) => c.IsHandled && c.First.Sex != Sex.Female && c.First.Age.Is16To59()) with { BesideForm = true },
        Line("II.5.3", "handled.from-60", FormUnit.Persons, (c, _) => c.IsHandled && c.First.Age == AgeBand.From60),
        Line("", "handled.age-unknown", FormUnit.Persons, (c, _) => c.IsHandled && c.First.Age == AgeBand.Unknown) with { BesideForm = true },

        Helped("helped.counselled", Service.Psychosocial, Service.SocialWork),
        Helped("helped.medical", Service.Health),
        Helped("helped.sheltered", Service.Shelter),
        Helped("helped.legal-aid", Service.LegalAid),
    ]);

    /// <summary>All versions, the oldest first. A new circular is a new entry; reports of earlier periods keep theirs.</summary>
    public static readonly IReadOnlyList<VietnameseForm> Versions = [Form01BcX];

    /// <summary>The version in force on the last day of a period.</summary>
    public static VietnameseForm For(Period period) => Versions.LastOrDefault(v => v.ValidFrom <= period.LastDay) ?? Versions[0];

    /// <summary>
    /// Counts all lines, each in its unit, in one walk over the cases. Incidents are the rows themselves; persons are cases; a perpetrator is
    /// counted once a case and sex; a case that no group id joins to another is a household of its own.
    /// </summary>
    /// <param name="belongs">Which of the incidents the form is about.</param>
    public static int[] Count(IReadOnlyList<FormLine> lines, IEnumerable<FactCase> cases, Func<CaseFact, bool> belongs)
    {
        var counts = new int[lines.Count];
        var households = new HashSet<string>?[lines.Count];
        foreach (var one in cases)
            for (var n = 0; n < counts.Length; n++)
            {
                var (incidents, perpetrators) = Count(lines[n], one, belongs);
                counts[n] += lines[n].Unit switch
                {
                    FormUnit.Incidents => incidents,
                    FormUnit.Persons => Math.Min(incidents, 1),
                    FormUnit.Households => incidents > 0 && (households[n] ??= []).Add(one.First.HouseholdKey ?? one.Key) ? 1 : 0,
                    FormUnit.Perpetrators => perpetrators,
                    _ => throw new ArgumentOutOfRangeException(nameof(lines)),
                };
            }

        return counts;
    }

    private static (int Incidents, int Perpetrators) Count(FormLine line, FactCase one, Func<CaseFact, bool> belongs)
    {
        var (incidents, sexes) = (0, 0u);
        for (var i = 0; i < one.Incidents.Count; i++)
        {
            if (one.Incidents[i] is var incident && !(belongs(incident) && line.Counts(one, incident))) continue;
            incidents++;
            sexes |= 1u << (int)(incident.PerpetratorSex == Sex.Other ? Sex.NotStated : incident.PerpetratorSex);
        }

        return (incidents, BitOperations.PopCount(sexes));
    }

    private static FormLine Line(string number, string key, FormUnit unit, Func<FactCase, CaseFact, bool> counts) => new(number, key, unit, counts);

    private static FormLine Form(string number, ViolenceForm form) =>
        Line(number, "form." + Shared.Codes.Code(form), FormUnit.Incidents, (_, i) => i.Forms.Contains(form)) with { OutsideFamilyToo = true };

    private static FormLine Handled(string number, string key, Measure measure) =>
        Line(number, key, FormUnit.Perpetrators, (_, i) => i.Measures.Contains(measure));

    private static FormLine Person(string number, string key, Func<FactCase, bool> counts) =>
        Line(number, key, FormUnit.Persons, (c, _) => counts(c)) with { BesideForm = number.Length == 0, OutsideFamilyToo = true };

    private static FormLine Helped(string key, params Service[] services) =>
        Line("", key, FormUnit.Persons, (c, _) => c.WasGiven(services)) with { Level = 0 };
}

/// <summary>The bands of the facts in the ages of the Vietnamese form; a child is under 16 (Law on Children 2016).</summary>
public static class FormAges
{
    public static bool IsUnder16(this AgeBand age) => age is AgeBand.From0To11 or AgeBand.From12To15 or AgeBand.Under16;

    public static bool Is16To59(this AgeBand age) => age is AgeBand.From16To17 or AgeBand.From18To24 or AgeBand.From25To39 or AgeBand.From40To59;
}
