using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.FollowUp;

/// <summary>What a reporter writes gets through, however busy the case is and whatever became of an earlier attempt.</summary>
public sealed class ReporterChangesTests(PagesFixture pages) : InboxTest(pages), IClassFixture<PagesFixture>
{
    private FollowUpService Service => App.Services.GetRequiredService<FollowUpService>();

    [Fact]
    public async Task Messages_that_meet_at_one_case_are_all_kept()
    {
        var code = ReceiptCode.TryParse(await ReceiptAsync())!.Value;
        string[] texts = [.. Enumerable.Range(1, 20).Select(n => $"Tin {n}")];

        var results = await Task.WhenAll(texts.Select(text => Service.SendMessageAsync(code, text, Guid.NewGuid().ToString(), Cancel)));

        Assert.All(results, r => Assert.Equal(ReporterResult.Done, r));
        Assert.Equal(texts.Order(), (await ReadAsync(code.ToString())).Messages.Select(m => m.Text).Order());
    }

    [Fact]
    public async Task A_form_whose_first_attempt_was_given_up_gets_through_when_it_is_sent_again_and_once()
    {
        var code = ReceiptCode.TryParse(await ReceiptAsync())!.Value;
        var form = Guid.NewGuid().ToString();
        Assert.True(await App.Services.GetRequiredService<CaseStore>().CancelOperationAsync(await CaseOfAsync(code.ToString()), ReporterChanges.Operation(form, cancelled: 0), Cancel));

        Assert.Equal(ReporterResult.Done, await Service.SendMessageAsync(code, "Vẫn đến nơi.", form, Cancel));
        Assert.Equal(ReporterResult.Done, await Service.SendMessageAsync(code, "Vẫn đến nơi.", form, Cancel));

        Assert.Single((await ReadAsync(code.ToString())).Messages);
    }
}
