using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Field;

/// <summary>Let a required training go, with a reason: nobody came, or the customer wants it another day.</summary>
internal static class WaiveSession
{
    [Needs("field.manage")]
    internal sealed record Command(SiteSessionId Session, [property: Required, StringLength(500)] string Reason) : ICommand<Done>, IReasoned
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/sessions/waive", Post);

    /// <summary>Let a required training go</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            var session = await db.All<SiteSession>().SingleOrDefaultAsync(session => session.Id == command.Session && session.OrderId == order.Id, ct) ?? throw Refusal.NotFound("site-session", command.Session);

            session.Waive(order, command.Reason);

            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
