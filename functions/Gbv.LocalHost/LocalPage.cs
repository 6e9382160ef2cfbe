using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gbv.Domain.Shared;

namespace Gbv.LocalHost;

/// <summary>The frame of the pages for the person at this machine.</summary>
internal static class LocalPage
{
    private const string Style = """
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; vertical-align: top }
        td.number { text-align: right; white-space: nowrap } tbody tr.begins td { border-top: 2px solid #1b1b1b }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ccc; padding: 1rem; font: inherit } iframe { width: 100%; height: 28rem; border: 1px solid #ccc }
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static IResult Show(string title, string body) => Results.Text($"""
        <!DOCTYPE html>
        <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Text(title)}</title><style>{Style}</style></head>
        <body><main><h1>{Text(title)}</h1>{body}</main></body></html>
        """, "text/html", Encoding.UTF8);

    public static string Text(string text) => Encoder.Encode(text);

    public static string Time(DateTimeOffset at) => at.ToVietnam().ToString("HH:mm:ss dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
