using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>The files of a ticket: what the customer sent with the report, and service reports.</summary>
internal static class ListTicketFiles
{
    /// <summary>The record kind of a ticket's files.</summary>
    public const string Kind = "ticket";

    [Needs("desk.read")]
    internal sealed record Query(TicketId Id) : IQuery<IReadOnlyList<FileCard>>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{id:long}/files", Get);

    /// <summary>The files of a ticket, oldest first; `/api/files/{id}` has the content.</summary>
    internal static async Task<Ok<IReadOnlyList<FileCard>>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, IFiles files) : IHandle<Query, IReadOnlyList<FileCard>>
    {
        public async Task<IReadOnlyList<FileCard>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var ticket = await db.Load<Ticket>(query.Id.Value, "ticket", ct);
            return await files.Of(db, Kind, ticket.Id.Value, ct);
        }
    }
}
