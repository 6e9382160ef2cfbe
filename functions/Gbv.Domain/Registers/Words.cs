namespace Gbv.Domain.Registers;

/// <summary>A text that belongs to a definition rather than to a page, in both languages.</summary>
public sealed record Words(string Vi, string En)
{
    public string In(string language) => language == "en" ? En : Vi;

    public override string ToString() => Vi;
}
