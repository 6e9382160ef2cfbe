namespace Gbv.LocalHost.Mail;

/// <summary>A mail as the sending service was given it.</summary>
public sealed record LocalMail(
    string Id,
    DateTimeOffset At,
    string To,
    string ToName,
    string From,
    string FromName,
    string Subject,
    string Text,
    string Html,
    IReadOnlyDictionary<string, string> CustomArgs)
{
    /// <summary>The first link in the text; null where there is none.</summary>
    public Uri? Link => Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(x => Uri.TryCreate(x, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? uri : null)
        .FirstOrDefault(x => x is not null);
}
