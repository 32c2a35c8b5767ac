using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Platform;

/// <summary>One delivery, timer or run that failed, with everything it says.</summary>
internal static class GetDelivery
{
    [Needs("platform.read")]
    internal sealed record Query(string Key) : IQuery<Response>;

    /// <param name="Payload">The fact as it is delivered; null for timers and runs.</param>
    internal sealed record Response(Stuck Row, string? Payload);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/deliveries/{key}", Get).WithName("GetDelivery");

    /// <summary>One delivery, timer or periodic run with its error and what it carries.</summary>
    internal static async Task<Ok<Response>> Get(string key, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(key), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var (what, id, name) = StuckKey.Parse(query.Key);
            if (what == "delivery" && await db.Set<OutboxDelivery>().SingleOrDefaultAsync(row => row.CompanyId == db.CompanyScope && row.Id == id, ct) is { } delivery)
            {
                var behind = await db.Set<OutboxDelivery>().CountAsync(row => row.About == delivery.About && row.Subscriber == delivery.Subscriber && row.Id > id, ct);
                return new(ListDeliveries.Show(delivery, behind), delivery.Payload);
            }
            if (what == "timer" && await db.Set<TimerRow>().SingleOrDefaultAsync(row => row.CompanyId == db.CompanyScope && row.RecordId == id && row.Kind == name, ct) is { } timer) return new(ListDeliveries.Show(timer), null);
            if (what == "tick" && await db.Set<TickRow>().SingleOrDefaultAsync(row => row.CompanyId == db.CompanyScope && row.Slice == name, ct) is { } tick) return new(ListDeliveries.Show(tick), null);
            throw Refusal.NotFound("delivery", query.Key);
        }
    }
}
