using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>Take back a part that was recorded by mistake, while the technician is on site and the store has not received the old one.</summary>
internal static class RemoveUsedPart
{
    [Needs("field.do")]
    internal sealed record Command(UsedPartId Part) : ICommand<Done>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/work-orders/{id:long}/parts/{part:long}", Delete);

    /// <summary>Take back a part recorded by mistake</summary>
    internal static async Task<Ok<Done>> Delete(long id, long part, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(part)) { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            if (order.WhyNotRecord(caller) is { } refusal) throw refusal;
            var part = await db.All<UsedPart>().SingleOrDefaultAsync(part => part.Id == command.Part && part.OrderId == order.Id, ct) ?? throw Refusal.NotFound("used-part", command.Part);
            if (part.ReceivedAt is not null) throw new Refusal("used-part.already-received");

            db.Remove(part);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
