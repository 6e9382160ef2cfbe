using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Requests;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.FollowUp;

public sealed class WordCheckTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    [Theory, InlineData("xoài"), InlineData(" XOÀI "), InlineData("xoai")]
    public async Task The_word_is_known_however_it_is_typed(string typed)
    {
        await ReceivedAsync(AReport.OfAPerson);

        Assert.Equal(WordResult.Right, await CheckAsync(typed));
    }

    [Fact]
    public async Task Five_wrong_tries_a_day_are_all_and_the_caseworker_hears_of_it()
    {
        await ReceivedAsync(AReport.OfAPerson);
        for (var i = 1; i < SecretWord.TriesADay; i++) Assert.Equal(WordResult.Wrong, await CheckAsync("mít"));
        Assert.Equal(WordResult.Spent, await CheckAsync("mít"));

        Assert.Equal(WordResult.Spent, await CheckAsync("xoài"));
        var read = await ReadAsync();
        Assert.Single(read.Events, e => e is { Kind: EventKind.Request, Detail: "word-tries" });
        Assert.Single(read.Effects, e => e.Target == "word-tries");
        World.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(WordResult.Right, await CheckAsync("xoài"));
    }

    [Fact]
    public async Task Right_tries_are_not_counted()
    {
        await ReceivedAsync(AReport.OfAPerson);

        for (var i = 0; i < 2 * SecretWord.TriesADay; i++) Assert.Equal(WordResult.Right, await CheckAsync("xoài"));
    }

    [Fact]
    public async Task Many_browsers_at_once_have_no_more_tries()
    {
        await ReceivedAsync(AReport.OfAPerson);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return await CheckAsync($"quả {i}");
            }
            catch (Azure.RequestFailedException)
            {
                // Too much at once: nothing was compared.
                return WordResult.None;
            }
        }));

        Assert.InRange(results.Count(r => r == WordResult.Wrong), 1, SecretWord.TriesADay - 1);
        for (var i = 0; i < SecretWord.TriesADay; i++) await CheckAsync("mít");
        Assert.Equal(WordResult.Spent, await CheckAsync("xoài"));
    }

    [Fact]
    public async Task Without_a_word_or_for_a_third_party_nothing_is_compared()
    {
        await ReceivedAsync(AReport.OfAPerson with { Contact = new() });
        Assert.Equal(WordResult.None, await CheckAsync("xoài"));

        await ReceivedAsync(AReport.ByAWitness with { Contact = new() { SecretWord = "xoài" } });
        Assert.Equal(WordResult.None, await CheckAsync("xoài"));
    }

    private Task<WordResult> CheckAsync(string typed) => World.Get<WordCheck>().CheckAsync(Code, typed, Cancel);
}
