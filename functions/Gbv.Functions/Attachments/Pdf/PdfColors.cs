using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>A space of colours: as it is written and how many numbers make a colour.</summary>
internal sealed record PdfColors(string Name, int Components)
{
    /// <summary>Profiles and calibrations are left out: the plain space with as many numbers looks almost the same.</summary>
    public static PdfColors? Device(string name) => name switch
    {
        "DeviceGray" or "CalGray" => new("DeviceGray", 1),
        "DeviceRGB" or "CalRGB" => new("DeviceRGB", 3),
        "DeviceCMYK" => new("DeviceCMYK", 4),
        _ => null,
    };

    /// <summary>As the value of an entry.</summary>
    public static (string Value, int Components) Copy(PdfSource source, IToken entry) => source.Resolve(entry) switch
    {
        NameToken name when Device(name.Data) is { } device => ("/" + device.Name, device.Components),
        ArrayToken { Length: > 0 } array => Copy(source, array),
        _ => throw Unfamiliar(),
    };

    private static (string Value, int Components) Copy(PdfSource source, ArrayToken array) => (source.As<NameToken>(array[0]).Data, array.Length) switch
    {
        ({ } name, _) when Device(name) is { } device => ("/" + device.Name, device.Components),
        ("ICCBased", 2) => source.Integer(source.As<StreamToken>(array[1]).StreamDictionary, "N") switch
        {
            1 => ("/DeviceGray", 1),
            3 => ("/DeviceRGB", 3),
            4 => ("/DeviceCMYK", 4),
            _ => throw Unfamiliar(),
        },
        ("Indexed", 4) => Indexed(source, array),
        _ => throw Unfamiliar(),
    };

    private static (string Value, int Components) Indexed(PdfSource source, ArrayToken array)
    {
        if (source.Resolve(array[1]) is ArrayToken { Length: > 0 } below && source.Resolve(below[0]) is NameToken { Data: "Indexed" }) throw Unfamiliar();
        var (value, components) = Copy(source, array[1]);
        var most = source.As<NumericToken>(array[2]).Data;
        if (most is not (>= 0 and <= 255) || !double.IsInteger(most)) throw PdfSource.Damaged("palette");
        var table = source.Resolve(array[3]) switch
        {
            StringToken text => text.GetBytes(),
            HexToken text => text.Memory,
            StreamToken stream => source.Unpack(stream),
            _ => throw PdfSource.Damaged("palette"),
        };
        var length = ((int)most + 1) * components;
        return table.Length < length ? throw PdfSource.Damaged("palette") : ($"[/Indexed {value} {PdfWriter.Number(most)} {PdfWriter.Text(table.Span[..length])}]", 1);
    }

    private static RefusedFileException Unfamiliar() => new(FileProblem.Unfamiliar, "colours");
}
