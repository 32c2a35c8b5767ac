using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Dispatch;

/// <summary>Take an appointment back; the order waits in the pool again.</summary>
internal static class Unschedule
{
    [Needs("field.manage")]
    internal sealed record Command([property: Required, StringLength(500)] string Reason, int? Version = null, Payer? Pays = null) : ICommand<Done>, IReasoned
    {
        /// <summary>Which; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/unschedule", Post);

    /// <summary>Take an appointment back into the pool</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IField field, Bookings bookings) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (!await field.Sees(command.Id, ct)) throw Refusal.NotFound("work-order", command.Id);
            var order = await field.WorkOrder(command.Id, ct);

            await field.Unschedule(command.Id, command.Reason, command.Pays, command.Version, ct);
            if (order.Visit is { } visit) await bookings.Free(visit, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
