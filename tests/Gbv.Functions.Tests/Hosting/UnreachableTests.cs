using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure;
using Azure.Identity;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Tests.Backups;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>A command where a right is missing or nothing answers: one line and an exit code, no stack.</summary>
public sealed class UnreachableTests(AzuriteFixture azurite)
{
    private static readonly (Exception Reason, string Said)[] Reasons =
    [
        (new AggregateException("Retry failed after 4 tries.", new TaskCanceledException(), new RequestFailedException(0, "Connection refused (127.0.0.1:1)\nand more")), "No answer: Connection refused (127.0.0.1:1)"),
        (new HttpRequestException("Name or service not known"), "No answer: Name or service not known"),
        (new CredentialUnavailableException("Please run 'az login' to set up account"), "Nobody is signed in who may"),
        (new RequestFailedException(403, "no\nRequestId: 1", "AuthorizationPermissionMismatch", null), "Refused with 403 AuthorizationPermissionMismatch: whoever runs it needs the roles"),
        (new RequestFailedException(404, "The table does not exist.\nRequestId: 1", "TableNotFound", null), "Answered with 404 TableNotFound: The table does not exist."),
    ];

    [Fact]
    public void It_says_in_one_line_why_it_cannot_go_on() => Assert.All(Reasons, r =>
    {
        var line = Unreachable.Of(r.Reason);
        Assert.StartsWith(r.Said, line, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", line, StringComparison.Ordinal);
    });

    [Fact]
    public void A_defect_stays_a_defect() => Assert.Null(Unreachable.Of(new AggregateException(new InvalidOperationException())));

    [Fact]
    public async Task A_command_that_storage_refuses_ends_with_69()
    {
        var refused = Regex.Replace(azurite.NewAccount(), "AccountKey=[^;]+", "AccountKey=" + Convert.ToBase64String(new byte[64]));
        ConcurrentQueue<string> output = [];
        await using var program = Command.Start(["workbook", "--commune", "cai-nhum", "never-written.xlsx"], refused, KeySet.Generate(receiptRounds: 1), output);

        Assert.Equal(69, await program.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Single(output, x => x.StartsWith("Refused with 403 ", StringComparison.Ordinal));
        Assert.DoesNotContain(output, x => x.StartsWith("   at ", StringComparison.Ordinal));
    }
}
