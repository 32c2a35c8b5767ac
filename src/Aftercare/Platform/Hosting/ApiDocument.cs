using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace Aftercare.Platform;

/// <summary>The API in writing (`/openapi/v1.json`) and a page to try it (`/api/docs`); both come from this server alone.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.CreateSchemaReferenceId = json => OpenApiOptions.CreateDefaultSchemaReferenceId(json) is { } name ? json.Type.DeclaringType?.Name + name : null;
        // The first sentence names the operation; the rest explains it.
        options.AddOperationTransformer((operation, _, _) =>
        {
            if (operation.Summary is { } text && text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end)
                (operation.Summary, operation.Description) = (text[..end], text[(end + 2)..]);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Aftercare 无忧售后 API";
            document.Info.Version = "v1";
            document.Info.Description = "Refusals are problem documents (RFC 9457) with a stable `code`. Commands take an `Idempotency-Key` header: a repeat with the same key gets the first answer again.";
            // The address it was fetched from is the server; a fixed one would be wrong behind a proxy.
            document.Servers = [];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference("/api/docs", (options, context) =>
        {
            options.WithTitle("Aftercare API").WithOpenApiRoutePattern("/openapi/{documentName}.json").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
            options.Nonce = SecurityHeaders.Nonce(context);
            options.PersistentAuthentication = false;
            options.Favicon = "data:,";
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        });
    }
}
