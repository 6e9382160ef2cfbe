using Gbv.Domain.Attachments;
using Gbv.Domain.Shared;
using Gbv.Functions.Attachments;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage;

/// <summary>
/// Opens a file that the reporter sent: only whoever leads the case, for a reason that is chosen each time and stands in the record of who
/// read what before the file is shown. It changes nothing and is never passed on.
/// </summary>
internal static class OpenFile
{
    public const string Name = "open-file";
    public const string FileField = "file";

    /// <summary>One choice for each file, so that two forms of the page do not share a label.</summary>
    public static string ReasonField(string file) => "reason-" + file;

    /// <summary>The answer, or what is missing in the form; neither where the case has no such file.</summary>
    public static async Task<(IResult? Answer, FieldError? Error)> AnswerAsync(TriageCase c, FormValues form, AttachmentFiles files, AccessLog access, CancellationToken ct)
    {
        if (!c.IsMine || c.Case.Attachments.FirstOrDefault(a => a.Id == form.Text(FileField)) is not { Kind: { } kind } file) return default;
        if (form.One<OpeningReason>(ReasonField(file.Id)) is not { } reason) return (null, new(ReasonField(file.Id), c.T["triage.file.reason.missing"]));
        await access.RecordAsync(c.Case.Id, c.Context.Actor, "file:" + file.Id, $"triage:{c.Item.Id}, {c.Context.ActingName}, {reason.Code()}", ct);
        return await files.ReadCleanedAsync(c.Case, file.Id, ct) is { } content
            ? (new SandboxedFile(content, MediaType(kind), NameOf(c, file)), null)
            : default;
    }

    /// <summary>Says nothing of the case; the number is its place in the list.</summary>
    private static string NameOf(TriageCase c, Attachment file) =>
        FormattableString.Invariant($"tep-{c.Case.Attachments.Where(a => a.Kind is not null).OrderBy(a => a.At).ToList().IndexOf(file) + 1}.{Extension(file.Kind!.Value)}");

    private static string MediaType(FileKind kind) => kind switch
    {
        FileKind.Jpeg => "image/jpeg",
        FileKind.Pdf => "application/pdf",
        _ => throw new InvalidOperationException("No cleaned file is of this kind."),
    };

    private static string Extension(FileKind kind) => kind switch
    {
        FileKind.Jpeg => "jpg",
        FileKind.Pdf => "pdf",
        _ => throw new InvalidOperationException("No cleaned file is of this kind."),
    };
}
