using Gbv.Functions.Sealing;

namespace Gbv.Functions.Tests;

/// <summary>One set of keys for every test to which it does not matter whose they are: making RSA keys takes longer than most tests.</summary>
internal static class TestKeys
{
    public static IReadOnlyDictionary<string, string> Shared { get; } = KeySet.Generate(receiptRounds: 1);
}
