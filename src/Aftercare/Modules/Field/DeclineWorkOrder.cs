using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>The technician gives the appointment back, with a reason; the order waits for a dispatcher again.</summary>
internal static class DeclineWorkOrder
{
    [Needs("field.do")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason, int? Version = null, Payer? Pays = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/decline", Post);

    /// <summary>Give an appointment back</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, OtherOrders others) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            if (order.WhyNotDecline(caller) is { } refusal) throw refusal;

            var visit = order.Withdraw(command.Reason, db.Now, declined: true);

            OrderAct.Note(db, order, visit.TechnicianId, ActKind.SentBack, command.Reason, command.Pays);
            await others.Released(order, ct);
            db.Announce(new VisitWithdrawn(order.Id, visit.Id, visit.TechnicianId, command.Reason, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
