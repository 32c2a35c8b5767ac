using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>"Set off" was pressed too early: take it back.</summary>
internal static class UndoTravel
{
    [Needs("field.do")]
    internal sealed record Command(int? Version = null) : ICommand<Done>
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/undo-travel", Post);

    /// <summary>Take back having set off</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);

            order.UndoTravel(caller);

            db.Announce(new WorkOrderMovedOn(order.Id, order.Status, db.Now));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
