using Gbv.Domain.Requests;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>
/// One thing beside writing a message that somebody with a code can do: a page of its own, with its words under
/// <c>followup.&lt;name&gt;</c>: title (also on the inbox's button), text, button and done.
/// </summary>
internal abstract class InboxTask
{
    /// <summary>Value of the form's field <c>task</c>.</summary>
    public abstract string Name { get; }

    public abstract ReporterAct Act { get; }

    /// <summary>The inbox can't be shown afterwards.</summary>
    public virtual bool Ends => false;

    /// <summary>Its button stands out: pressing it by mistake costs something.</summary>
    public virtual bool IsGrave => false;

    /// <summary>Its form carries a file and has a page of its own.</summary>
    public virtual bool IsUpload => false;

    public virtual IReadOnlyList<Field> Fields(Texts t) => [];

    /// <summary>What must be mended in the form before anything is done.</summary>
    public virtual IReadOnlyList<FieldError> Check(Texts t, StepPost post) => [];

    public abstract Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation);
}

/// <summary>A task's form as it was sent from an open inbox.</summary>
internal sealed record TaskPost(PageContext Page, StepPost Fields, Inbox Inbox);
