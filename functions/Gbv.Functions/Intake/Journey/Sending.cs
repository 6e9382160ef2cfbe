using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey;

/// <summary>[Gửi]: checks the report by the rules that the API shares, hands it in, and answers with the receipt.</summary>
internal sealed class Sending(ReportIntake intake, ReportValidator validator, ReceiptPages receipts)
{
    public IReadOnlyList<FieldError> Check(StepContext c, Report report, IReadOnlyDictionary<string, string>? otherNames = null) =>
        FieldNames.Errors(c, validator.Validate(report), otherNames);

    /// <returns>The receipt; null where nothing was saved.</returns>
    public async Task<IResult?> SubmitAsync(StepContext c, string submission, Report report, bool automatic, CancellationToken ct)
    {
        var id = SubmissionId.TryParse(submission) ?? SubmissionId.New();
        return await intake.SubmitAsync(new(id, report, FromForm: true, automatic, c.State.Generation), ct) switch
        {
            SubmissionResult.Accepted accepted => receipts.Show(c.Page, accepted, report),
            SubmissionResult.AlreadyReceived earlier => ReceiptPages.ShowAlready(c.Page, earlier.ReceivedAt),
            _ => null,
        };
    }

    /// <summary>"Chưa gửi được …", with whom to call.</summary>
    public static Say NotSaved(StepContext c) => new(c.T["intake.notsaved"] + "\n" + c.Page.HelpNow, Tone.Alert);
}
