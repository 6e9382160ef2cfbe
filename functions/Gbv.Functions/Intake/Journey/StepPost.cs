using Gbv.Functions.Hosting;

namespace Gbv.Functions.Intake.Journey;

/// <summary>What one press of a button sent: the step it was on, the button, and the fields.</summary>
internal sealed class StepPost
{
    private readonly IFormCollection form;

    private StepPost(IFormCollection form) => this.form = form;

    public string Step => One("step") ?? "home";

    /// <summary>The button: <c>next</c>, <c>back</c>, <c>send</c>, <c>edit:p3</c>, <c>lang:en</c> …; Enter in a form without one means going on.</summary>
    public string Go => One("go") ?? "next";

    public string? Language => Go.StartsWith("lang:", StringComparison.Ordinal) ? Go[5..] : One("lang");
    public string? Commune => One("commune");
    public string? State => One("state");
    public string? From => One("from");
    public bool Change => One("change") is not null;
    public bool ChangesLanguage => Go.StartsWith("lang:", StringComparison.Ordinal);
    public string? Edits => Go.StartsWith("edit:", StringComparison.Ordinal) ? Go[5..] : null;

    /// <summary>A field that people do not see was filled.</summary>
    public bool FilledTrap => One("website") is not null;

    public static async Task<StepPost> ReadAsync(HttpRequest request, CancellationToken ct) =>
        new(await FormBody.ReadAsync(request, ct));

    public string[] Values(string field) => [.. form[field].OfType<string>().Select(v => v.ReplaceLineEndings("\n"))];

    public string? One(string field) => form[field] is [{ Length: > 0 } value, ..] ? value : null;
}
