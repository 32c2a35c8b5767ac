using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>How it stands with the service code of an order (B07); never the code itself.</summary>
internal static class GetCompletionCode
{
    [Needs("field.read")]
    internal sealed record Query(WorkOrderId Id) : IQuery<Response>;

    /// <param name="Needed">Whether the order needs one.</param>
    /// <param name="SentTo">The number, the middle hidden; null when none was sent.</param>
    /// <param name="MayDecide">The caller may decide on the reason given.</param>
    internal sealed record Response(
        WorkOrderId Id, bool Needed, bool MayEnter, string? SentTo, Instant? SentAt, int Sent, int TriesLeft, Instant? EnteredAt, string? Excuse, string? ExcusedBy, Instant? ExcusedAt, bool? Approved, string? DecidedBy,
        Instant? DecidedAt, string? Decision, bool MayDecide);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders/{id:long}/completion-code", Get);

    /// <summary>How it stands with the service code of a work order</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, CompletionCodes codes, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var order = await db.Load<WorkOrder>(query.Id.Value, "work-order", ct);
            if (await codes.Of(order, ct) is not { } code) return new(order.Id, false, false, null, null, 0, 0, null, null, null, null, null, null, null, null, false);
            var names = await organisation.Names([code.ExcusedBy, code.DecidedBy], ct);
            return new(
                order.Id, true, !code.IsSettled && order.WhyNotRecord(caller) is null && caller.May("field.do"), code.SentTo, code.SentAt, code.Sent, code.TriesLeft, code.EnteredAt, code.Excuse, Name(code.ExcusedBy), code.ExcusedAt,
                code.Approved, Name(code.DecidedBy), code.DecidedAt, code.Decision, code.Waits && caller.May("field.manage") && caller.Person is not null && caller.Person != code.ExcusedBy);

            string? Name(PersonId? person) => person is { } known ? names.GetValueOrDefault(known) : null;
        }
    }
}
