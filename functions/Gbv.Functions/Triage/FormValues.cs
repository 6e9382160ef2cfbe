using System.Globalization;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Triage;

/// <summary>What was typed into a form, whether it was sent just now or held while the session had ended.</summary>
public sealed class FormValues(IReadOnlyDictionary<string, string[]> fields)
{
    public static readonly FormValues Empty = new(new Dictionary<string, string[]>());

    public static FormValues From(IFormCollection form) =>
        new(form.ToDictionary(f => f.Key, f => f.Value.OfType<string>().ToArray(), StringComparer.Ordinal));

    /// <summary>The action whose form it was.</summary>
    public string? Action => Text("action");

    public IReadOnlyList<string> All(string name) => fields.TryGetValue(name, out var values) ? values : [];

    /// <summary>Trimmed; null where nothing was typed. Longer than the field allows is cut, as the browser would.</summary>
    public string? Text(string name, int maxLength = 4000)
    {
        var text = All(name) is [var first, ..] ? first.Trim() : null;
        if (string.IsNullOrEmpty(text)) return null;
        return text.Length <= maxLength ? text : text[..maxLength];
    }

    public bool Ticked(string name) => All(name).Count > 0;

    public T? One<T>(string name) where T : struct, Enum => Codes.Parse<T>(Text(name));

    public IReadOnlyList<T> Several<T>(string name) where T : struct, Enum =>
        [.. All(name).Select(Codes.Parse<T>).OfType<T>().Distinct().Order()];

    /// <summary>Yes, no, or null where neither was chosen.</summary>
    public bool? YesOrNo(string name) => Text(name) switch { "yes" => true, "no" => false, _ => null };

    public DateOnly? Date(string name) =>
        DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Day and time of day in Vietnam, from the fields <c>name-date</c> and <c>name-time</c>.</summary>
    public DateTimeOffset? Moment(string name) =>
        Date(name + "-date") is { Year: >= 1900 } date
        && TimeOnly.TryParseExact(Text(name + "-time"), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(date.ToDateTime(time), VietnamTime.Offset)
            : null;
}
