using FluentValidation;
using FluentValidation.Results;
using Gbv.Domain.Reports;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Intake;

/// <summary>
/// What no report may be without or exceed, whichever way it came in. Error codes name a text <c>intake.error.*</c>.
/// Lengths keep a sealed report below the 64 KiB of a storage property; control characters take six times the space, so the
/// whole is measured too.
/// </summary>
internal sealed class ReportValidator : AbstractValidator<Report>
{
    public const int LongText = 4000;

    private const int WholeReport = 60 * 1024;

    private static readonly string[] Languages = [Texts.Vietnamese, Texts.English, Texts.Khmer];

    public ReportValidator()
    {
        RuleFor(r => r.Language).Must(l => Languages.Contains(l)).WithErrorCode("language");
        RuleFor(r => r.Narrative).MaximumLength(LongText).WithErrorCode("long");
        RuleFor(r => r.Narrative).Must((report, _) => Json.Write(report).Length <= WholeReport).WithErrorCode("long");
        RuleFor(r => r.Place).MaximumLength(1000).WithErrorCode("long");
        RuleFor(r => r.Hamlet).MaximumLength(200).WithErrorCode("long");
        RuleFor(r => r.TrustedAdult).MaximumLength(500).WithErrorCode("long");
        RuleFor(r => r.NotYetTold).MaximumLength(1000).WithErrorCode("long");
        RuleFor(r => r.Contact).SetValidator(new ContactValidator());
        RuleFor(r => r.ReportedBy!).SetValidator(new ThirdPartyValidator()).When(r => r.ReportedBy is not null);
        RuleFor(r => r.ReportedBy).NotNull().When(r => r.Journey is Domain.Reports.Journey.Witness or Domain.Reports.Journey.Professional).WithErrorCode("reporter");
        RuleFor(r => r.ReportedBy!.PersonInNeed).NotEmpty().WithErrorCode("person")
            .When(r => r is { Journey: Domain.Reports.Journey.Professional, Age: AgeAnswer.Under16, ReportedBy: not null });
    }

    private sealed class ContactValidator : AbstractValidator<SafeContact>
    {
        public ContactValidator()
        {
            RuleFor(c => c.Address).MaximumLength(200).WithErrorCode("long");
            RuleFor(c => c.NameToUse).MaximumLength(100).WithErrorCode("long");
            RuleFor(c => c.SecretWord).MaximumLength(60).WithErrorCode("long");
            RuleFor(c => c.Address).Custom((address, context) =>
            {
                if (ContactShape.Problem(context.InstanceToValidate.Channel, address) is { } problem)
                    context.AddFailure(new ValidationFailure(context.PropertyPath, problem) { ErrorCode = problem });
            });
        }
    }

    private sealed class ThirdPartyValidator : AbstractValidator<ThirdParty>
    {
        public ThirdPartyValidator()
        {
            RuleFor(t => t.Name).MaximumLength(200).WithErrorCode("long");
            RuleFor(t => t.Unit).MaximumLength(200).WithErrorCode("long");
            RuleFor(t => t.PersonInNeed).MaximumLength(500).WithErrorCode("long");
            RuleFor(t => t.SafeWayToMeet).MaximumLength(1000).WithErrorCode("long");
            RuleFor(t => t.ConsentHow).MaximumLength(500).WithErrorCode("long");
            RuleFor(t => t.ChildWish).MaximumLength(1000).WithErrorCode("long");
            RuleFor(t => t.Phone).Must(p => string.IsNullOrWhiteSpace(p) || ContactShape.IsPhone(p)).WithErrorCode("phone");
        }
    }
}
