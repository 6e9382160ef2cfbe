namespace Gbv.Functions.Layout;

/// <summary>What the public pages say of the province and whom to call (settings <c>Public:*</c>). An empty number hides its line.</summary>
public sealed class SiteOptions
{
    public const string Section = "Public";

    /// <summary>The province as the header names it where no commune is known.</summary>
    public string ProvinceName { get; set; } = "tỉnh Vĩnh Long";

    /// <summary>The province's duty number.</summary>
    public string ProvinceDutyNumber { get; set; } = "";

    /// <summary>National child line, for children only.</summary>
    public string ChildLine { get; set; } = "111";

    /// <summary>National number of Decree 76/2023; empty until confirmed.</summary>
    public string DomesticViolenceLine { get; set; } = "";

    /// <summary>National women's line; empty until confirmed.</summary>
    public string WomenLine { get; set; } = "";

    /// <summary>Khmer pages are offered only after people have translated them.</summary>
    public bool Khmer { get; set; }

    /// <summary>Puts the years that were released for everybody on the page <c>/statistics</c>. Both roles: one copies them there, the other shows them.</summary>
    public bool Statistics { get; set; }
}
