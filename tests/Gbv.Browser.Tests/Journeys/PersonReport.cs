using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.Journeys;

/// <summary>Somebody who needs help fills in the long way, P1 to P8, as she sees it on the screen.</summary>
internal sealed record PersonReport
{
    /// <summary>Tests that read mails or count reports take another commune, so that nobody else's mails come between.</summary>
    public string Commune { get; init; } = "phường Trà Vinh";
    public string Age { get; init; } = "25–39 tuổi";
    public IReadOnlyList<string> Happenings { get; init; } = ["Bị chửi mắng, đe dọa, theo dõi, cấm gặp người khác"];
    public string LastTime { get; init; } = "Trong tháng này";
    public IReadOnlyList<string> Signs { get; init; } = [];
    public string Relation { get; init; } = "Chồng, vợ hoặc người sống chung";
    public IReadOnlyList<string> NotToBeTold { get; init; } = [];
    public IReadOnlyList<string> Wishes { get; init; } = [];
    public string Narrative { get; init; } = "Anh ấy giữ điện thoại và không cho tôi về thăm mẹ.";
    public string Phone { get; init; } = "0912 345 678";

    /// <summary>Fills in everything and sends it; every step is shown to <paramref name="look"/> as it was reached. Gives the receipt code.</summary>
    public async Task<string> SendAsync(Visitor visitor, Func<string, Task>? look = null)
    {
        look ??= _ => Task.CompletedTask;
        await visitor.GoAsync("/");
        await look("home");
        await visitor.PressAsync("Tôi muốn được giúp");

        await visitor.ArriveAsync("Bây giờ bạn có an toàn không?");
        await look("p1");
        await visitor.PickAsync("Có");
        await NextAsync(visitor, "Một chút về bạn");

        await visitor.SelectAsync("Xã, phường", Commune);
        await visitor.WriteAsync("Ấp, khóm", "Ấp 3");
        await visitor.PickAsync("Tuổi của bạn", Age);
        await visitor.PickAsync("Bạn là", "Nữ");
        await look("p2");
        await NextAsync(visitor, "Chuyện gì đã xảy ra?");

        foreach (var happening in Happenings) await visitor.PickAsync(happening);
        await visitor.WriteAsync("Kể thêm nếu bạn muốn", Narrative);
        await look("p3");
        await NextAsync(visitor, "Chuyện này thế nào rồi?");

        await visitor.PickAsync("Lần gần nhất là khi nào?", LastTime);
        foreach (var sign in Signs) await visitor.PickAsync(sign);
        await look("p4");
        await NextAsync(visitor, "Người đó là ai đối với bạn?");

        await visitor.PickAsync(Relation);
        foreach (var office in NotToBeTold) await visitor.PickAsync("Có nơi nào bạn không muốn biết", office);
        await look("p5");
        await NextAsync(visitor, "Bạn muốn được giúp gì?");

        foreach (var wish in Wishes) await visitor.PickAsync(wish);
        await look("p6");
        await NextAsync(visitor, "Liên lạc với bạn thế nào cho an toàn?");

        await visitor.PickAsync("Cách liên lạc", "Gọi điện");
        await visitor.WriteAsync("Số điện thoại hoặc địa chỉ", Phone);
        await visitor.PickAsync("Giờ an toàn", "Sáng");
        await visitor.PickAsync("Được để lại lời nhắn không?", "Không");
        await visitor.WriteAsync("Gọi bạn là", "Chị Tư");
        await visitor.WriteAsync("Từ bí mật", "măng cụt");
        await look("p7");
        await NextAsync(visitor, "Xem lại và gửi");

        await visitor.PickAsync("Tôi đồng ý để người phụ trách đọc và xử lý những gì tôi viết. * (cần có)");
        await look("p8");
        await visitor.PressAsync("Gửi");
        await visitor.ArriveAsync("Chúng tôi đã nhận được tin của bạn");
        await look("receipt");
        return await visitor.Page.Locator("#code").InnerTextAsync();
    }

    private static async Task NextAsync(Visitor visitor, string heading)
    {
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync(heading);
    }
}
