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

    public async ValueTask<Caller> Caller() => _caller ??= await callers.Of(Context);

    public async Task<TResponse> Run<TResponse>(ICommand<TResponse> command, CancellationToken ct, string? idempotencyKey = null) =>
        await gateway.Run(await Caller(), command, ct, idempotencyKey ?? Context.Request.Headers["Idempotency-Key"].FirstOrDefault());

    public async Task<TResponse> Ask<TResponse>(IQuery<TResponse> query, CancellationToken ct) => await gateway.Ask(await Caller(), query, ct);
}
