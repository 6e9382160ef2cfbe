using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Gbv.Domain.Shared;

namespace Gbv.Functions;

/// <summary>
/// Every text a person sees, by language: the <c>texts.&lt;language&gt;.json</c> of all capability folders merged into one flat list.
/// A text that is missing or still empty in a language is shown in Vietnamese.
/// </summary>
public sealed class Texts
{
    public const string Vietnamese = "vi";
    public const string English = "en";
    public const string Khmer = "km";

    private static readonly ConcurrentDictionary<string, Texts> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> own;
    private readonly Texts? fallback;

    private Texts(string language)
    {
        Language = language;
        own = Read(language);
        fallback = language == Vietnamese ? null : For(Vietnamese);
    }

    public string Language { get; }

    /// <summary>Keys that this language itself fills.</summary>
    public IEnumerable<string> Keys => own.Keys;

    /// <summary>The texts of a language; of Vietnamese when the language is unknown.</summary>
    public static Texts For(string? language) =>
        Loaded.GetOrAdd(language is English or Khmer ? language : Vietnamese, static l => new Texts(l));

    public string this[string key] =>
        own.TryGetValue(key, out var text) ? text : fallback is not null ? fallback[key] : key;

    public string this[string key, params object?[] args] => string.Format(CultureInfo.InvariantCulture, this[key], args);

    public bool Has(string key) => own.ContainsKey(key) || (fallback?.Has(key) ?? false);

    /// <summary>The label of a code-list member, for example <c>AgeAnswer.under16</c>; <paramref name="voice"/> names a prefix with a wording of its own.</summary>
    public string Label<T>(T member, string? voice = null) where T : struct, Enum
    {
        var key = $"{typeof(T).Name}.{member.Code()}";
        return voice is not null && Has($"{voice}.{key}") ? this[$"{voice}.{key}"] : this[key];
    }

    /// <summary>The labels of several members, as a list in a sentence.</summary>
    public string Labels<T>(IEnumerable<T> members, string? voice = null) where T : struct, Enum =>
        string.Join("; ", members.Select(m => Label(m, voice)));

    private static Dictionary<string, string> Read(string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var assembly = typeof(Texts).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith($"texts.{language}.json", StringComparison.Ordinal)))
            ReadFile(assembly, name, texts);
        return texts;
    }

    /// <summary>Token by token: every start waits for this, and the serializer would first have to get ready.</summary>
    private static void ReadFile(Assembly assembly, string name, Dictionary<string, string> into)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var json = new Utf8JsonReader(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            var key = json.GetString()!;
            json.Read();
            if (json.GetString() is { Length: > 0 } text && !into.TryAdd(key, text))
                throw new InvalidOperationException($"The text '{key}' stands twice; the second time in {name}. Keys begin with their capability's name.");
        }
    }
}
