using System.Globalization;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Layout;

/// <summary>Times as people read them: Vietnamese time, 24 hours.</summary>
public static class When
{
    /// <summary>"08:46 ngày 24/11/2026".</summary>
    public static string Text(Texts t, DateTimeOffset at)
    {
        var local = at.ToVietnam();
        return t["layout.when", local.ToString("HH:mm", CultureInfo.InvariantCulture), at.VietnamDate().Written()];
    }
}
