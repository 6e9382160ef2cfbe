using System.Globalization;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Gbv.Functions.Reporting;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>
/// <c>accesses --by NAME (--case ID | --from 2026-11-01 --to 2026-11-30 [--commune cai-nhum])</c>: who read what, as CSV on standard output, times
/// of Vietnam, newest first. The look itself is recorded under the name. Exit code 0: done; 1: lines are not as they were written; 64: usage.
/// </summary>
internal sealed class AccessesVerb : IVerb
{
    private const string Usage = "Usage: accesses --by NAME (--case ID | --from 2026-11-01 --to 2026-11-30 [--commune cai-nhum]); the name stands in the record.";

    public string Name => "accesses";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (VerbArguments.Read(args, ["--by", "--case", "--commune", "--from", "--to"], []) is not { } read || read.Of("--by")?.Trim() is not { Length: > 0 and <= 300 } by) return await ExitCode.ComplainAsync(Usage);
        var commune = CommuneCode.TryParse(read.Of("--commune"));
        if (read.Of("--commune") is not null && commune is null) return await ExitCode.ComplainAsync(Usage);
        var (looks, reader) = (services.GetRequiredService<AccessLooks>(), services.GetRequiredService<AccessReader>());
        if (read.Of("--case") is { } id)
        {
            if (id.Length != 32 || !id.All(char.IsAsciiHexDigitLower) || commune is not null || read.Of("--from") is not null || read.Of("--to") is not null) return await ExitCode.ComplainAsync(Usage);
            await looks.RecordAsync(null, id, by, Name, ct);
            return await WriteAsync(await reader.OfCaseAsync(new CaseId(id), ct));
        }

        if (Day(read.Of("--from")) is not { } from || Day(read.Of("--to")) is not { } to || to < from) return await ExitCode.ComplainAsync(Usage);
        await looks.RecordAsync(commune, FormattableString.Invariant($"{from:yyyy-MM-dd}–{to:yyyy-MM-dd}"), by, Name, ct);
        return await WriteAsync(await reader.OfPeriodAsync(commune, from.StartInVietnam(), to.AddDays(1).StartInVietnam(), ct));
    }

    private static async Task<int> WriteAsync(IReadOnlyList<AccessLine> lines)
    {
        await Console.Out.WriteLineAsync("at,commune,kind,subject,by,part,why,genuine");
        foreach (var line in lines)
            await Console.Out.WriteLineAsync(string.Join(',', new[]
            {
                line.At.ToVietnam().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), line.Area?.Value ?? "", line.Kind.Code(), line.Subject, line.By, line.Part, line.Why,
                line.IsGenuine ? "yes" : "no",
            }.Select(CsvWriter.Field)));
        return lines.All(l => l.IsGenuine)
            ? ExitCode.Done
            : await ExitCode.ComplainAsync($"{lines.Count(l => !l.IsGenuine)} lines are not as they were written: treat it as an incident (docs/operations.md).", ExitCode.NotRight);
    }

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
