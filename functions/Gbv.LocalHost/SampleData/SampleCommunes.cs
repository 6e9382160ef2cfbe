using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.LocalHost.SampleData;

/// <summary>Three communes. Offices and their tasks are those of the plan of Cái Nhum, part V; hamlets are numbers until the operator loads the real list.</summary>
internal static class SampleCommunes
{
    private const string WorkHours = "Thứ Hai đến thứ Sáu, 7:00–11:00 và 13:00–17:00";

    public static readonly SampleArea CaiNhum = Commune("cai-nhum", "xã Cái Nhum", 2, 14, new People
    {
        Coordinator = "Nguyễn Thị Minh Châu",
        StandIn = "Trần Văn Hòa",
        Duty = "Lê Quốc Bảo",
        Chairman = "Phạm Văn Thành",
        Approver = "Đặng Thị Lan Hương",
        Health = ("Y sĩ Võ Thị Thu Hà", "Điều dưỡng Lý Văn Nghĩa"),
        Police = ("Đại úy Hồ Thị Kim Ngân", "Trung úy Nguyễn Trọng Nhân"),
        ChildProtection = ("Trương Thị Mai", "Huỳnh Văn Đạt"),
        SocialWork = ("Lê Thị Hồng Gấm", "Phan Thị Tuyết Nhi"),
        LegalAid = ("Bùi Quang Vinh", "Đoàn Thị Phượng"),
        Psychosocial = ("Trần Ngọc Ánh", "Ngô Minh Thư"),
        Women = ("Nguyễn Thị Bé Năm", "Cao Thị Thùy Linh"),
        Front = ("Dương Văn Tám", "Lâm Thị Út"),
        School = ("Thầy Đỗ Hữu Tài", "Cô Phạm Thị Ngọc Lan"),
        Shelter = ("Nguyễn Thị Sáu", "Võ Thị Bảy"),
    });

    public static readonly SampleArea NhonPhu = Commune("nhon-phu", "xã Nhơn Phú", 3, 11, new People
    {
        Coordinator = "Huỳnh Thị Kim Loan",
        StandIn = "Lê Minh Tâm",
        Duty = "Nguyễn Văn Phước",
        Chairman = "Trần Hoàng Dũng",
        Approver = "Võ Thị Thanh Tâm",
        Health = ("Bác sĩ Nguyễn Thị Yến", "Điều dưỡng Trần Quốc Huy"),
        Police = ("Thiếu tá Phạm Minh Đức", "Thượng úy Lê Thị Trâm"),
        ChildProtection = ("Đặng Thị Hạnh", "Nguyễn Hữu Lợi"),
        SocialWork = ("Phan Thị Kiều", "Bùi Văn Toàn"),
        LegalAid = ("Lâm Thị Ngọc Diệp", "Hồ Văn Quí"),
        Psychosocial = ("Cao Thị Bảo Trân", "Đỗ Thị Xuân"),
        Women = ("Ngô Thị Tư", "Trương Thị Bích"),
        Front = ("Lý Văn Chín", "Dương Thị Hai"),
        School = ("Cô Đoàn Thị Thủy", "Thầy Mai Văn Tiến"),
        Shelter = ("Huỳnh Thị Mười", "Lê Thị Ba"),
    });

    public static readonly SampleArea TraVinh = Commune("phuong-tra-vinh", "phường Trà Vinh", 4, 12, new People
    {
        Coordinator = "Kim Thị Sa Rinh",
        StandIn = "Nguyễn Thị Hoàng Oanh",
        Duty = "Thạch Minh Khôi",
        Chairman = "Lê Văn Tài",
        Approver = "Sơn Thị Ngọc Ánh",
        Health = ("Bác sĩ Thạch Thị Thanh Thảo", "Y sĩ Trần Minh Quân"),
        Police = ("Thiếu tá Kim Sô Phát", "Đại úy Nguyễn Thị Thúy An"),
        ChildProtection = ("Sơn Thị Sa Rươne", "Phạm Thị Hiếu"),
        SocialWork = ("Thạch Thị Na", "Võ Văn Lành"),
        LegalAid = ("Lê Hữu Nghị", "Kim Thị Phương"),
        Psychosocial = ("Trần Thị Mỹ Hạnh", "Sơn Minh Thắng"),
        Women = ("Kim Thị Hiền", "Nguyễn Thị Đẹp"),
        Front = ("Thạch Kim Sang", "Trần Thị Cúc"),
        School = ("Cô Thạch Thị Bô Pha", "Thầy Nguyễn Đình Phong"),
        Shelter = ("Thạch Thị Hai", "Phan Thị Lựu"),
    });

