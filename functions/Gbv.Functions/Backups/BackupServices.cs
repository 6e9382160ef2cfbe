using Gbv.Functions.Hosting;

namespace Gbv.Functions.Backups;

/// <summary>Copies of everything elsewhere, and the way back.</summary>
internal static class BackupServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services) => services
        .AddSingleton<CaseScan>().AddSingleton<KeyInventory>().AddSingleton<BackupRun>()
        .AddSingleton<RestoreTarget>().AddSingleton<RestoreMarks>().AddSingleton<RestoreSettling>().AddSingleton<RestoreRun>()
        .AddSingleton<IVerb, BackupVerb>().AddSingleton<IVerb, RestoreVerb>();
}
