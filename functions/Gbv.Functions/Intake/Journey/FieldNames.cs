using FluentValidation.Results;
using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>From what the shared rules find in a report to the form's fields and words.</summary>
internal static class FieldNames
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        [nameof(Report.Narrative)] = Names.Narrative,
        [nameof(Report.Place)] = Names.Place,
        [nameof(Report.Hamlet)] = Names.Hamlet,
        [nameof(Report.TrustedAdult)] = Names.TrustedAdult,
        [nameof(Report.NotYetTold)] = Names.NotYetTold,
        [$"{nameof(Report.Contact)}.{nameof(SafeContact.Address)}"] = Names.Address,
        [$"{nameof(Report.Contact)}.{nameof(SafeContact.NameToUse)}"] = Names.NameToUse,
        [$"{nameof(Report.Contact)}.{nameof(SafeContact.SecretWord)}"] = Names.SecretWord,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.Name)}"] = Names.ReporterName,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.Phone)}"] = Names.ReporterPhone,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.Unit)}"] = Names.Unit,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.PersonInNeed)}"] = Names.PersonInNeed,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.SafeWayToMeet)}"] = Names.SafeWayToMeet,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.ConsentHow)}"] = Names.ConsentHow,
        [$"{nameof(Report.ReportedBy)}.{nameof(ThirdParty.ChildWish)}"] = Names.ChildWish,
    };

    public static IReadOnlyList<FieldError> Errors(StepContext c, ValidationResult result, IReadOnlyDictionary<string, string>? otherNames = null) =>
    [
        .. result.Errors.Select(e => c.Error(
            otherNames?.GetValueOrDefault(e.PropertyName) ?? Fields.GetValueOrDefault(e.PropertyName, Names.Agree), e.ErrorCode)),
    ];
}
