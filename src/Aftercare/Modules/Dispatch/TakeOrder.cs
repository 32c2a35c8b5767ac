using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// A technician takes an order of the own unit from the pool (抢单, B20), within skill, distance and the limit of a day. It is
/// accepted at once. Measure `dispatch.taken`.
/// </summary>
internal static class TakeOrder
{
    [Needs("field.do")]
    internal sealed record Command(Instant Start, [property: Range(15, 720)] int? Minutes = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal sealed record Response(VisitId Visit, Instant Start, Instant End);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/take", Post);

    /// <summary>Take an order from the pool</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IField field, PoolRule pool, FitLoader fits, Bookings bookings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (technician, zone, policy) = await pool.Asker(caller, ct);
            var order = await field.WorkOrder(command.Id, ct);
            if (order.Unit != technician.Unit) throw Refusal.NotFound("work-order", command.Id);
            if (await field.WhyNotSchedule(order.Id, ct) is { } gone) throw gone;
            var slot = new TimeSlot(command.Start, command.Start + (command.Minutes is { } minutes ? Duration.FromMinutes(minutes) : order.Estimated));
            var fit = (await fits.Of(order, [technician], Planning.Around(slot), ct))[0];
            if ((PoolRule.WhyNot(technician, policy, await pool.OfferOf(technician, order, ct)) ?? Planning.WhyNot(fit, slot, insist: false, reason: null, db.Now)) is { } refusal) throw refusal;

            var visit = await field.Take(order.Id, slot, command.Version, ct);
            await bookings.Take(technician.Person, zone, slot, order.Id, visit, null, ct);
            // Asked once the day's version is read: of two that are taken at once, the later one loses its race and asks again.
            var day = slot.Start.InZone(zone).Date;
            var span = new TimeSlot(zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant());
            if (await pool.Taken(technician.Person, span, ct) >= policy.PoolPerDay) throw new Refusal("pool.limit") { Arguments = [policy.PoolPerDay] };
            db.Count(new("dispatch.taken", day, technician.Person, order.Unit, order.Kind, 1, 0, order.Id.Value));
            await db.SaveChangesAsync(ct);
            return new(visit, slot.Start, slot.End);
        }
    }
}
