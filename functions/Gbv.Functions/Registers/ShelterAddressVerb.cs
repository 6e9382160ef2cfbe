using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Registers;

/// <summary>
/// <c>shelter-address --commune cai-nhum --name "Nơi 1" [--show]</c>: keeps the address that is typed on standard input (never on the command
/// line, where others could read it), or shows it. Each use is noted.
/// </summary>
internal sealed class ShelterAddressVerb : IVerb
{
    private const int Longest = 300;

    public string Name => "shelter-address";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (args is not ["--commune", var code, "--name", var name, ..] || CommuneCode.TryParse(code) is not { } commune || args[4..] is not ([] or ["--show"]))
            return await ExitCode.ComplainAsync("Usage: shelter-address --commune cai-nhum --name \"Nơi 1\" [--show]; the address is read from standard input.");
        var key = RegisterRow.KeyOf([name]);
        var shelters = await services.GetRequiredService<RegisterStore>().ReadAsync(commune, ServiceRegisters.Shelters, ct);
        if (shelters.FirstOrDefault(s => s.Key == key) is not { } shelter) return await ExitCode.ComplainAsync($"'{commune}' has no shelter of that name. It is entered in the workbook first.");

        var (addresses, by) = (services.GetRequiredService<ShelterAddresses>(), "operator:" + Environment.UserName);
        if (args.Length > 4)
        {
            await Console.Out.WriteLineAsync(await addresses.ShowAsync(commune, shelter, by, ct) ?? "No address is kept.");
            return 0;
        }

        if ((await Console.In.ReadLineAsync(ct))?.Trim() is not { Length: > 0 and <= Longest } address) return await ExitCode.ComplainAsync($"Type the address on standard input, at most {Longest} characters.");
        await addresses.KeepAsync(commune, shelter, address, by, ct);
        await Console.Out.WriteLineAsync("Kept, sealed.");
        return 0;
    }
}
