using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Layout;

/// <summary>
/// Makes the context of a public page. The home page of the province needs no storage at all; where the directory cannot be
/// read the page still comes, with the province's name and numbers, because the emergency numbers must always show.
/// </summary>
internal sealed class PublicPages(IOptions<SiteOptions> site, IOptions<PublicOptions> address, DirectoryReader directory)
{
    public async Task<PageContext> ForAsync(string? language, string? commune, CancellationToken ct)
    {
        var known = language == Texts.Khmer && !site.Value.Khmer ? null : language;
        return new()
        {
            T = Texts.For(known),
            Options = site.Value,
            ExitUrl = address.Value.ExitUrl,
            Commune = CommuneCode.TryParse(commune) is { IsProvince: false } code ? await FindAsync(code, ct) : null,
        };
    }

    /// <summary>The page that a GET request asks for with <c>?lang=</c> and <c>?x=</c>.</summary>
    public Task<PageContext> ForAsync(HttpRequest request, CancellationToken ct) =>
        ForAsync(request.Query["lang"], request.Query["x"], ct);

    private async Task<Area?> FindAsync(CommuneCode code, CancellationToken ct) =>
        (await directory.AreasAsync(ct)).FirstOrDefault(a => a.Code == code);
}
