using System.Globalization;
using Gbv.Domain.Registers;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Responders;
using Gbv.Functions.Returns.Pages;

namespace Gbv.Functions.Returns;

/// <summary>
/// The form behind a returning unit's link: just its own figures and its narrative. Saved at any time, submitted when complete, corrected until
/// the last day; a return that was submitted stays as it is afterwards, one that was not may still come and is marked late.
/// </summary>
internal sealed class ReturnPage(ReturnUnits units, ReturnStore store, ReturnMails mails, TimeProvider time) : IItemPage
{
    public const string Save = "save";
    public const string Submit = "submit";
    public const string VersionField = "version";

    public bool Handles(LinkKind kind) => kind == LinkKind.Return;

    public async Task<IResult> ShowAsync(ItemContext context, CancellationToken ct)
    {
        if (await UnitAsync(context, ct) is not { } unit) return NotYours(context);
        var state = await store.ReadAsync(context.Target.Commune, Cycle(context), unit.Code, ct);
        if (context.Draft.Count > 0) return Page(context, unit, state, Typed(unit.Form, n => context.Draft.GetValueOrDefault(n)?.FirstOrDefault()), [], null);
        var sums = state.Version == 0 && Cycle(context).Kind != ReturnKind.Yearly ? await SumsAsync(context, unit, ct) : [];
        return Page(context, unit, state, sums.Count > 0 ? sums : null, [], sums.Count > 0 ? context.T["returns.page.summed"] : null);
    }

    /// <summary>A review begins with what the unit returned year by year; it is looked through and may be changed before it is sent.</summary>
    private async Task<Dictionary<string, string>> SumsAsync(ItemContext context, ReturningUnit unit, CancellationToken ct)
    {
        var cycle = Cycle(context);
        Dictionary<string, decimal> sums = [];
        for (var year = cycle.FirstYear; year <= cycle.Year; year++)
        {
            var returned = new RegisterRow(unit.Form, (await store.ReadAsync(context.Target.Commune, ReturnCycle.Yearly(year), unit.Code, ct)).Submitted);
            foreach (var figure in ReturnForms.FiguresOf(unit.Form).Where(f => returned.Number(f.Code) is not null))
                sums[figure.Code] = sums.GetValueOrDefault(figure.Code) + returned.Number(figure.Code)!.Value;
        }

        return sums.ToDictionary(s => s.Key, s => s.Value.ToString("0", CultureInfo.InvariantCulture));
    }

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        if (await UnitAsync(context, ct) is not { } unit) return NotYours(context);
        var state = await store.ReadAsync(context.Target.Commune, Cycle(context), unit.Code, ct);
        var submit = form["action"] == Submit;
        if (!submit && form["action"] != Save) return context.SeeAgain();
        var typed = Typed(unit.Form, n => form[n]);
        var row = new RegisterRow(unit.Form, typed);
        if (IsDone(state, row, submit)) return context.SeeAgain();
        if (!IsOpen(context, state)) return Page(context, unit, state, null, [], context.T["returns.page.closed"]);
        if (form[VersionField] != state.Version.ToString(CultureInfo.InvariantCulture)) return Page(context, unit, state, typed, [], context.T["returns.page.other"]);

