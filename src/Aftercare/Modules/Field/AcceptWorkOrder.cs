using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The technician accepts the appointment.</summary>
internal static class AcceptWorkOrder
{
    /// <param name="At">When it was pressed on the device; now when left out.</param>
    [Needs("field.do")]
    internal sealed record Command(Instant? At = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/accept", Post);

    /// <summary>Accept an appointment</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.Accept(caller, command.At ?? db.Now, db.Now);

            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
