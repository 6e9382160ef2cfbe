using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.Journeys;

/// <summary>A teacher writes down for a child what the child told: T1 to T7.</summary>
internal static class TeacherReport
{
    public static async Task SendAsync(Visitor visitor, Func<string, Task> look)
    {
        await visitor.GoAsync("/");
        await visitor.PressAsync("Tôi lo cho một người khác");
        await visitor.PressAsync("Tôi là giáo viên, nhân viên y tế, trưởng ấp hoặc cán bộ");

        await visitor.PickAsync("Không");
        await look("t1");
        await NextAsync(visitor, "Đơn vị của bạn");

        await visitor.PickAsync("Vai trò của bạn", "Giáo viên hoặc tư vấn học đường");
        await visitor.WriteAsync("Tên đơn vị", "Trường THCS");
        await visitor.SelectAsync("Xã, phường", "xã Cái Nhum");
        await visitor.PickAsync("Bạn biết chuyện qua cách nào?", "Gặp trực tiếp");
        await look("t2");
        await NextAsync(visitor, "Người cần giúp");

        await visitor.PickAsync("Người đó khoảng bao nhiêu tuổi?", "Dưới 16 tuổi");
        await visitor.PickAsync("Người đó là", "Nữ");
        await visitor.WriteAsync("Tên, lớp hoặc cách nhận ra", "Em Lan lớp 7A");
        await visitor.PickAsync("Liên lạc với người cần giúp thế nào cho an toàn?", "Qua một người mà người đó tin");
        await visitor.WriteAsync("Số điện thoại hoặc địa chỉ của người đó", "Cô chủ nhiệm, 0912 000 111");
        await look("t3");
        await NextAsync(visitor, "Bạn biết điều gì?");

        await visitor.PickAsync("Bị chửi mắng, đe dọa, theo dõi, cấm gặp người khác");
        await visitor.WriteAsync("Ghi đúng lời người đó nói, nếu có", "Em sợ về nhà.");
        await visitor.PickAsync("Lần gần nhất là khi nào?", "Trong 3 ngày qua");
        await visitor.PickAsync("Người gây ra chuyện là ai", "Cha, mẹ (cả cha dượng, mẹ kế)");
        await visitor.PickAsync("Người gây ra chuyện có làm ở đơn vị này không?", "Không");
        await look("t4");
        await NextAsync(visitor, "Người đó đã biết và đồng ý chưa?");

        await visitor.WriteAsync("Em muốn điều gì?", "Ở nhà bà ngoại");
        await visitor.WriteAsync("Em sợ ai biết?", "Cha");
        await visitor.PickAsync("Cha mẹ đã biết chưa?", "Không");
        await look("t5");
        await NextAsync(visitor, "Bạn đã làm gì rồi?");

        await visitor.PickAsync("Đã gọi 111");
        await visitor.WriteAsync("Tên của bạn", "Cô Phạm Thị Ngọc Lan");
        await visitor.WriteAsync("Số điện thoại của bạn", "0912 000 222");
        await look("t6");
        await NextAsync(visitor, "Xem lại và gửi");

        await visitor.PickAsync("Tôi đồng ý để người phụ trách đọc và xử lý những gì tôi viết. * (cần có)");
        await look("t7");
        await visitor.PressAsync("Gửi");
        await visitor.ArriveAsync("Chúng tôi đã nhận được tin của bạn");
        await look("t-receipt");
    }

    private static async Task NextAsync(Visitor visitor, string heading)
    {
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync(heading);
    }
}
