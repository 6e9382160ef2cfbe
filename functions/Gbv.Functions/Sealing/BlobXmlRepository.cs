using System.Xml.Linq;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gbv.Functions.Sealing;

/// <summary>
/// The Data Protection ring of one role: one XML blob in a container of its own. It guards form state and sessions alone, so
/// losing it loses no record (design §4). Several instances may add a key at once; the ETag decides and the loser adds again.
/// </summary>
internal sealed class BlobXmlRepository(Func<BlobClient> open) : IXmlRepository
{
    private readonly Lazy<BlobClient> blob = new(open);

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Read().Ring.Elements()];

    public void StoreElement(XElement element, string friendlyName)
    {
        while (true)
        {
            var (ring, etag) = Read();
            ring.Add(element);
            var conditions = etag is { } seen ? new BlobRequestConditions { IfMatch = seen } : new BlobRequestConditions { IfNoneMatch = ETag.All };
            try
            {
                blob.Value.Upload(new BinaryData(ring.ToString(SaveOptions.DisableFormatting)), new BlobUploadOptions { Conditions = conditions });
                return;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Another instance was first: read its ring and add to that.
            }
        }
    }

    private (XElement Ring, ETag? ETag) Read()
    {
        try
        {
            var content = blob.Value.DownloadContent().Value;
            return (XElement.Parse(content.Content.ToString()), content.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (new XElement("ring"), null);
        }
    }
}
