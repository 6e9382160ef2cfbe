using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.LocalHost.Platform;
using Microsoft.Extensions.Configuration;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>A role does not start without its keys, and says of each what is wrong and how to mend it.</summary>
public sealed class KeyCheckTests
{
    private static readonly IReadOnlyDictionary<string, string> Keys = TestKeys.Shared;

    private static readonly IReadOnlyDictionary<string, string> Older = KeySet.Generate(receiptRounds: 1);

    public static TheoryData<string> Roles => ["public", "back", "all"];

    [Theory, MemberData(nameof(Roles))]
    public void A_complete_set_is_enough_and_so_is_one_with_older_keys_behind_the_newest(string role)
    {
        Assert.Empty(Of(role, Set(role)));

        var both = Set(role).ToDictionary(k => k.Key, k => k.Key.Split(':').Length == 2 && !k.Key.EndsWith("Current", StringComparison.Ordinal) ? $"{k.Value};{Older[k.Key]}" : k.Value);
        Assert.Empty(Of(role, both));
    }

    [Theory, MemberData(nameof(Roles))]
    public void Each_key_that_is_missing_is_named(string role)
    {
        foreach (var name in Set(role).Keys.Where(k => NewKeysVerb.VaultOf(k) is not null && (role != "all" || k != "Keys:RingPublic")))
            Assert.Contains(Of(role, Set(role).Where(k => k.Key != name)), w => w.Contains(name, StringComparison.Ordinal) && w.Contains("missing", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Roles))]
    public void Each_key_that_is_none_is_named_and_never_shown(string role)
    {
        foreach (var (name, value) in Set(role).Where(k => NewKeysVerb.VaultOf(k.Key) is not null && (role != "all" || k.Key != "Keys:RingPublic")))
        {
            var cut = value[..(value.Length / 2)];
            var wrong = Of(role, new Dictionary<string, string>(Set(role)) { [name] = cut });
            Assert.Contains(wrong, w => w.Contains(name, StringComparison.Ordinal) && w.Contains("is no key", StringComparison.Ordinal));
            Assert.DoesNotContain(wrong, w => w.Contains(cut, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_reference_that_was_not_resolved_is_told_from_a_wrong_key() => Assert.Contains(
        Of("back", new Dictionary<string, string>(Set("back")) { ["Keys:Link"] = "@Microsoft.KeyVault(VaultName=kv;SecretName=Keys-Link)" }),
        w => w.Contains("reference that was not resolved", StringComparison.Ordinal) && w.Contains("'back'", StringComparison.Ordinal));

    [Fact]
    public void Two_halves_of_different_pairs_are_found_and_so_is_a_generation_that_is_not_there()
    {
        var other = Older["Keys:Office:1:PublicKey"];
        Assert.Contains(Of("back", new Dictionary<string, string>(Set("back")) { ["Keys:Office:1:PublicKey"] = other }), w => w.Contains("do not belong together", StringComparison.Ordinal));
        Assert.Contains(Of("back", new Dictionary<string, string>(Set("back")) { ["Keys:OfficeCurrent"] = "2" }), w => w.Contains("no Keys:Office:2", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Set(string role) => new LocalKeys(Keys, "").For(role).ToDictionary();

    private static IReadOnlyList<string> Of(string role, IEnumerable<KeyValuePair<string, string>> keys)
    {
        var options = new KeyOptions();
        new ConfigurationBuilder().AddInMemoryCollection(keys.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value))).Build().GetSection(KeyOptions.Section).Bind(options);
        return KeyCheck.Of(options, RoleOptions.TryParse(role)!.Value, RingCertificates.Load(role == "public" ? options.RingPublic : options.RingBack));
    }
}
