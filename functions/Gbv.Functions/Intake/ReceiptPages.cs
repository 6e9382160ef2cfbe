using System.Security.Cryptography;
using Gbv.Domain.Reports;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake;

/// <summary>P9: the receipt, its printable proof and what comes after. The code stands on the receipt alone and in no form.</summary>
internal sealed class ReceiptPages(PublicPages pages, ProofNumber proofs, IDataProtectionProvider protection, IOptions<PublicOptions> address)
{
    private readonly IDataProtector protector = protection.CreateProtector("receipt");

    public IResult Show(PageContext page, SubmissionResult.Accepted accepted, Report report)
    {
        var proof = new Proof(proofs.Create(accepted.ReceivedAt), accepted.ReceivedAt);
        return new RazorComponentResult<ReceiptPage>(new
        {
            Page = page,
            Code = accepted.Receipt.ToString(),
            report.Journey,
            ByThirdParty = report.ReportedBy is not null,
            Reachable = report.Contact.Channel != ContactChannel.None,
            Number = report.Journey == Kind.Professional ? proof.Spaced : null,
            Proof = Seal(proof),
        });
    }

    public static IResult ShowAlready(PageContext page, DateTimeOffset receivedAt) =>
        new RazorComponentResult<AlreadyPage>(new { Page = page, At = When.Text(page.T, receivedAt) });

    /// <summary>"Tôi cần giấy xác nhận đã gửi", from the receipt.</summary>
    public async Task<IResult> AfterwardsAsync(StepPost post, CancellationToken ct)
    {
        var page = await pages.ForAsync(post.Language, post.Commune, ct);
        if (post.Go != "proof" || Open(post.One("proof")) is not { } proof) return new RazorComponentResult<EndPage>(new { Page = page });
        return new RazorComponentResult<ProofPage>(new
        {
            Page = page,
            Number = proof.Spaced,
            At = When.Text(page.T, proof.ReceivedAt),
            CheckAt = address.Value.BaseUrl.TrimEnd('/') + "/verify",
        });
    }

    private string? Seal(Proof proof)
    {
        try
        {
            return WebEncoders.Base64UrlEncode(protector.Protect(Json.Write(proof)));
        }
        catch (CryptographicException)
        {
            // The report is saved; its receipt must be shown, with or without the paper.
            return null;
        }
    }

    private Proof? Open(string? field)
    {
        try
        {
            return field is null ? null : Json.Read<Proof>(protector.Unprotect(WebEncoders.Base64UrlDecode(field)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private sealed record Proof(string Number, DateTimeOffset ReceivedAt)
    {
        /// <summary>In groups, so that it can be read aloud and copied by hand.</summary>
        public string Spaced => $"{Number[..6]} {Number[6..10]} {Number[10..14]} {Number[14..18]} {Number[18..]}";
    }
}
