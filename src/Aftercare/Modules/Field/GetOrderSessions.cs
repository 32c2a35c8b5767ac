using Aftercare.Modules.Field.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Training and demonstrations of one work order; whoever sees the order sees them.</summary>
internal static class GetOrderSessions
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    /// <param name="MayPlan">The order is open.</param>
    /// <param name="MayRecord">The caller stands at the door with it.</param>
    internal sealed record Response(WorkOrderId Id, string Kind, bool MayPlan, bool MayRecord, IReadOnlyList<Row> Sessions);

    internal sealed record Row(SiteSessionId Id, SessionKind Kind, string Topic, Audience Audience, bool Required, string? Content, Instant? HeldAt, string? WaivedReason, IReadOnlyList<ListSessions.Person> Attendees);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/sessions", Get);

    /// <summary>Training and demonstrations of a work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(query.Id.Value, "work-order", ct);
            var sessions = await db.All<SiteSession>().Where(session => session.OrderId == order.Id).ToListAsync(ct);
            return new(order.Id, order.Kind, order.IsOpen && caller.May("field.do"), order.WhyNotRecord(caller) is null && caller.May("field.do"), [.. sessions.OrderBy(session => session.Id.Value).Select(session =>
                new Row(session.Id, session.Kind, session.Topic, session.Audience, session.Required, session.Content, session.HeldAt, session.WaivedReason, ListSessions.PeopleOf(session)))]);
        }
    }
}
