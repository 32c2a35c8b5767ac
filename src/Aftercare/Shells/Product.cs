using Aftercare.Modules.Identity;
using Aftercare.Platform;
using Aftercare.UiKit;
using Microsoft.AspNetCore.OpenApi;

namespace Aftercare.Shells;

/// <summary>The product put together: one line per module, in the order of the one law.</summary>
internal static class Product
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var services = builder.Services;
        services.AddPlatform(builder.Configuration);
        services.AddIdentityModule();

        services.ConfigureHttpJsonOptions(json => PlatformJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails().AddExceptionHandler<RefusalHandler>();
        services.AddOpenApi(options => options.CreateSchemaReferenceId = json =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(json) is { } name ? json.Type.DeclaringType?.Name + name : null);
        services.AddPages();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseRequestLocalization();
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), pages => pages.UseStatusCodePagesWithReExecute("/refused"));
        app.UseRouting();
        app.UsePageReader();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapOpenApi();
        app.MapSlices();
        app.MapRazorComponents<App>().AddAdditionalAssemblies(typeof(UiContext).Assembly);
        return app;
    }

    /// <summary>Brings the schema up to date before the first request.</summary>
    public static Task MakeReady(WebApplication app) =>
        app.Services.GetRequiredService<Engine>().Migrate(app.Services.GetRequiredService<Recorder>(), app.Lifetime.ApplicationStopping);
}
