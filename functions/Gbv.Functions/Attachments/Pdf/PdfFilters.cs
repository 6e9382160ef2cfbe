using System.Buffers;
using System.IO.Compression;
using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// The ways of packing that are unpacked: those that hardly grow, and one whose growth is measured before. All others are refused, also
/// where the library reads what it needs itself.
/// </summary>
internal sealed class PdfFilters() : BaseFilterProvider(new Dictionary<string, IFilter>
{
    ["FlateDecode"] = new MeasuredFlate(),
    ["ASCII85Decode"] = new Ascii85Filter(),
    ["ASCIIHexDecode"] = new AsciiHexDecodeFilter(),
})
{
    /// <summary>A page of colours at 300 dots an inch.</summary>
    private const int MostOfAStream = 32 * 1024 * 1024;

    private const long MostOfAFile = 256L * 1024 * 1024;

    public static IReadOnlySet<string> Known { get; } = new HashSet<string> { "FlateDecode", "ASCII85Decode", "ASCIIHexDecode" };

    private sealed class MeasuredFlate : IFilter
    {
        private readonly FlateFilter flate = new();
        private long total;

        public bool IsSupported => true;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            total += Measure(input);
            return total > MostOfAFile ? throw TooMuch() : flate.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static int Measure(Memory<byte> input)
        {
            using var packed = new MemoryStream(input.ToArray(), writable: false);
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
            try
            {
                var length = 0;
                for (int read; (read = unpacked.Read(buffer)) > 0;)
                    if ((length += read) > MostOfAStream) throw TooMuch();
                return length;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        private static RefusedFileException TooMuch() => new(FileProblem.Unfamiliar, "grows too large");
    }
}
