using System.Security.Cryptography;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>A year that stands on the page for everybody, put there without its life before.</summary>
internal static class OpenYears
{
    public static readonly Period Year = Period.Parse("2026");

    public static ReportDocument Document(CommuneCode area, string name, IReadOnlyList<(CommuneCode, string)>? areas = null)
    {
        var input = new ReportInput(Year, area, AMonth(), new DateTimeOffset(2027, 1, 5, 0, 0, 0, TimeSpan.Zero), areas ?? [(CaiNhum, "xã Cái Nhum"), (new CommuneCode("nhon-phu"), "xã Nhơn Phú")]);
        var plan = PlanModels.Commune(new IndicatorInput(new CommuneRegisters(area, name, []), [], Year.FirstDay, Year.LastDay));
        return Facts.Document(area: area, name: name, period: Year) with { Report = PlanBlock.AddShareable(ShareableReport.Build(input, _ => 0.5, []), plan) };
    }

    public static async Task PutAsync(StorageClients storage, CancellationToken ct, params ReportDocument[] documents)
    {
        var shelf = new OpenDataShelf(storage);
        var index = PublishedIndex.Empty;
        foreach (var document in documents.DefaultIfEmpty(Document(CaiNhum, "xã Cái Nhum")))
        {
            var files = ReportFormats.WriteShareable(document);
            var entry = new PublishedEntry(Year, document.Report.Area, document.AreaName, 1, new DateTimeOffset(2027, 1, 20, 2, 0, 0, TimeSpan.Zero),
                [.. files.Select(f => new PublishedFile(ReportFormats.Extension(f.Format), "so-lieu." + ReportFormats.Extension(f.Format), f.Content.Length, Convert.ToHexStringLower(SHA256.HashData(f.Content))))]);
            foreach (var (file, content) in entry.Files.Zip(files)) await shelf.PutAsync(entry.BlobOf(file), new BinaryData(content.Content), ct);
            index = index.With(Year, entry.Area, entry);
        }

        Assert.True(await shelf.TryWriteAsync(index, ct));
    }
}
