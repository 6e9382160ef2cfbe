using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.FollowUp;

/// <summary>The pages behind <c>/follow-up</c>.</summary>
internal static class FollowUpPages
{
    public static RazorComponentResult<AskPage> Ask(PageContext page, string? problem = null, string? typed = null, string? text = null) =>
        new(new { Page = page, Problem = problem, Typed = typed, Text = text });

    /// <summary>Storage does not answer: what was typed stays on the page.</summary>
    public static RazorComponentResult<AskPage> Unreached(PageContext page, string? typed, string? text, string? inbox) =>
        new(new { Page = page, Problem = "unreached", Typed = typed, Text = text, Inbox = inbox }) { StatusCode = StatusCodes.Status503ServiceUnavailable };

    public static RazorComponentResult<InboxPage> Inbox(
        PageContext page, FollowUpView view, IReadOnlyList<TaskView> tasks, string inbox, string? text = null, string? error = null, string? done = null) =>
        new(new { Page = page, View = view, Tasks = tasks, Inbox = inbox, Text = text, Error = error, Done = done });

    public static RazorComponentResult<TaskPage> Task(
        PageContext page, TaskView task, string inbox, TypedFields typed, IReadOnlyList<FieldError>? errors = null, string? problem = null, int status = StatusCodes.Status200OK) =>
        new(new { Page = page, Task = task, Inbox = inbox, Typed = typed, Errors = errors ?? [], Problem = problem }) { StatusCode = status };

    public static RazorComponentResult<UploadPage> Upload(PageContext page, string inbox, string? problem = null, int status = StatusCodes.Status200OK) =>
        new(new { Page = page, Inbox = inbox, Problem = problem }) { StatusCode = status };

    public static RazorComponentResult<EndedPage> Ended(PageContext page, TaskView task) => new(new { Page = page, Task = task });
}

/// <summary>A task as its page shows it.</summary>
public sealed record TaskView(string Name, bool IsGrave, IReadOnlyList<Field> Fields);

/// <summary>What stands in the fields of a form that is shown again.</summary>
public delegate IReadOnlyList<string> TypedFields(string field);