    private static SampleArea Commune(string code, string name, int number, int hamlets, People p)
    {
        const string culture = "Phòng Văn hóa – Xã hội";
        const string office = "Văn phòng HĐND và UBND";
        var area = new AreaBuilder(code, name, number, hamlets);
        var own = new CommuneCode(code);
        return area
            .Role("coordinator", p.Coordinator, culture, Office.CommuneOffice, [DirectoryRole.Coordinator], "stand-in")
            .Role("stand-in", p.StandIn, culture, Office.CommuneOffice, [DirectoryRole.StandIn], "coordinator")
            .Role("duty", p.Duty, office, Office.CommuneOffice, [DirectoryRole.Duty], "stand-in")
            .Role("chairman", p.Chairman, $"UBND {name}", Office.CommuneOffice, [DirectoryRole.Chairman, DirectoryRole.ReportRecipient])
            .Role("approver", p.Approver, $"UBND {name}", Office.CommuneOffice, [DirectoryRole.Approver])
            .Pair("health", $"Trạm Y tế {name}", Office.HealthStation, [Service.Health], p.Health.First, p.Health.Second)
            .Pair("police", $"Công an {name}", Office.Police, [Service.Police], p.Police.First, p.Police.Second)
            .Pair("child-protection", culture, Office.CommuneOffice, [Service.ChildProtection], p.ChildProtection.First, p.ChildProtection.Second)
            .Pair("social-work", culture, Office.CommuneOffice, [Service.SocialWork], p.SocialWork.First, p.SocialWork.Second)
            .Pair("legal-aid", office, Office.CommuneOffice, [Service.LegalAid], p.LegalAid.First, p.LegalAid.Second)
            .Pair("psychosocial", $"Trạm Y tế {name}, phòng tư vấn", Office.HealthStation, [Service.Psychosocial], p.Psychosocial.First, p.Psychosocial.Second)
            .Pair("women", $"Hội Liên hiệp Phụ nữ {name}", Office.Community, [Service.CommunitySupport], p.Women.First, p.Women.Second)
            .Pair("front", $"Ủy ban MTTQ Việt Nam {name}", Office.Community, [Service.Livelihood, Service.CommunitySupport], p.Front.First, p.Front.Second)
            .Pair("school", "Trường THCS, tổ tư vấn học đường", Office.School, [Service.Education], p.School.First, p.School.Second)
            // The unit's name stands on a page that anybody with the link sees: it must not say what the place is.
            .Pair("shelter", "Tổ hỗ trợ cộng đồng", Office.Community, [Service.Shelter], p.Shelter.First, p.Shelter.Second)
            .Point(new ServicePoint
            {
                Id = "health",
                Commune = own,
                Name = $"Trạm Y tế {name}",
                Service = Service.Health,
                Address = $"Trung tâm {name}",
                Phone = area.Number(11),
                Hours = "Ngày và đêm, cả tuần; khám thường 7:00–17:00",
                Cost = "Bảo hiểm y tế; sơ cứu miễn phí",
                Accessibility = "Lối vào cho xe lăn",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "counselling",
                Commune = own,
                Name = "Phòng tư vấn tại Trạm Y tế",
                Service = Service.Psychosocial,
                Address = $"Trung tâm {name}",
                Phone = area.Number(12),
                Hours = WorkHours,
                Cost = "Miễn phí",
                Accessibility = "Phòng riêng ở tầng trệt",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "police",
                Commune = own,
                Name = $"Công an {name}",
                Service = Service.Police,
                Address = $"Trụ sở Công an {name}",
                Phone = area.Number(13),
                Hours = "Ngày và đêm, cả tuần",
                Cost = "Miễn phí",
                Accessibility = "Phòng tiếp ở tầng trệt",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "legal-aid",
                Commune = own,
                Name = "Hướng dẫn trợ giúp pháp lý, Văn phòng HĐND và UBND",
                Service = Service.LegalAid,
                Address = $"Trụ sở UBND {name}",
                Phone = area.Number(14),
                Hours = WorkHours,
                Cost = "Miễn phí",
                Accessibility = "Lối vào cho xe lăn",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "child-protection",
                Commune = own,
                Name = "Người làm công tác bảo vệ trẻ em",
                Service = Service.ChildProtection,
                Address = $"Phòng Văn hóa – Xã hội, UBND {name}",
                Phone = area.Number(15),
                Hours = WorkHours,
                Cost = "Miễn phí",
                Accessibility = "Lối vào cho xe lăn; có thể đến tận nơi",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "women",
                Commune = own,
                Name = $"Hội Liên hiệp Phụ nữ {name}",
                Service = Service.CommunitySupport,
                Address = $"Nhà văn hóa {name}",
                Phone = area.Number(16),
                Hours = WorkHours,
                Cost = "Miễn phí",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Point(new ServicePoint
            {
                Id = "shelter",
                Commune = own,
                Name = "Chỗ ở tạm an toàn trong xã",
                Service = Service.Shelter,
                Phone = area.Number(17),
                Hours = "Ngày và đêm, cả tuần; gọi trước, có người đón",
                Cost = "Miễn phí",
                Accessibility = "Nhận cả con nhỏ; có phòng cho người đi lại khó",
                Languages = Languages(number),
                WomenStaff = true,
            })
            .Build();
    }

    /// <summary>Every second neighbour speaks Khmer in the ward; elsewhere somebody is called.</summary>
    private static string Languages(int number) => number == 4 ? "Tiếng Việt, tiếng Khmer" : "Tiếng Việt; tiếng Khmer khi hẹn trước";

    private sealed record People
    {
        public required string Coordinator { get; init; }
        public required string StandIn { get; init; }
        public required string Duty { get; init; }
        public required string Chairman { get; init; }
        public required string Approver { get; init; }
        public required (string First, string Second) Health { get; init; }
        public required (string First, string Second) Police { get; init; }
        public required (string First, string Second) ChildProtection { get; init; }
        public required (string First, string Second) SocialWork { get; init; }
        public required (string First, string Second) LegalAid { get; init; }
        public required (string First, string Second) Psychosocial { get; init; }
        public required (string First, string Second) Women { get; init; }
        public required (string First, string Second) Front { get; init; }
        public required (string First, string Second) School { get; init; }
        public required (string First, string Second) Shelter { get; init; }
    }
}
