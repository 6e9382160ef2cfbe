using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Gbv.Benchmarks.Measuring;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;

namespace Gbv.Benchmarks.Submissions;

/// <summary>
/// What the submission's figure leaves out or hides: the slow derivation with the rounds of production, and the two wraps for
/// the office. Told, not held: both are slow on purpose or by their nature.
/// </summary>
internal static class Costs
{
    public static IEnumerable<Figure> Measure(OfficeKeys office)
    {
        var rounds = new ReceiptGeneration().Rounds;
        var keys = CaseKeys.New();
        yield return new Figure("slow derivation of a receipt, with the rounds of production", MedianMilliseconds(20, () => Rfc2898DeriveBytes.Pbkdf2(keys.Content, keys.Messages, rounds, HashAlgorithmName.SHA256, 48)), " ms")
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"{rounds:N0} rounds; the submissions here are measured with 1"),
        };
        yield return new Figure("wrap of both keys for the office (RSA-OAEP-256, 3072 bits)", MedianMilliseconds(200, () =>
        {
            office.Wrap(keys.Content);
            office.Wrap(keys.Messages);
        }), " ms")
        { Detail = "part of every submission here" };
    }

    private static double MedianMilliseconds(int times, Action work)
    {
        work();
        return Samples.Median(Enumerable.Range(0, times).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }).ToArray());
    }
}
