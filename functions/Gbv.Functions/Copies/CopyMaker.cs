using System.IO.Compression;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;
using Gbv.Functions.Storage;
using Gbv.Functions.Triage;

namespace Gbv.Functions.Copies;

/// <summary>
/// Chooses what goes into a copy (decision 23): all that she told and that was decided, asked and agreed about her. Left out are the
/// secret word, because it proves who she is; who else reported and in which words; free texts of staff, which can be about the other
/// person, a witness or an investigation; officials' names; a shelter's name; and what only serves the machinery.
/// </summary>
internal static class CopyMaker
{
    public static CaseCopy Of(CasePartition read, DateTimeOffset askedAt, CommuneDirectory directory, DateTimeOffset now)
    {
        var (other, consents) = (read.Case.IsThirdParty, Consents.Of(read));
        return new()
        {
            AskedAt = askedAt,
            MadeAt = now,
            Area = directory.Commune.Name,
            ReceivedAt = read.Case.ReceivedAt,
            State = read.Case.State,
            ToldByAnother = other,
            Report = ReportOf(read.Report, other),
            NoticeTo = other ? null : read.Incidents[0].NoticeTo,
            Additions = other ? [] : [.. read.Additions.Select(a => new CopyText(a.At, true, a.Text))],
            Messages = other ? [] : [.. read.Messages.Select(m => new CopyText(m.At, m.FromReporter, m.Text))],
            Files = other ? [] : [.. read.Case.Files.Select(f => FileOf(read, f))],
            Incidents = [.. read.Incidents.Select(i => i.Classification).OfType<Domain.Cases.Classification>().Select(c => c with { PerpetratorSex = Sex.NotStated, PerpetratorRelation = default, Details = c.Details?.WithoutPerpetrators() })],
            Consents = [.. consents.Given.OrderBy(g => g.Key).Select(g => new CopyConsent(g.Key, g.Value))],
            Police = consents.Police,
            Referrals = [.. read.Items.Where(i => i.Kind == ItemKind.Referral).Select(i => ReferralOf(i, directory))],
            Notes = [.. read.Notes.Select(n => new CopyNote(n.At, n.Kind, n.Kind == NoteKind.Consent ? n.Text : null))],
            Log = [.. read.Events.Where(e => !other || e.By.Kind != ActorKind.Reporter).Select(e => new CopyEvent(e.At, e.Kind, e.By.Kind))],
        };
    }

    /// <summary>Small, because every reading of the case reads it too.</summary>
    public static byte[] Pack(CaseCopy copy)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(Json.Write(copy));
        return packed.ToArray();
    }

    public static CaseCopy Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return Json.Read<CaseCopy>(plain.ToArray());
    }

    private static Report ReportOf(Report report, bool other)
    {
        var own = report with { Contact = report.Contact with { SecretWord = null }, ShownServices = null };
        return !other ? own : own with
        {
            // Whether a neighbour or a teacher reported is half of who it was.
            Journey = Journey.Witness,
            ReportedBy = null,
            Hamlet = null,
            Place = null,
            Narrative = null,
            TrustedAdult = null,
            NotYetTold = null,
        };
    }

    private static CopyFileSent FileOf(CasePartition read, SentFile sent)
    {
        var kept = read.Attachments.FirstOrDefault(a => a.Id == sent.Id);
        return new(sent.At, sent.State, kept?.Kind, kept?.Length);
    }

    private static CopyReferral ReferralOf(WorkItem item, CommuneDirectory directory) => new(
        item.Service!.Value, item.Basis, item.State,
        item.Service == Service.Shelter ? null : directory.Find(item.AcceptedBy ?? item.ResponderId)?.Unit,
        item.CreatedAt, item.AcceptedAt, item.ServicesGiven);
}
