using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>The setting <c>Role</c>: public, back or all.</summary>
internal sealed class RoleOptions
{
    public string Role { get; set; } = "";

    public AppRole Value => TryParse(Role) ?? throw new InvalidOperationException(Fix);

    public bool IsPublic => Value is AppRole.Public or AppRole.All;

    public bool IsBack => Value is AppRole.Back or AppRole.All;

    internal const string Fix =
        "The setting Role must be public, back or all. Set it in the function app's settings (public for the app that people reach, back for the other one).";

    internal static AppRole? TryParse(string? text) => text switch
    {
        "all" => AppRole.All,
        "public" => AppRole.Public,
        "back" => AppRole.Back,
        _ => null,
    };

    internal sealed class Validator : IValidateOptions<RoleOptions>
    {
        public ValidateOptionsResult Validate(string? name, RoleOptions options) =>
            TryParse(options.Role) is null ? ValidateOptionsResult.Fail(Fix) : ValidateOptionsResult.Success;
    }
}
