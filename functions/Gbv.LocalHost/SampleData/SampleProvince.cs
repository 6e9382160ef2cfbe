using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.LocalHost.SampleData;

/// <summary>The province's people and places. All are of office <c>province</c>: excluding a commune's office never excludes them.</summary>
internal static class SampleProvince
{
    public static readonly SampleArea VinhLong = Build();

    private static SampleArea Build()
    {
        var area = new AreaBuilder(CommuneCode.Province.Value, "tỉnh Vĩnh Long", 1, 0);
        return area
            .Role("coordinator", "Võ Thị Ngọc Hân", "Sở Nội vụ, Phòng Bình đẳng giới", Office.Province, [DirectoryRole.Coordinator], "stand-in")
            .Role("stand-in", "Huỳnh Minh Triết", "Sở Nội vụ, Phòng Bình đẳng giới", Office.Province, [DirectoryRole.StandIn], "coordinator")
            .Role("duty", "Lâm Quốc Thái", "Sở Nội vụ, bộ phận trực", Office.Province, [DirectoryRole.Duty], "stand-in")
            .Role("approver", "Trương Thị Bích Liên", "Sở Nội vụ", Office.Province, [DirectoryRole.Approver])
            .Role("recipient-home", "Phan Văn Lộc", "Sở Nội vụ, Văn phòng", Office.Province, [DirectoryRole.ReportRecipient])
            .Role("recipient-culture", "Dương Thị Kim Thoa", "Sở Văn hóa, Thể thao và Du lịch", Office.Province, [DirectoryRole.ReportRecipient])
            .Pair("police", "Công an tỉnh", Office.Province, [Service.Police], "Nguyễn Hoàng Phúc", "Trần Thị Mỹ Duyên")
            .Pair("child-protection", "Phòng Trẻ em, cấp tỉnh", Office.Province, [Service.ChildProtection], "Lê Thị Thanh Trúc", "Đỗ Minh Nhựt")
            .Pair("legal-aid", "Trung tâm Trợ giúp pháp lý nhà nước tỉnh", Office.Province, [Service.LegalAid], "Bùi Thị Hồng Nhung", "Cao Văn Khải")
            .Pair("health", "Bệnh viện đa khoa tỉnh", Office.Province, [Service.Health], "Bác sĩ Phạm Thị Diễm My", "Bác sĩ Mai Thanh Sơn")
            .Pair("social-work", "Trung tâm Công tác xã hội tỉnh", Office.Province,
                [Service.SocialWork, Service.Psychosocial, Service.Shelter, Service.Livelihood, Service.Education, Service.CommunitySupport], "Thạch Thị Sô Phi", "Ngô Thị Cẩm Tú")
            .Role("data-protection", "Hồ Thị Tuyết Mai", "Sở Nội vụ, bộ phận bảo vệ dữ liệu", Office.Province, [DirectoryRole.DataProtection])
            .Point(new ServicePoint
            {
                Id = "hospital",
                Commune = CommuneCode.Province,
                Name = "Bệnh viện đa khoa tỉnh, phòng khám kín đáo",
                Service = Service.Health,
                Address = "Phường Phước Hậu",
                Phone = area.Number(21),
                Hours = "Ngày và đêm, cả tuần",
                Cost = "Bảo hiểm y tế; sơ cứu không phải trả tiền trước",
                Accessibility = "Lối vào cho xe lăn, thang máy",
                Languages = "Tiếng Việt, tiếng Khmer",
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "legal-aid",
                Commune = CommuneCode.Province,
                Name = "Trung tâm Trợ giúp pháp lý nhà nước tỉnh",
                Service = Service.LegalAid,
                Address = "Phường Long Châu",
                Phone = area.Number(22),
                Hours = "Thứ Hai đến thứ Sáu, 7:00–11:00 và 13:00–17:00",
                Cost = "Miễn phí",
                Accessibility = "Phòng tiếp ở tầng trệt",
                Languages = "Tiếng Việt, có phiên dịch tiếng Khmer khi hẹn trước",
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "social-work",
                Commune = CommuneCode.Province,
                Name = "Trung tâm Công tác xã hội tỉnh",
                Service = Service.Psychosocial,
                Address = "Phường Thanh Đức",
                Phone = area.Number(23),
                Hours = "Ngày và đêm, cả tuần",
                Cost = "Miễn phí",
                Accessibility = "Lối vào cho xe lăn, có người biết ngôn ngữ ký hiệu",
                Languages = "Tiếng Việt, tiếng Khmer",
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "shelter",
                Commune = CommuneCode.Province,
                Name = "Chỗ ở tạm an toàn của tỉnh",
                Service = Service.Shelter,
                Phone = area.Number(24),
                Hours = "Ngày và đêm, cả tuần; gọi trước, có người đón",
                Cost = "Miễn phí",
                Accessibility = "Phòng cho người đi xe lăn; nhận cả con nhỏ",
                Languages = "Tiếng Việt, tiếng Khmer",
                WomenStaff = true,
            })
            .Build();
    }
}
