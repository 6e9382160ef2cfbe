using System.Text;
using Gbv.Functions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>How a command says how far it is.</summary>
public sealed class ProgressLinesTests
{
    private readonly StringBuilder output = new();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void In_a_log_there_is_a_line_with_a_bar_every_two_seconds_and_at_each_new_part()
    {
        using (var to = new StringWriter(output) { NewLine = "\n" })
        using (var lines = new ProgressLines(to, width: null, time))
        {
            lines.Show(0.1, () => "too early");
            time.Advance(TimeSpan.FromSeconds(2));
            lines.Show(0.25, () => "5 cases");
            lines.Show(0.3, () => "too early again");
            lines.Show(1, () => "3 files", "files");
        }

        Assert.Equal("[#####...............]  25 % 5 cases\n[####################] 100 % 3 files\n", output.ToString());
    }

    [Fact]
    public void On_a_terminal_it_is_one_line_no_wider_than_that_which_is_gone_at_the_end()
    {
        using (var to = new StringWriter(output) { NewLine = "\n" })
        using (var lines = new ProgressLines(to, width: 40, time))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            lines.Show(0.5, () => "half of a very long account of it");
        }

        Assert.Equal("\r\u001b[K[##########..........]  50 % half of a \r\u001b[K", output.ToString());
    }

    [Theory]
    [InlineData("00000000", "", "g", 0)]
    [InlineData("80000000ffff", "", "g", 0.5)]
    [InlineData("90000000", "80000000", "a0000000", 0.5)]
    [InlineData("ffffffff", "80000000", "a0000000", 1)]
    public void The_id_in_hand_says_how_far_somebody_is_who_goes_through_them_in_order(string id, string from, string until, double share) =>
        Assert.Equal(share, ProgressLines.Through(id, from, until), 0.001);
}
