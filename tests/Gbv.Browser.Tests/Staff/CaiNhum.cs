namespace Gbv.Browser.Tests.Staff;

/// <summary>Tests that read the mails of this commune's people run one after the other.</summary>
internal static class CaiNhum
{
    public const string Mails = "mails of Cái Nhum";
}
