namespace Gbv.Domain.Shared;

/// <summary>
/// Names as a Vietnamese reader looks for them in a list: by the letters of the alphabet (ă behind a, đ behind d), numbers by their value
/// (Ấp 2 before Ấp 10), tones and capitals only where all else is equal. A table of its own: the program runs without culture data.
/// </summary>
public sealed class VietnameseOrder : IComparer<string>
{
    public static readonly VietnameseOrder Names = new();

    /// <summary>Each letter with its tones as dictionaries have them: none, huyền, hỏi, ngã, sắc, nặng.</summary>
    private static readonly string[] Alphabet =
    [
        "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "b", "c", "d", "đ", "eèẻẽéẹ", "êềểễếệ", "f", "g", "h", "iìỉĩíị", "j", "k", "l", "m", "n", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ",
        "p", "q", "r", "s", "t", "uùủũúụ", "ưừửữứự", "v", "w", "x", "yỳỷỹýỵ", "z",
    ];

    private static readonly Dictionary<char, (int Letter, int Tone)> Places =
        Alphabet.Index().SelectMany(l => l.Item.Index().Select(t => KeyValuePair.Create(t.Item, (l.Index, t.Index)))).ToDictionary();

    private VietnameseOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var (i, j, tone) = (0, 0, 0);
        while (i < x.Length && j < y.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                var byValue = ByValue(Number(x, ref i), Number(y, ref j));
                if (byValue != 0) return byValue;
                continue;
            }

            var (a, b) = (Place(x[i++]), Place(y[j++]));
            if (a.Letter != b.Letter) return a.Letter.CompareTo(b.Letter);
            if (tone == 0) tone = a.Tone.CompareTo(b.Tone);
        }

        var byLength = (x.Length - i).CompareTo(y.Length - j);
        return byLength != 0 ? byLength : tone != 0 ? tone : string.CompareOrdinal(x, y);
    }

    /// <summary>The digits from here on, without leading zeros.</summary>
    private static ReadOnlySpan<char> Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text.AsSpan(start, at - start).TrimStart('0');
    }

    private static int ByValue(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : a.SequenceCompareTo(b);

    /// <summary>Spaces, signs and digits come before letters, letters of other scripts behind.</summary>
    private static (int Letter, int Tone) Place(char c) =>
        Places.TryGetValue(char.ToLowerInvariant(c), out var place) ? place : (c < 'a' ? c - 'a' : Alphabet.Length + c, 0);
}
