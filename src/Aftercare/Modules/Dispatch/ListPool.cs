using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Orders the asking technician may take (抢单, B20), with the times that would fit on a day. No names or numbers of customers: those come with the order.</summary>
internal static class ListPool
{
    /// <param name="Day">A local day; today when left out.</param>
    [Needs("field.do")]
    internal sealed record Query(LocalDate? Day = null) : IQuery<Response>;

    /// <param name="PerDay">How many may be taken for one day; 0 when the pool is closed.</param>
    /// <param name="Left">How many are left for this day.</param>
    internal sealed record Response(LocalDate Day, DateTimeZone Zone, int PerDay, int Left, IReadOnlyList<Row> Orders);

    /// <param name="Area">City and district of the address.</param>
    /// <param name="Windows">Free times of the day that are long enough.</param>
    internal sealed record Row(WorkOrderId Id, int Version, string Number, string Kind, string Priority, string Request, string Area, double? Km, int Minutes, Instant CreatedAt, IReadOnlyList<TimeSlot> Windows);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/my-pool", Get);

    /// <summary>Orders I may take</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, DateOnly? day = null) =>
        TypedResults.Ok(await door.Ask(new Query(day is { } date ? LocalDate.FromDateOnly(date) : null), ct));

    internal sealed class Handler(AppDb db, PoolRule pool, FitLoader fits) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var (technician, zone, policy) = await pool.Asker(caller, ct);
            var day = query.Day ?? db.Now.InZone(zone).Date;
            var span = new TimeSlot(zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
            var offers = await pool.Offers(technician, policy, ct);
            if (offers.Count == 0) return new(day, zone, policy.PoolPerDay, policy.PoolPerDay, []);
            var left = Math.Max(0, policy.PoolPerDay - await pool.Taken(technician.Person, span, ct));
            // Shifts and bookings are the same for every order that nobody has.
            var fit = (await fits.Of(offers[0].Order, [technician], span, ct))[0];
            return new(day, zone, policy.PoolPerDay, left, [.. offers.Select(offer => new Row(
                offer.Order.Id, offer.Order.Version, offer.Order.Number, offer.Order.Kind, offer.Order.Priority.ToString(), offer.Order.Request, $"{offer.Site?.City}{offer.Site?.District}", offer.Km,
                (int)offer.Order.Estimated.TotalMinutes, offer.Order.CreatedAt, (fit with { Order = offer.Order }).FreeWindows(span, db.Now)))]);
        }
    }
}
