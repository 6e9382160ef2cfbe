using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Browser;

/// <summary>The two screens that every page is looked at on: a cheap phone and an office computer.</summary>
public sealed record Device(string Name, int Width, int Height)
{
    public static readonly Device Phone = new("phone", 360, 740);
    public static readonly Device Desktop = new("desktop", 1280, 800);

    internal ViewportSize Viewport => new() { Width = Width, Height = Height };
}
