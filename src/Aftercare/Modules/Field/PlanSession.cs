using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Field;

/// <summary>Plan training or a demonstration within a work order (R412, R413).</summary>
internal static class PlanSession
{
    /// <param name="Required">The order cannot be completed before a participant has signed; for training only.</param>
    [Needs("field.do")]
    internal sealed record Command(SessionKind Kind, [property: Required, StringLength(200)] string Topic, Audience Audience, bool Required = false, int? Version = null) : ICommand<Response>
    {
        /// <summary>Which order; over HTTP the address says it.</summary>
        public WorkOrderId Id { get; init; }
    }

    internal sealed record Response(SiteSessionId Session);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders/{id:long}/sessions", Post);

    /// <summary>Plan training or a demonstration within a work order</summary>
    internal static async Task<Ok<Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(command.Id.Value, "work-order", ct);
            order.Expect(command.Version);
            if (!order.IsOpen) throw new Refusal("work-order.not-open") { Arguments = [order.Number] };

            var session = SiteSession.Plan(db, order, command.Kind, command.Topic.Trim(), command.Audience, command.Required);

            await db.SaveChangesAsync(ct);
            return new(session.Id);
        }
    }
}
