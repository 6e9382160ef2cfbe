namespace Gbv.Domain.Shared;

/// <summary>Names of areas begin with what the area is: <c>xã Cái Nhum</c>, <c>phường Trà Vinh</c>.</summary>
public static class AreaNames
{
    private static readonly string[] Kinds = ["xã", "phường", "đặc khu", "thị trấn", "tỉnh", "thành phố"];

    /// <summary>What the area is, in small letters; null where its name does not say.</summary>
    public static string? KindOf(string name) =>
        Kinds.FirstOrDefault(kind => name.Length > kind.Length && name[kind.Length] == ' ' && name.StartsWith(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name alone: <c>xã Cái Nhum</c> is signed in Cái Nhum.</summary>
    public static string PlaceOf(string name) => KindOf(name) is { } kind ? name[(kind.Length + 1)..] : name;

    /// <summary>Many areas in one line, by kind and in the order of their names; a kind is said once: xã An Bình, Cái Nhum, phường Trà Vinh.</summary>
    public static string Listed(IEnumerable<string> names) => string.Join(", ", names.GroupBy(KindOf)
        .OrderBy(kind => kind.Key is null ? Kinds.Length : Array.IndexOf(Kinds, kind.Key))
        .Select(kind => $"{kind.Key} {string.Join(", ", kind.Select(PlaceOf).Order(VietnameseOrder.Names))}".TrimStart()));
}
