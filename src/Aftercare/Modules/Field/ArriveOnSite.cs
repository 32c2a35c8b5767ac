using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>
/// The technician stands at the door: stops the ticket's arrive clock and tells whether the appointment was kept
/// (R404: agreed 14:00, arrived 14:25, tolerance 15 minutes is late). Where a window was promised, its end counts (B04). Measures `field.visit.arrived`, `field.visit.kept`, `field.window.kept`, `field.window.late`.
/// </summary>
internal static class ArriveOnSite
{
    /// <param name="At">When it was pressed on the device; now when left out.</param>
    /// <param name="Place">Where the device was, if it knows.</param>
    [Needs("field.do")]
    internal sealed record Command(Instant? At = null, Place? Place = null, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    /// <param name="Late">Later than agreed, tolerance included.</param>
    internal sealed record Response(bool Late);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/arrive", Post);

    /// <summary>Arrive at the customer</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IDesk desk, IOrganisation organisation, CompletionCodes codes) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            var unit = await organisation.Unit(order.UnitId, ct);
            var at = command.At ?? db.Now;
            var day = at.InZone(unit.Zone).Date;
            var tolerance = await FieldPolicy.ToleranceOn(db, day, ct);

            order.Arrive(caller, at, command.Place, tolerance, db.Now);

            var (visit, late) = (order.Visit!, order.Visit!.Late is true);
            await desk.Arrived(order.TicketId, visit.TechnicianId, at, ct);
            db.Count(new("field.visit.arrived", day, visit.TechnicianId, order.UnitId, order.Kind, 1, 0, order.Id.Value));
            if (!late) db.Count(new("field.visit.kept", day, visit.TechnicianId, order.UnitId, order.Kind, 1, 0, order.Id.Value));
            if (visit.PromisedUntil is not null) db.Count(new(late ? "field.window.late" : "field.window.kept", day, visit.TechnicianId, order.UnitId, order.Kind, 1, 0, order.Id.Value));
            await codes.Require(order, day, ct);
            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return new(late);
        }
    }
}
