using System.Net;
using Gbv.Domain.Attachments;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Attachments;
using Gbv.Functions.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.FollowUp;

/// <summary>The form with a file, as a browser without scripts sends it.</summary>
public sealed class UploadTests(PagesFixture pages) : InboxTest(pages), IClassFixture<PagesFixture>
{
    [Fact]
    public async Task A_picture_is_taken_and_its_name_is_nowhere()
    {
        var code = await ReceiptAsync();
        using var she = await FormAsync(code);
        Assert.Contains("Đừng gửi ảnh trẻ em", she.Text);

        await she.SendAsync(she.Upload(Pictures.Jpeg(), "an-bi-danh.jpg"));

        Assert.Equal(HttpStatusCode.OK, she.Answer.StatusCode);
        Assert.Contains("Tệp đang được kiểm tra", she.Text);
        Assert.Contains("đang kiểm tra.", she.Text);
        var read = await ReadAsync(code);
        Assert.Equal("file", read.Events[^1].Detail);
        Assert.Single(read.Attachments);
        Assert.DoesNotContain(await RowsAsync(code), r => r.Select(p => p.Value).OfType<string>().Any(v => v.Contains("an-bi-danh", StringComparison.Ordinal)));
        Assert.Single(await BlobsAsync(code));
    }

    [Theory]
    [InlineData("application/pdf", "giay-to.pdf")]
    [InlineData("image/jpeg", "IMG_0001.jpg")]
    [InlineData("text/html", "trang.html")]
    public async Task A_pdf_is_taken_whatever_it_says_it_is(string type, string name)
    {
        var code = await ReceiptAsync();
        using var she = await FormAsync(code);

        await she.SendAsync(she.Upload(Pdfs.Page(), name, type: type));

        Assert.Equal(HttpStatusCode.OK, she.Answer.StatusCode);
        Assert.Single((await ReadAsync(code)).Attachments);
    }

    [Theory]
    [InlineData("kind", 415, "không phải ảnh")]
    [InlineData("empty", 200, "Hãy chọn một ảnh hoặc tệp PDF.")]
    [InlineData("large", 413, "Tệp lớn quá.")]
    public async Task What_is_refused_leaves_nothing_and_the_form_says_why(string what, int status, string words)
    {
        var code = await ReceiptAsync();
        using var she = await FormAsync(code);
        byte[] content = what switch
        {
            "kind" => [.. "%!PS-Adobe picture.jpg"u8],
            "large" => [.. Pictures.Jpeg(), .. new byte[AttachmentRules.LargestFile]],
            _ => [],
        };

        await she.SendAsync(she.Upload(content));

        Assert.Equal(status, (int)she.Answer.StatusCode);
        Assert.Contains(words, she.Text);
        Assert.NotNull(she.Page.GetElementById("upload"));
        Assert.Empty((await ReadAsync(code)).Attachments);
        Assert.Empty(await BlobsAsync(code));
    }

    [Fact]
    public async Task The_largest_file_is_taken_and_one_byte_more_is_not()
    {
        var code = await ReceiptAsync();
        using var she = await FormAsync(code);
        byte[] largest = [.. Pictures.Jpeg(), .. new byte[AttachmentRules.LargestFile - Pictures.Jpeg().Length]];
        await she.SendAsync(she.Upload([.. largest, 0]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, she.Answer.StatusCode);

        await she.SendAsync(she.Upload(largest));

        Assert.Equal(HttpStatusCode.OK, she.Answer.StatusCode);
        Assert.Single((await ReadAsync(code)).Attachments);
    }

    [Fact]
    public async Task Without_an_open_inbox_nothing_is_read_or_stored()
    {
        var code = await ReceiptAsync();
        using var she = await FormAsync(code);
        var request = she.Upload(Pictures.Jpeg(), inbox: "none");

        await she.SendAsync(request);

        Assert.Contains("Nhập mã của bạn", she.Heading);
        Assert.Empty(await BlobsAsync(code));
    }

    [Fact]
    public async Task A_code_that_was_locked_meanwhile_takes_no_file()
    {
        var code = await ReceiptAsync();
        using var she = await FormAsync(code);
        var request = she.Upload(Pictures.Jpeg());
        using (var other = await EnterAsync(code))
        {
            await other.PressAsync("task:lock");
            await other.PressAsync("do");
        }

        await she.SendAsync(request);

        Assert.Contains("Chưa mở được bằng mã này.", she.Text);
        Assert.Empty(await BlobsAsync(code));
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=" + "x")]
    public async Task A_body_that_is_no_form_is_refused(string type)
    {
        using var she = await FormAsync(await ReceiptAsync());
        var request = new HttpRequestMessage(HttpMethod.Post, "/follow-up") { Content = new ByteArrayContent("no form at all"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        await she.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, she.Answer.StatusCode);
    }

    [Fact]
    public async Task Going_back_from_the_form_shows_the_inbox()
    {
        using var she = await FormAsync(await ReceiptAsync());

        await she.PressAsync("back");

        Assert.Equal("Trả lời cho bạn", she.Heading);
    }

    private async Task<Visitor> FormAsync(string code)
    {
        var she = await EnterAsync(code);
        return await she.PressAsync("task:file");
    }

    private async Task<List<string>> BlobsAsync(string code)
    {
        List<string> names = [];
        var container = App.Services.GetRequiredService<StorageClients>().Container(StorageNames.Quarantine);
        await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, (await CaseOfAsync(code)).Value, Cancel)) names.Add(blob.Name);
        return names;
    }
}
