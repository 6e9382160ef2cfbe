using Gbv.Domain.Attachments;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// What came, as the library reads it: only its objects, never its pages, texts or forms. Whatever is asked for and is not there, or is of
/// another kind, ends the cleaning.
/// </summary>
internal sealed class PdfSource : IDisposable
{
    /// <summary>How deeply arrays and dictionaries may lie in each other.</summary>
    internal const int Deepest = 32;

    private const int MostFilters = 3;
    private const int LongestChain = 4;

    private readonly PdfDocument document;
    private readonly PdfFilters filters;

    private PdfSource(PdfDocument document, PdfFilters filters) => (this.document, this.filters) = (document, filters);

    /// <summary>The catalog: where the pages are looked for.</summary>
    public DictionaryToken Catalog => document.Structure.Catalog.CatalogDictionary;

    public static PdfSource Open(byte[] content)
    {
        try
        {
            var filters = new PdfFilters();
            var source = new PdfSource(PdfDocument.Open(content, new ParsingOptions { MaxStackDepth = Deepest, FilterProvider = filters }), filters);
            if (!source.document.IsEncrypted) return source;
            source.Dispose();
        }
        catch (PdfDocumentEncryptedException)
        {
            // As one that opens without a password: it is locked all the same.
        }

        throw new RefusedFileException(FileProblem.Locked, "encrypted");
    }

    /// <summary>What a reference leads to; what is none is itself.</summary>
    public IToken? Resolve(IToken? token)
    {
        for (var step = 0; token is IndirectReferenceToken reference; step++)
        {
            if (step == LongestChain) throw Damaged("a chain of references");
            token = document.Structure.GetObject(reference.Data)?.Data;
        }

        return token is NullToken ? null : token;
    }

    public T? Find<T>(DictionaryToken from, string key)
        where T : class, IToken =>
        Resolve(from.Data.GetValueOrDefault(key)) switch
        {
            null => null,
            T found => found,
            _ => throw Damaged(key),
        };

    public T Need<T>(DictionaryToken from, string key)
        where T : class, IToken => Find<T>(from, key) ?? throw Damaged(key);

    public T As<T>(IToken? token)
        where T : class, IToken => Resolve(token) as T ?? throw Damaged(typeof(T).Name);

    public string? Name(DictionaryToken from, string key) => Find<NameToken>(from, key)?.Data;

    public bool Is(DictionaryToken from, string key) => Find<BooleanToken>(from, key)?.Data ?? false;

    public int? Integer(DictionaryToken from, string key) => Find<NumericToken>(from, key) switch
    {
        null => null,
        { Data: var number } when double.IsInteger(number) && Math.Abs(number) < int.MaxValue => (int)number,
        _ => throw Damaged(key),
    };

    /// <summary>A name or several: how filters are told.</summary>
    public List<string> Names(DictionaryToken from, string key) => Find<IToken>(from, key) switch
    {
        null => [],
        NameToken one => [one.Data],
        ArrayToken many => [.. many.Data.Select(n => As<NameToken>(n).Data)],
        _ => throw Damaged(key),
    };

    /// <summary>Unpacked; a last filter that is another's work (a picture) is left to whoever asked.</summary>
    public ReadOnlyMemory<byte> Unpack(StreamToken stream, string? upTo = null)
    {
        var names = Names(stream.StreamDictionary, "Filter");
        if (upTo is not null && names[^1] == upTo) names.RemoveAt(names.Count - 1);
        if (stream.StreamDictionary.Data.ContainsKey("F")) throw new RefusedFileException(FileProblem.Unfamiliar, "another file");
        if (names.Count > MostFilters) throw new RefusedFileException(FileProblem.Unfamiliar, "filters");
        if (names.Find(n => !PdfFilters.Known.Contains(n)) is { } other) throw new RefusedFileException(FileProblem.Unfamiliar, other);
        var plain = new Dictionary<NameToken, IToken> { [NameToken.Filter] = new ArrayToken([.. names.Select(NameToken.Create)]) };
        if (Find<IToken>(stream.StreamDictionary, "DecodeParms") is { } how) plain[NameToken.DecodeParms] = Plain(how, 0);
        return new StreamToken(new DictionaryToken(plain), stream.Data).Decode(filters);
    }

    public void Dispose() => document.Dispose();

    public static RefusedFileException Damaged(string what) => new(FileProblem.Unreadable, what);

    /// <summary>Without references.</summary>
    private IToken Plain(IToken token, int depth) => depth > Deepest ? throw Damaged("depth") : Resolve(token) switch
    {
        ArrayToken array => new ArrayToken([.. array.Data.Select(t => Plain(t, depth + 1))]),
        DictionaryToken dictionary => new DictionaryToken(dictionary.Data.ToDictionary(p => NameToken.Create(p.Key), p => Plain(p.Value, depth + 1))),
        NumericToken or NameToken or BooleanToken => Resolve(token)!,
        null => NullToken.Instance,
        _ => throw Damaged("a value"),
    };
}
