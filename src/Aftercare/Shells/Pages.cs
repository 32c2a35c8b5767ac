using System.Globalization;
using System.Reflection;
using Aftercare.Platform;
using Aftercare.Shells.Console;
using Aftercare.Shells.Frames;
using Microsoft.AspNetCore.Components.Endpoints;
using NodaTime;

namespace Aftercare.Shells;

/// <summary>What every page needs around it: the reader, the face it belongs to, and a kind page when the product says no.</summary>
internal static class Pages
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddScoped<PageForms>();
        services.AddCascadingValue(provider => PageReader.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!).ToUi());
        services.AddRequestLocalization(options => options.SetDefaultCulture(Texts.Chinese).AddSupportedCultures([.. Texts.Languages]).AddSupportedUICultures([.. Texts.Languages]));
        services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.ExceptionHandlingPath = "/refused";
            // A refusal is an answer, not an accident: the log is not told.
            options.SuppressDiagnosticsCallback = context => context.Exception is Refusal;
            // The page that failed has used up what a request has once, such as its navigation.
            options.CreateScopeForErrors = true;
            options.StatusCodeSelector = exception => exception is Refusal refusal ? (int)refusal.Kind : StatusCodes.Status500InternalServerError;
        });
    }

    /// <summary>Finds the reader of a page before it is rendered; requests for anything else pass by.</summary>
    public static void UsePageReader(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            var services = context.RequestServices;
            var caller = await services.GetRequiredService<ICallerSource>().Of(context);
            var zone = services.GetService<ICallerZone>() is { } zones && caller.Company is not null
                ? await zones.Of(caller, context.RequestAborted)
                : DateTimeZoneProviders.Tzdb["Asia/Shanghai"];
            context.Items[PageReader.Key] = new PageReader(caller, zone, services.GetRequiredService<IClock>().GetCurrentInstant());
        }
        await next(context);
    });

    /// <summary>The face a request's page belongs to. Somebody who is not signed in is refused in the portal's plain clothes.</summary>
    public static Face FaceOf(HttpContext? context)
    {
        var page = context?.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        if (page?.GetCustomAttribute<PageFaceAttribute>() is { } said) return said.Face;
        return page == typeof(RefusedPage) && PageReader.Of(context!).Caller.Account is null ? Face.Portal : Face.Console;
    }

    /// <summary>The frame around the pages of a face.</summary>
    public static Type LayoutOf(Face face) => face switch { Face.Portal => typeof(PortalLayout), Face.Phone => typeof(PhoneLayout), Face.Door => typeof(DoorLayout), _ => typeof(ConsoleLayout) };

    public static string Language => CultureInfo.CurrentUICulture.Name;
}
