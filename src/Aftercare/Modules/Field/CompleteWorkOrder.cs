using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>
/// The work is done: findings and result are written down and both have signed, or the customer could not and the
/// reason is given (R408, R1519). The last open order of a ticket solves it; the service report follows by itself.
/// Measures `field.order.completed` with the working minutes as its sum.
/// </summary>
internal static class CompleteWorkOrder
{
    /// <param name="UnsignedReason">Why the customer did not sign.</param>
    /// <param name="At">When it was pressed on the device; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(
        [property: StringLength(500)] string? UnsignedReason = null, Instant? At = null, Place? Place = null, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }

        string? IReasoned.Reason => UnsignedReason;
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/complete", Post);

    /// <summary>Complete a work order</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, OtherOrders others, OrderChecklists checklists, IOrganisation organisation) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            var unit = await organisation.Unit(order.UnitId, ct);
            var at = command.At ?? db.Now;

            order.Complete(caller, at, command.Place, command.UnsignedReason, db.Now);

            var technician = order.Visit!.TechnicianId;
            order.KeepPlan(db, at.InZone(unit.Zone).Date);
            var follow = await checklists.FollowUp(order, db.Now.InZone(unit.Zone).Date, ct);
            await others.Ended(order, at, ct, follow);
            db.Count(new("field.order.completed", at.InZone(unit.Zone).Date, technician, order.UnitId, order.Kind, 1, order.WorkMinutes ?? 0, order.Id.Value));
            await Errands.Leave(db, MakeServiceReport.Kind, order.Id.Value, ct);
            db.Announce(new WorkOrderCompleted(order.Id, order.TicketId, order.CustomerId, order.UnitId, technician, order.Kind, at));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
