using Gbv.Domain.Registers;

namespace Gbv.Functions.Registers;

/// <summary>What people read and type for a code.</summary>
internal static class Labels
{
    public static string Of(CodeList list, CodeItem item, Texts t) => item.Label?.In(t.Language) ?? t[$"{list.Name}.{item.Code}"];

    public static string Yes(Texts t) => t["registers.yes"];

    public static string No(Texts t) => t["registers.no"];

    /// <summary>The code for what was typed: a label in any case and with or without accents, or the code itself; null for anything else.</summary>
    public static string? CodeOf(CodeList list, string typed, Texts t) =>
        list.Items.FirstOrDefault(i => i.Code == typed || Plain(Of(list, i, t)) == Plain(typed))?.Code;

    public static bool? YesOrNo(string typed, Texts t) => Plain(typed) switch
    {
        "yes" or "x" or "true" => true,
        "no" or "false" => false,
        var p when p == Plain(Yes(t)) => true,
        var p when p == Plain(No(t)) => false,
        _ => null,
    };

    /// <summary>A stored value as a person reads it.</summary>
    public static string Shown(RegisterColumn column, string value, Texts t) => column.Kind switch
    {
        ColumnKind.YesNo => value == "yes" ? Yes(t) : No(t),
        ColumnKind.One or ColumnKind.Several => string.Join("; ", value.Split(RegisterRow.Separator).Select(c => column.List!.Items.FirstOrDefault(i => i.Code == c) is { } item ? Of(column.List, item, t) : c)),
        _ => value,
    };

    private static string Plain(string text) => RegisterRow.KeyOf([text]);
}
