using static Gbv.Domain.Registers.Columns;

namespace Gbv.Domain.Registers;

/// <summary>Code lists of the registers alone; lists that cases have too are taken from there.</summary>
public static class Lists
{
    public static readonly CodeList UnitKind = List("register.unit-kind",
        ("culture", "Phòng Văn hóa – Xã hội", "Culture and Society Division"),
        ("office", "Văn phòng HĐND và UBND", "Office of the People's Council and Committee"),
        ("health", "Trạm Y tế", "Health station"),
        ("police", "Công an xã", "Commune police"),
        ("economy", "Phòng Kinh tế", "Economic Division"),
        ("military", "Ban Chỉ huy Quân sự", "Military command"),
        ("department", "Phòng, ban khác", "Other department"),
        ("front", "Mặt trận Tổ quốc và đoàn thể", "Fatherland Front and organisations"),
        ("school", "Cơ sở giáo dục", "School"),
        ("hamlet", "Ấp, khóm", "Hamlet"));

    public static readonly CodeList Due = List("register.due",
        ("yearly", "Hằng năm (trước 20/11)", "Each year (before 20 November)"),
        ("date", "Một ngày nhất định", "A certain day"),
        ("programme", "Suốt giai đoạn, đến 2030", "Throughout, until 2030"));

    public static readonly CodeList Progress = List("register.progress",
        ("not-started", "Chưa bắt đầu", "Not begun"), ("under-way", "Đang làm", "Under way"), ("done", "Đã xong", "Done"));

    public static readonly CodeList Topic = List("register.topic",
        ("behaviour", "Thay đổi hành vi về bạo lực giới", "Behaviour change"),
        ("digital-safety", "An toàn số, bạo lực trên không gian mạng", "Digital safety, online violence"),
        ("domestic", "Phòng, chống bạo lực gia đình", "Domestic violence"),
        ("child-marriage", "Tảo hôn", "Child marriage"),
        ("consanguineous", "Hôn nhân cận huyết thống", "Consanguineous marriage"),
        ("harmful-practice", "Hành vi có hại", "Harmful practices"),
        ("minority-equality", "Bình đẳng giới vùng đồng bào dân tộc thiểu số", "Equality in minority areas"),
        ("sex-education", "Giáo dục giới tính", "Sex education"),
        ("workplace", "Quấy rối tại nơi làm việc", "Harassment at work"));

    public static readonly CodeList EventChannel = List("register.event-channel",
        ("meeting", "Họp, nói chuyện trực tiếp", "Meeting"), ("loudspeaker", "Loa truyền thanh cơ sở", "Local loudspeakers"),
        ("press", "Báo, đài", "Press, radio, television"), ("online", "Nền tảng số", "Online"),
        ("poster", "Tờ rơi, pa nô", "Leaflets, posters"), ("school", "Ngoại khóa trong trường", "School activity"), ("other", "Khác", "Other"));

    public static readonly CodeList Audience = List("register.audience",
        ("public", "Người dân", "Public"), ("women", "Phụ nữ", "Women"), ("men", "Nam giới", "Men"), ("youth", "Thanh niên", "Youth"),
        ("pupils", "Học sinh", "Pupils"), ("parents", "Cha mẹ", "Parents"), ("workers", "Người lao động", "Workers"),
        ("minority", "Đồng bào dân tộc thiểu số", "Ethnic minorities"), ("officials", "Cán bộ, công chức", "Officials"));

    public static readonly CodeList PointKind = List("register.point-kind",
        ("health-station", "Cơ sở y tế", "Health facility"), ("social-assistance", "Cơ sở trợ giúp xã hội công lập", "Public social assistance facility"),
        ("school-counselling", "Tư vấn, công tác xã hội trong trường", "School counselling and social work"), ("other", "Khác", "Other"));

    public static readonly CodeList DocumentKind = List("register.document-kind",
        ("coordination", "Văn bản phối hợp liên ngành", "Coordination between agencies"), ("plan", "Kế hoạch", "Plan"), ("other", "Khác", "Other"));

    public static readonly CodeList InspectionKind = List("register.inspection-kind",
        ("inspection", "Kiểm tra", "Inspection"), ("supervision", "Giám sát", "Supervision"), ("critique", "Phản biện xã hội", "Social critique"));

    public static readonly CodeList SchoolLevel = List("register.school-level",
        ("kindergarten", "Mầm non", "Kindergarten"), ("primary", "Tiểu học", "Primary"), ("lower-secondary", "Trung học cơ sở", "Lower secondary"),
        ("upper-secondary", "Trung học phổ thông", "Upper secondary"), ("continuing", "Giáo dục thường xuyên, nghề", "Continuing, vocational"));

    public static readonly CodeList EmployerKind = List("register.employer-kind",
        ("enterprise", "Doanh nghiệp", "Enterprise"), ("household", "Hộ kinh doanh", "Household business"));

    public static readonly CodeList RuleForm = List("register.rule-form",
        ("own", "Ban hành quy định riêng", "Own rule"), ("annex", "Lồng ghép hoặc phụ lục nội quy lao động", "Part or annex of the labour rules"));

    public static readonly CodeList HamletForm = List("register.hamlet-form",
        ("online", "Tiếp nhận trực tuyến", "Online intake"), ("management", "Công nghệ thông tin trong quản lý", "IT in management"),
        ("support", "Công nghệ thông tin trong hỗ trợ", "IT in support"));

    public static readonly CodeList StaffGroup = List("register.staff-group",
        ("official", "Cán bộ", "Official"), ("civil-servant", "Công chức", "Civil servant"), ("public-employee", "Viên chức", "Public employee"),
        ("employee", "Nhân viên", "Employee"), ("collaborator", "Cộng tác viên công tác xã hội", "Social-work collaborator"));

    public static readonly CodeList CourseTopic = List("register.course-topic",
        ("prevention", "Kiến thức phòng ngừa và ứng phó", "Prevention and response"), ("cyber", "Bạo lực trên không gian mạng", "Cyber violence"),
        ("case-handling", "Tiếp nhận, xử lý tình huống", "Case handling"), ("social-work", "Công tác xã hội", "Social work"), ("legal-aid", "Trợ giúp pháp lý", "Legal aid"));

    public static readonly CodeList DigitalKind = List("register.digital-kind",
        ("intake", "Tiếp nhận", "Intake"), ("statistics", "Thống kê, báo cáo", "Statistics, reports"), ("sharing", "Chia sẻ dữ liệu", "Sharing of data"), ("other", "Khác", "Other"));

    public static readonly CodeList Money = List("register.money",
        ("state", "Ngân sách nhà nước", "State budget"), ("integrated", "Lồng ghép chương trình, dự án", "Integrated programmes"), ("donors", "Tài trợ, viện trợ, huy động", "Donors and aid"));
}
