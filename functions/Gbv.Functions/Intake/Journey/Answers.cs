using Gbv.Domain.Shared;

namespace Gbv.Functions.Intake.Journey;

/// <summary>What was answered so far, by field name, as the form sends it. Unknown codes read as not answered.</summary>
internal sealed record Answers(IReadOnlyDictionary<string, string[]> Values)
{
    public static readonly Answers None = new(new Dictionary<string, string[]>());

    public IReadOnlyList<string> this[string name] => Values.GetValueOrDefault(name) ?? [];

    public bool Has(string name) => this[name].Count > 0;

    public string? Text(string name) => this[name] is [var text, ..] && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public T? One<T>(string name) where T : struct, Enum => Codes.Parse<T>(Text(name));

    public T Or<T>(string name, T otherwise = default) where T : struct, Enum => One<T>(name) ?? otherwise;

    public IReadOnlyList<T> Many<T>(string name) where T : struct, Enum =>
        [.. this[name].Select(Codes.Parse<T>).OfType<T>().Distinct()];

    public Answers With(string name, params string[] values)
    {
        var copy = new Dictionary<string, string[]>(Values, StringComparer.Ordinal);
        if (values.Length == 0) copy.Remove(name);
        else copy[name] = values;
        return new(copy);
    }
}
