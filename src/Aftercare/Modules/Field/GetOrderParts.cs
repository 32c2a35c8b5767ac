using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>The parts put in on a work order; whoever sees the order sees them.</summary>
internal static class GetOrderParts
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    internal sealed record Response(WorkOrderId Id, bool MayUse, IReadOnlyList<Row> Parts);

    internal sealed record Row(UsedPartId Id, string? PartNumber, string Name, int Quantity, string? NewSerial, string? OldSerial, bool OldDue, Instant? ReceivedAt, string? Difference);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/parts", Get);

    /// <summary>The parts put in on a work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(query.Id.Value, "work-order", ct);
            return new(order.Id, order.WhyNotRecord(caller) is null && caller.May("field.do"), await Of(db, order.Id, ct));
        }
    }

    internal static async Task<IReadOnlyList<Row>> Of(AppDb db, WorkOrderId order, CancellationToken ct) => await db.All<UsedPart>().Where(part => part.OrderId == order).OrderBy(part => part.UsedAt).ThenBy(part => part.Id)
        .Select(part => new Row(part.Id, part.PartNumber, part.Name, part.Quantity, part.NewSerial, part.OldSerial, part.OldDue, part.ReceivedAt, part.Difference)).ToListAsync(ct);
}
