using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Storage;

/// <summary>The one form in which records are written as JSON: camelCase names, kebab-case codes, no nulls or defaults that say nothing.</summary>
public static class Json
{
    public static readonly JsonSerializerOptions Options = Create();

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null");

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Letters as they are: six bytes for each would make a long report in Khmer larger than a storage property. No record is put into HTML.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new CommuneConverter());
        options.Converters.Add(new CaseIdConverter());
        options.Converters.Add(new PeriodConverter());
        return options;
    }

    private sealed class CommuneConverter : JsonConverter<CommuneCode>
    {
        public override CommuneCode Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            CommuneCode.TryParse(reader.GetString()) ?? throw new JsonException("Not a commune code.");

        public override void Write(Utf8JsonWriter writer, CommuneCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class CaseIdConverter : JsonConverter<CaseId>
    {
        public override CaseId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetString() is { Length: 32 } text ? new CaseId(text) : throw new JsonException("Not a case id.");

        public override void Write(Utf8JsonWriter writer, CaseId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class PeriodConverter : JsonConverter<Period>
    {
        public override Period Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Period.TryParse(reader.GetString()) ?? throw new JsonException("Not a period.");

        public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
