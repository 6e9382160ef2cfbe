using System.Text.RegularExpressions;
using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.Journeys;

/// <summary>Somebody who needs help, on her phone, with and without scripts.</summary>
public sealed partial class PersonJourneyTests(BrowserFixture browser, AppFixture app)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_report_goes_from_the_home_page_to_a_receipt_and_each_page_keeps_its_promises(bool javaScript)
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        var code = await new PersonReport { Wishes = ["Tư vấn pháp luật, hướng dẫn xin trợ giúp pháp lý"] }
            .SendAsync(visitor, visitor.LookAtPublicAsync);
        Assert.Matches(Code(), code);
    }

    [Fact]
    public async Task Every_step_can_be_read_on_an_office_computer()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Desktop);
        await new PersonReport().SendAsync(visitor, visitor.LookAtPublicAsync);
    }

    [GeneratedRegex(@"^\d{4} \d{4} \d{4} \d{4}$")]
    private static partial Regex Code();
}
