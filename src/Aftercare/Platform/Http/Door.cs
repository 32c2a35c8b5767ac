using Microsoft.AspNetCore.Localization;

namespace Aftercare.Platform;

/// <summary>Says who stands behind an HTTP request. The Identity module implements it; nobody else reads the request's user.</summary>
public interface ICallerSource
{
    ValueTask<Caller> Of(HttpContext context);
}

/// <summary>The gateway as seen from one HTTP request, for endpoints and pages: it finds the caller and the idempotency key.</summary>
public sealed class Door(IHttpContextAccessor http, ICallerSource callers, Gateway gateway)
{
    private Caller? _caller;

    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("A door stands in an HTTP request; elsewhere call the gateway with a caller.");

    /// <summary>Who asks, in the language of this request: what they chose on the page or their program named, else their account's.</summary>
    public async ValueTask<Caller> Caller() => _caller ??= Spoken(await callers.Of(Context));

    private Caller Spoken(Caller caller) =>
        Context.Features.Get<IRequestCultureFeature>() is { Provider: not null } said ? caller with { Language = Texts.Supported(said.RequestCulture.UICulture.Name) } : caller;

    public async Task<TResponse> Run<TResponse>(ICommand<TResponse> command, CancellationToken ct, string? idempotencyKey = null) =>
        await gateway.Run(await Caller(), command, ct, idempotencyKey ?? Context.Request.Headers["Idempotency-Key"].FirstOrDefault());

    public async Task<TResponse> Ask<TResponse>(IQuery<TResponse> query, CancellationToken ct) => await gateway.Ask(await Caller(), query, ct);
}
