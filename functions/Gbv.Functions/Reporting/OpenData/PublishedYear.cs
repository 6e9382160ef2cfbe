using System.Text.Json;
using Gbv.Domain.Statistics;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>A year for everybody as figures and keys of texts, so that its page speaks either language.</summary>
internal sealed record PublishedYear(string AreaName, PeriodReport Report)
{
    private static readonly JsonSerializerOptions Options = new(Json.Options) { IgnoreReadOnlyProperties = true };

    public IEnumerable<ReportTable> Tables => Report.Blocks.SelectMany(b => b.Tables);

    public static byte[] Write(ReportDocument document) => JsonSerializer.SerializeToUtf8Bytes(new PublishedYear(document.AreaName, document.Report), Options);

    /// <summary>Throws where the figures are not those for everybody.</summary>
    public static PublishedYear Read(BinaryData file)
    {
        var year = JsonSerializer.Deserialize<PublishedYear>(file, Options) ?? throw new InvalidDataException("A file for everybody is empty.");
        return year.Report.Variant == ReportVariant.Shareable ? year : throw new InvalidDataException("A file for everybody holds other figures.");
    }
}
