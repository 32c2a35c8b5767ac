using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Platform;

/// <summary>`GET /api/live`: one event stream per browser, shared by its tabs.</summary>
internal static class LiveStream
{
    private const int MostTopics = 200;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    /// <summary>A stream ends after this time and the browser comes back, so that one who was signed out does not.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/live", Get).WithTags("Platform").ProducesProblem(401).ProducesProblem(400);

    /// <summary>Listen for changes: a `changed` event names a topic that you asked for in `?topics=`, with commas between: `record:17`, or a fact such as `desk.ticket-closed`. Events carry no data: ask for what you show.</summary>
    internal static async Task<ServerSentEventsResult<string>> Get(string? topics, Door door, LiveTopics live, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        var caller = await door.Caller();
        if (caller.Kind is CallerKind.Anonymous) throw new Refusal("sign-in.required", RefusalKind.Unauthorized);
        string[] wanted = [.. (topics ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (wanted.Length is 0 or > MostTopics || wanted.Any(topic => topic.Length > 100)) throw Refusal.Invalid("live.topics", "topics", MostTopics);
        return TypedResults.ServerSentEvents(Events(live, caller.RequireCompany(), wanted, lifetime.ApplicationStopping, ct));
    }

    private static async IAsyncEnumerable<SseItem<string>> Events(LiveTopics live, CompanyId company, string[] topics, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stopping, ct);
        life.CancelAfter(Life);
        await using var changes = live.Listen(company, topics, Heartbeat, life.Token).GetAsyncEnumerator(life.Token);
        while (await Next(changes))
            yield return changes.Current is { } topic ? new(topic, "changed") : new("", "alive") { ReconnectionInterval = TimeSpan.FromSeconds(3) };
    }

    // The end of the stream's life is an end like any other.
    private static async ValueTask<bool> Next(IAsyncEnumerator<string?> changes)
    {
        try
        {
            return await changes.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
