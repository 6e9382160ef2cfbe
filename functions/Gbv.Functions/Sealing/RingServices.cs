using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Sealing;

/// <summary>ASP.NET Core Data Protection with a ring and a certificate for each role; read when a form or session first needs it.</summary>
internal static class RingServices
{
    /// <summary>Fixed, because the framework's default depends on the folder in which the program lies.</summary>
    private const string ApplicationName = "Gbv";

    /// <remarks>Call it after everything that registers Data Protection by itself (Razor components do).</remarks>
    public static IServiceCollection AddRing(this IServiceCollection services, IConfiguration configuration)
    {
        var role = RoleOptions.TryParse(configuration["Role"]) ?? AppRole.Public;
        var setting = role == AppRole.Public ? "Keys:RingPublic" : "Keys:RingBack";
        var protection = services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            if (string.IsNullOrEmpty(configuration[setting]))
                throw new InvalidOperationException($"The setting {setting} is empty, so the ring would lie open. Set it to the role's PKCS#12 certificate in Base64.");
            var storage = provider.GetRequiredService<StorageClients>();
            var container = role == AppRole.Public ? StorageNames.PublicKeyRing : StorageNames.BackKeyRing;
            options.XmlRepository = new BlobXmlRepository(() => storage.Container(container).GetBlobClient("ring.xml"));
        }));

        // Newest first; the older ones, separated by ';', still open what they closed.
        // What is none is said by the check of keys before the program serves anything.
        var ring = RingCertificates.Load(configuration[setting]);
        services.AddSingleton(ring);
        if (ring.All is [_, ..] certificates) protection.ProtectKeysWithCertificate(certificates[0]).UnprotectKeysWithAnyCertificate(certificates);

        // The framework would read the ring at start-up, before anybody needs it (design §7).
        foreach (var warmUp in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(warmUp);
        return services.AddPart<RingReady>("ring", HealthStatus.Unhealthy);
    }
}
