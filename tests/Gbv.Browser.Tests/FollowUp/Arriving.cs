using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.FollowUp;

/// <summary>How she comes back with her code.</summary>
internal static class Arriving
{
    public static async Task EnterAsync(Visitor she, string code)
    {
        await TypeAsync(she, code);
        await she.ArriveAsync("Trả lời cho bạn");
    }

    /// <summary>Whether or not it opens anything.</summary>
    public static async Task TypeAsync(Visitor she, string code)
    {
        await she.GoAsync("/follow-up");
        await she.WriteAsync("Mã", code);
        await she.PressAsync("Xem");
    }
}
