using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.Journeys;

/// <summary>A neighbour tells what she heard: W1 to W6.</summary>
internal static class WitnessReport
{
    public static async Task<string> SendAsync(Visitor visitor, Func<string, Task>? look = null)
    {
        look ??= _ => Task.CompletedTask;
        await visitor.GoAsync("/");
        await visitor.PressAsync("Tôi lo cho một người khác");

        await visitor.ArriveAsync("Có ai đang bị nguy hiểm ngay lúc này không?");
        await visitor.PickAsync("Không");
        await look("w1");
        await NextAsync(visitor, "Chuyện xảy ra ở đâu?");

        await visitor.SelectAsync("Xã, phường", "xã Cái Nhum");
        await visitor.WriteAsync("Chỗ để nhận ra", "Nhà thứ ba sau cây cầu");
        await look("w2");
        await NextAsync(visitor, "Bạn đã thấy hoặc nghe gì?");

        await visitor.PickAsync("Bị đánh, xô đẩy, bóp cổ hoặc làm đau");
        await visitor.WriteAsync("Kể thêm nếu bạn muốn", "Tối qua nghe tiếng đánh và tiếng khóc.");
        await visitor.PickAsync("Lần gần nhất là khi nào?", "Trong tháng này");
        await visitor.PickAsync("Người gây ra chuyện là ai", "Chồng, vợ hoặc người sống chung");
        await look("w3");
        await NextAsync(visitor, "Người đang gặp chuyện");

        await visitor.PickAsync("Người đó khoảng bao nhiêu tuổi?", "25–39 tuổi");
        await visitor.PickAsync("Người đó là", "Nữ");
        await visitor.WriteAsync("Tên hoặc cách nhận ra người đó", "Chị bán xôi đầu chợ");
        await visitor.PickAsync("Người đó có biết bạn báo tin không?", "Không biết");
        await look("w4");
        await NextAsync(visitor, "Bạn là ai?");

        await visitor.PickAsync("Hàng xóm, người chứng kiến");
        await visitor.WriteAsync("Tên của bạn", "Bà Sáu");
        await look("w5");
        await NextAsync(visitor, "Xem lại và gửi");

        await visitor.PickAsync("Tôi đồng ý để người phụ trách đọc và xử lý những gì tôi viết. * (cần có)");
        await look("w6");
        await visitor.PressAsync("Gửi");
        await visitor.ArriveAsync("Chúng tôi đã nhận được tin của bạn");
        await look("w-receipt");
        return await visitor.Page.Locator("#code").InnerTextAsync();
    }

    private static async Task NextAsync(Visitor visitor, string heading)
    {
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync(heading);
    }
}