        var errors = Errors(context, row, submit);
        if (errors.Count > 0) return Page(context, unit, state, typed, errors, null, StatusCodes.Status422UnprocessableEntity);
        if (await WriteAsync(context, unit, state, row, submit, ct)) return context.SeeAgain();
        var other = await store.ReadAsync(context.Target.Commune, Cycle(context), unit.Code, ct);
        return IsDone(other, row, submit) ? context.SeeAgain() : Page(context, unit, other, typed, [], context.T["returns.page.other"]);
    }

    /// <summary>A button that was pressed twice, or by two people for the same words: there is nothing to do any more.</summary>
    private static bool IsDone(ReturnState state, RegisterRow row, bool submit) =>
        state.Version > 0 && (!submit || state.SubmittedVersion == state.Version) && row.SameAs(new RegisterRow(row.Register, state.Values));

    private async Task<bool> WriteAsync(ItemContext context, ReturningUnit unit, ReturnState state, RegisterRow row, bool submit, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        ReturnState next;
        while (true)
        {
            next = state with { Values = row.Values, Version = state.Version + 1, SavedAt = now, SavedBy = context.ActingName };
            if (submit) next = next with { Submitted = row.Values, SubmittedAt = now, SubmittedVersion = next.Version, Late = !ReturnCalendar.IsOpen(Cycle(context).Year, now.VietnamDate()) };
            if (await store.TryWriteAsync(context.Target.Commune, Cycle(context), next, submit, ct) is { } written)
            {
                next = written;
                break;
            }

            // A mail that was noted meanwhile is no other copy.
            var fresh = await store.ReadAsync(context.Target.Commune, Cycle(context), unit.Code, ct);
            if (fresh.Version != state.Version) return false;
            state = fresh;
        }

        // The return is in; a receipt that does not get out now is the timer's.
        if (submit) await mails.ReceiptAsync(context.Directory, Cycle(context), unit, next, ct);
        return true;
    }

    /// <summary>What is typed wrong is said at every save; what is missing only when it is submitted.</summary>
    private List<FieldError> Errors(ItemContext context, RegisterRow row, bool submit) =>
    [
        .. RowCheck.Faults(row, (_, _) => true, time.GetUtcNow().VietnamDate())
            .Where(f => submit || row.Text(f.Column) is not null)
            .Select(f => new FieldError(f.Column, $"{row.Register.Column(f.Column).Title.In(context.Language)}: {f.What.In(context.Language)}. {f.Fix.In(context.Language)}")),
    ];

    /// <summary>The directory and the register say at each request whether this person still returns for this unit.</summary>
    private async Task<ReturningUnit?> UnitAsync(ItemContext context, CancellationToken ct) =>
        (await units.OfAsync(context.Directory, time.GetUtcNow().VietnamDate(), ct)).FirstOrDefault(u => u.Code == context.Target.Item && u.Person?.Id == context.Person.Id);

    private bool IsOpen(ItemContext context, ReturnState state) => !state.IsSubmitted || ReturnCalendar.IsOpen(Cycle(context).Year, time.GetUtcNow().VietnamDate());

    private static ReturnCycle Cycle(ItemContext context) => ReturnCycle.Parse(context.Target.CaseOrPeriod[LinkNames.Return.Length..]);

    private static Dictionary<string, string> Typed(Register form, Func<string, string?> value) =>
        form.Own.Where(c => !string.IsNullOrWhiteSpace(value(c.Code))).ToDictionary(c => c.Code, c => value(c.Code)!.Trim().Replace("\r\n", "\n", StringComparison.Ordinal));

    private IResult Page(ItemContext context, ReturningUnit unit, ReturnState state, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<FieldError> errors, string? notice, int status = StatusCodes.Status200OK)
    {
        var t = context.T;
        var (cycle, year) = (Cycle(context), Cycle(context).Year);
        return StaffPage.Of<ReturnFormPage>(new()
        {
            [nameof(ReturnFormPage.T)] = t,
            [nameof(ReturnFormPage.View)] = new ReturnView
            {
                Unit = context.Person.Unit,
                Heading = t["returns.page.heading", unit.Name, ReturnNames.Upper(cycle, t)],
                Path = context.Path,
                Token = context.FormToken,
                Version = state.Version,
                Open = IsOpen(context, state),
                Until = t[ReturnCalendar.IsOpen(year, time.GetUtcNow().VietnamDate()) ? "returns.page.until" : "returns.page.late", year],
                Status = state switch
                {
                    { SubmittedAt: { } at } when state.SubmittedVersion == state.Version => t[state.Late ? "returns.page.submitted-late" : "returns.page.submitted", at.Written(), state.SavedBy],
                    { SubmittedAt: { } at, SavedAt: { } saved } => t["returns.page.changed", at.Written(), saved.Written()],
                    { SavedAt: { } saved } => t["returns.page.saved", saved.Written(), state.SavedBy],
                    _ => null,
                },
                Notice = notice,
                Errors = errors,
                Fields = [.. unit.Form.Own.Select(c => (ReturnFields.Of(c, t), (IReadOnlyList<string>)((typed ?? (IsOpen(context, state) ? state.Values : state.Submitted)).GetValueOrDefault(c.Code) is { } value ? [value] : [])))],
            },
        }, status);
    }

    private static IResult NotYours(ItemContext context) => StaffPage.Of<ReturnFormPage>(new()
    {
        [nameof(ReturnFormPage.T)] = context.T,
        [nameof(ReturnFormPage.View)] = new ReturnView { Unit = context.Person.Unit, Heading = context.T["returns.page.none"], Notice = context.T["returns.page.not-yours"] },
    }, StatusCodes.Status403Forbidden);
}

/// <summary>What the page of a return shows.</summary>
public sealed record ReturnView
{
    public required string Unit { get; init; }
    public required string Heading { get; init; }
    public string Path { get; init; } = "";
    public string Token { get; init; } = "";
    public int Version { get; init; }
    public bool Open { get; init; }
    public string? Until { get; init; }
    public string? Status { get; init; }
    public string? Notice { get; init; }
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
    public IReadOnlyList<(Field Field, IReadOnlyList<string> Values)> Fields { get; init; } = [];
}

/// <summary>Columns of a form as questions of a page.</summary>
internal static class ReturnFields
{
    public static Field Of(RegisterColumn column, Texts t) => column.Kind == ColumnKind.Whole
        ? new Line(column.Code) { Label = column.Title.In(t.Language), Hint = column.Note?.In(t.Language), InputMode = "numeric", MaxLength = 9, Required = column.Required }
        : new LongText(column.Code) { Label = column.Title.In(t.Language), Hint = column.Note?.In(t.Language), MaxLength = column.MaxLength, Rows = 6, Required = column.Required };
}
