using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Aftercare.Platform;

/// <summary>Turns a refusal into a problem document with a stable `code`, the field, and the text in the reader's language.</summary>
internal sealed partial class RefusalHandler(Texts texts, IProblemDetailsService problems, ILogger<RefusalHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // By now the request's own path is that of the error page.
        var path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path;
        if (WantsPage(httpContext.Request, path)) return ShowPage(httpContext, exception, path);
        var refusal = exception switch
        {
            Refusal said => said,
            BadHttpRequestException { StatusCode: 413 } => new Refusal("request.too-large", RefusalKind.TooLarge),
            BadHttpRequestException bad => new Refusal("request.malformed", RefusalKind.Invalid) { Arguments = [bad.InnerException?.Message ?? bad.Message] },
            _ => null,
        };
        if (refusal is null)
        {
            LogBroken(exception, httpContext.Request.Method, path);
            refusal = new Refusal("product.broken", (RefusalKind)500) { Extensions = { ["traceId"] = httpContext.TraceIdentifier } };
        }
        httpContext.Response.StatusCode = (int)refusal.Kind;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = Problem(refusal, LanguageOf(httpContext)), Exception = exception });
    }

    private static bool WantsPage(HttpRequest request, PathString path) =>
        !path.StartsWithSegments("/api", StringComparison.Ordinal) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    // A page is refused by a page: false lets the error page render. Whoever is not signed in goes there first and comes back.
    private bool ShowPage(HttpContext context, Exception exception, string path)
    {
        if (exception is not Refusal) LogBroken(exception, context.Request.Method, path);
        if (exception is not Refusal { Kind: RefusalKind.Unauthorized }) return false;
        context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(path + context.Request.QueryString.ToString())}");
        return true;
    }

    // The culture of the thread went when the request's own middleware ended; what the request asked for is still written down.
    private static string LanguageOf(HttpContext context) => (context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture ?? CultureInfo.CurrentUICulture).Name;

    private ProblemDetails Problem(Refusal refusal, string language)
    {
        var problem = new ProblemDetails { Status = (int)refusal.Kind, Title = texts.Of(refusal, language), Extensions = { ["code"] = refusal.Code } };
        if (refusal.Field is not null) problem.Extensions["field"] = refusal.Field;
        if (refusal.Fields.Count > 0)
            problem.Extensions["errors"] = refusal.Fields.Select(field => new { field = field.Field, code = field.Code, message = texts.In(language, $"refusal.{field.Code}", [.. field.Arguments]) });
        foreach (var (name, value) in refusal.Extensions) problem.Extensions[name] = value;
        return problem;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} broke")]
    private partial void LogBroken(Exception exception, string method, string path);
}
