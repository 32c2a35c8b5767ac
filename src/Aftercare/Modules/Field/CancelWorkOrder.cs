using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>The work will not be done; the ticket may be closed again, and is solved if this was all that its completed orders waited for.</summary>
internal static class CancelWorkOrder
{
    [Needs("field.manage")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason, int? Version = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/cancel", Post);

    /// <summary>Cancel a work order</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, OtherOrders others, OrderChecklists checklists) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            var visit = order.Cancel(command.Reason, db.Now);

            order.DropPlan(db);
            await checklists.Settle(order, ct);
            await others.Ended(order, db.Now, ct);
            if (visit is not null)
            {
                await others.Released(order, ct);
                db.Announce(new VisitWithdrawn(order.Id, visit.Id, visit.TechnicianId, command.Reason, db.Now));
            }
            db.Announce(new WorkOrderCancelled(order.Id, order.TicketId, command.Reason, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
