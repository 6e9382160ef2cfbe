using System.Text;
using Gbv.Domain.Attachments;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Gbv.Functions.Attachments.Pdf;

/// <summary>
/// What is drawn on a page, written anew step by step: lines, areas, colours, texts and pictures. Marks that tell of a text's structure, of
/// layers to hide, of a producer's own data are left out; a step that is not in the list ends the cleaning.
/// </summary>
internal static class PdfContent
{
    private const int MostNumbers = 32;

    /// <summary>
    /// The steps by what they take: n a number, s a text, t texts and numbers, d a list of numbers, * some numbers; F, X, G and C the name of a
    /// font, a picture or form, a state and a space of colours.
    /// </summary>
    private static readonly Dictionary<string, string> Steps = new (string Takes, string Names)[]
    {
        ("", "q Q h s S f F f* b B b* B* n W W* BT ET T*"),
        ("nnnnnn", "cm c Tm d1"),
        ("n", "w J j M i Tc Tw Tz TL Tr Ts g G"),
        ("dn", "d"),
        ("G", "gs"),
        ("nn", "m l Td TD d0"),
        ("nnnn", "v y re k K"),
        ("Fn", "Tf"),
        ("s", "Tj '"),
        ("t", "TJ"),
        ("nns", "\""),
        ("C", "cs CS"),
        ("*", "sc SC scn SCN"),
        ("nnn", "rg RG"),
        ("X", "Do"),
    }
    .SelectMany(group => group.Names.Split(' '), (group, name) => (name, group.Takes)).ToDictionary();

    private static readonly HashSet<string> LeftOut = ["BMC", "BDC", "EMC", "MP", "DP", "BX", "EX", "ri"];

    /// <param name="content">What came.</param>
    /// <param name="resources">What its names mean; learns which of them are used.</param>
    /// <returns>The steps as they are written now.</returns>
    public static byte[] Clean(ReadOnlyMemory<byte> content, PdfResources resources)
    {
        var scanner = new CoreTokenScanner(new MemoryInputBytes(content), usePdfDocEncoding: false, new StackDepthGuard(PdfSource.Deepest));
        var output = new StringBuilder();
        List<IToken> operands = [];
        while (scanner.MoveNext())
        {
            switch (scanner.CurrentToken)
            {
                case CommentToken:
                    break;
                case OperatorToken step:
                    resources.Count();
                    if (!LeftOut.Contains(step.Data)) Write(output, step.Data, operands, resources);
                    operands.Clear();
                    break;
                case var operand:
                    operands.Add(operand);
                    if (operands.Count > MostNumbers) throw PdfSource.Damaged("operands");
                    break;
            }
        }

        return Encoding.ASCII.GetBytes(output.ToString());
    }

    private static void Write(StringBuilder output, string step, List<IToken> operands, PdfResources resources)
    {
        if (!Steps.TryGetValue(step, out var takes)) throw new RefusedFileException(FileProblem.Unfamiliar, "a step");
        if (takes == "*") takes = new string('n', operands.Count);
        if (takes.Length != operands.Count) throw PdfSource.Damaged(step);
        foreach (var (operand, kind) in operands.Zip(takes)) output.Append(Value(kind, operand, resources)).Append(' ');
        output.Append(step).Append('\n');
    }

    private static string Value(char kind, IToken operand, PdfResources resources) => (kind, operand) switch
    {
        ('n', NumericToken number) => PdfWriter.Number(number.Data),
        ('s', StringToken or HexToken) => Text(operand),
        ('d', ArrayToken list) => PdfWriter.Numbers(list.Data.Select(t => t is NumericToken n ? n.Data : throw PdfSource.Damaged("dashes"))),
        ('t', ArrayToken list) => $"[{string.Join(' ', list.Data.Select(t => t is NumericToken n ? PdfWriter.Number(n.Data) : Text(t)))}]",
        ('F', NameToken name) => resources.Use("Font", name.Data),
        ('X', NameToken name) => resources.Use("XObject", name.Data),
        ('G', NameToken name) => resources.Use("ExtGState", name.Data),
        ('C', NameToken name) => PdfColors.Device(name.Data) is { } device ? "/" + device.Name : resources.Use("ColorSpace", name.Data),
        _ => throw new RefusedFileException(FileProblem.Unfamiliar, "an operand"),
    };

    private static string Text(IToken token) => token switch
    {
        StringToken text => PdfWriter.Text(text.GetBytes()),
        HexToken text => PdfWriter.Text(text.Bytes),
        _ => throw PdfSource.Damaged("text"),
    };
}
