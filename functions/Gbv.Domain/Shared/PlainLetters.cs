namespace Gbv.Domain.Shared;

/// <summary>
/// Vietnamese in small letters without diacritics. A table of its own: the program runs without culture data, which leaves
/// composed letters as they are.
/// </summary>
public static class PlainLetters
{
    private static readonly Dictionary<char, char> Plain = new (char Letter, string Marked)[]
    {
        ('a', "àáảãạăằắẳẵặâầấẩẫậ"), ('d', "đ"), ('e', "èéẻẽẹêềếểễệ"), ('i', "ìíỉĩị"), ('o', "òóỏõọôồốổỗộơờớởỡợ"), ('u', "ùúủũụưừứửữự"), ('y', "ỳýỷỹỵ"),
    }.SelectMany(p => p.Marked.Select(m => KeyValuePair.Create(m, p.Letter))).ToDictionary();

    public static string Of(string text) =>
        string.Concat(text.ToLowerInvariant().Where(c => !IsMark(c)).Select(c => Plain.GetValueOrDefault(c, c)));

    /// <summary>Some keyboards send a letter and its marks one by one.</summary>
    private static bool IsMark(char c) => c is >= '\u0300' and <= '\u036f';
}
