using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage;

/// <summary>One thing that the coordinator can do with a case: its form, and what the filled form does.</summary>
internal abstract class TriageAction
{
    /// <summary>Value of the form's field <c>action</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The forms of this action as the case stands; none where it makes no sense now.</summary>
    public abstract IEnumerable<FormModel> Forms(TriageCase c);

    /// <summary>What is wrong with what was typed, or the change to make.</summary>
    public abstract ActionPlan Plan(TriageCase c, FormValues form);
}

/// <summary>One form on the page.</summary>
public sealed record FormModel(string Action, string Title, string Button, IReadOnlyList<Field> Fields)
{
    public string? Intro { get; init; }

    /// <summary>Questions that nobody needs to answer, folded away under the others.</summary>
    public Fold? More { get; init; }

    /// <summary>What stands in the fields before anything is typed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Hidden fields, for example which incident it is about.</summary>
    public IReadOnlyDictionary<string, string> Hidden { get; init; } = new Dictionary<string, string>();

    /// <summary>Shown open: what is most likely next.</summary>
    public bool Open { get; init; }

    /// <summary>The one that is due: its button is the filled one.</summary>
    public bool Due { get; init; }

    /// <summary>Leads to contact with the person: the rule for it is repeated above the fields.</summary>
    public bool Contact { get; init; }

    /// <summary>Only the button, without a fold.</summary>
    public bool Bare { get; init; }
}

/// <summary>Questions of a form under a heading of their own, shut until somebody opens it.</summary>
public sealed record Fold(string Title, string Intro, IReadOnlyList<Field> Fields);

/// <summary>Makes the change from the newest state, or says that it is no longer possible.</summary>
internal delegate CaseChange? Decide(CasePartition read, DateTimeOffset now);

/// <summary>A file and what the access log says of it: which part, and why, in codes.</summary>
internal sealed record FileOut(string Part, string Why, IResult Content);

internal sealed record ActionPlan(IReadOnlyList<FieldError> Errors, Decide? Decide)
{
    public static ActionPlan Wrong(params FieldError[] errors) => new(errors, null);

    public static ActionPlan Do(Decide decide) => new([], decide);

    public static ActionPlan Give(FileOut file) => new([], null) { File = file };

    /// <summary>Nothing changes; somebody takes something away.</summary>
    public FileOut? File { get; init; }
}
