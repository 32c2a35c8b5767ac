using Aftercare.Modules.Assets;
using Aftercare.Modules.Calendars;
using Aftercare.Modules.Charges;
using Aftercare.Modules.Customers;
using Aftercare.Modules.Desk;
using Aftercare.Modules.Dispatch;
using Aftercare.Modules.Field;
using Aftercare.Modules.Identity;
using Aftercare.Modules.Messages;
using Aftercare.Modules.Integrations;
using Aftercare.Modules.Organisation;
using Aftercare.Modules.Quality;
using Aftercare.Modules.Satisfaction;
using Aftercare.Modules.Workforce;
using Aftercare.Modules.Performance;
using Aftercare.Platform;
using Aftercare.Shells.Commands;
using Aftercare.UiKit;

namespace Aftercare.Shells;

/// <summary>The product put together: one line per module, in the order of the one law.</summary>
internal static class Product
{
    /// <param name="settings">Settings of the form --Name=value.</param>
    /// <param name="serving">False when only the services are wanted, by a command of the command line.</param>
    public static WebApplication Build(string[] settings, bool serving = false)
    {
        var builder = Hosting.NewBuilder(settings);
        var services = builder.Services;
        builder.AddHosting(serving);
        services.AddPlatform(builder.Configuration);
        services.AddIdentityModule();
        services.AddOrganisationModule();
        services.AddCalendarsModule();
        services.AddCustomersModule();
        services.AddAssetsModule();
        services.AddWorkforceModule();
        services.AddDeskModule();
        services.AddFieldModule();
        services.AddDispatchModule();
        services.AddChargesModule();
        services.AddQualityModule();
        services.AddSatisfactionModule();
        services.AddPerformanceModule();
        services.AddMessagesModule();
        services.AddIntegrationsModule();

        services.ConfigureHttpJsonOptions(json => PlatformJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails().AddExceptionHandler<RefusalHandler>();
        services.AddApiDocument();
        services.AddPages();

        var app = builder.Build();
        app.UseHosting();
        app.UseExceptionHandler();
        app.UseRequestLocalization();
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), pages => pages.UseStatusCodePagesWithReExecute("/refused", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UsePageReader();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapApiDocument();
        CommandSocket.Map(app);
        app.MapSlices();
        app.MapLive();
        app.MapRazorComponents<App>().AddAdditionalAssemblies(typeof(UiContext).Assembly);
        return app;
    }

    /// <summary>Brings the schema up to date before the first request.</summary>
    public static Task MakeReady(WebApplication app) =>
        app.Services.GetRequiredService<Engine>().Migrate(app.Services.GetRequiredService<Recorder>(), app.Lifetime.ApplicationStopping);
}
