using Aftercare.Platform;

namespace Aftercare.Modules.Identity;

/// <summary>Companies, accounts, sessions, tokens, permission bundles.</summary>
public static class IdentityModule
{
    public static IServiceCollection AddIdentityModule(this IServiceCollection services) => services.AddModule("Identity", identity =>
    {
        identity.Slices(typeof(FoundCompany));
        identity.Services.AddScoped<ICallerSource, NobodySource>();
    });

    private sealed class NobodySource : ICallerSource
    {
        public ValueTask<Caller> Of(HttpContext context) => new(Caller.Anonymous());
    }
}
