using Azure;
using Azure.Identity;

namespace Gbv.Functions.Hosting;

/// <summary>Why a command can't go on where that is no defect: nobody signed in, storage or the broker refuses, or does not answer. In one line.</summary>
internal static class Unreachable
{
    private const string Book = "docs/operations.md, \"Commands on your own machine\"";

    /// <summary>Null for everything else.</summary>
    public static string? Of(Exception e) => e switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Of(last),
        AuthenticationFailedException => $"Nobody is signed in who may: 'az login' ({Book}). {FirstLine(e)}",
        RequestFailedException { Status: 401 or 403 } refused =>
            $"Refused with {refused.Status} {refused.ErrorCode}: whoever runs it needs the roles for it, and a private network lets in named addresses alone ({Book}).",
        RequestFailedException { Status: > 0 } failed => $"Answered with {failed.Status} {failed.ErrorCode}: {FirstLine(failed)}",
        RequestFailedException or HttpRequestException or OperationCanceledException => $"No answer: {FirstLine(e)}",
        _ => null,
    };

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd();
}
