using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>What has to be put right with customers, the most urgent first; or what was done, the newest first.</summary>
internal static class ListFollowUps
{
    /// <param name="Only">Just this one, done or not.</param>
    [Needs("satisfaction.read")]
    internal sealed record Query(bool Done = false, bool Mine = false, FollowUpKind? Kind = null, string? After = null, [property: Range(1, 200)] int Size = 25, FollowUpId? Only = null) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        FollowUpId Id, FollowUpKind Kind, string Number, WorkOrderId? Order, TicketId Ticket, CustomerId Customer, string CustomerName, string? Phone, PersonId? Person, string? PersonName, string? Reason, Instant OpenedAt, Instant DueAt,
        Instant? DoneAt, string? DoneBy, string? Result, int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/follow-ups", Get);

    /// <summary>A page of follow-ups, the most urgent first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(Door door, CancellationToken ct, bool done = false, bool mine = false, FollowUpKind? kind = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(done, mine, kind, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, ICustomers customers) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var chosen = query.Only is { } id ? db.Visible<FollowUp>().Where(row => row.Id == id) : query.Done ? db.Visible<FollowUp>().Where(row => row.DoneAt != null) : db.Visible<FollowUp>().Where(row => row.DoneAt == null);
            if (query.Mine) chosen = chosen.Where(row => row.PersonId == caller.Person);
            if (query.Kind is { } kind) chosen = chosen.Where(row => row.Kind == kind);
            var rows = await Ordered(chosen, query).Take(query.Size + 1).ToListAsync(ct);
            var owners = await customers.Customers([.. rows.Select(row => row.CustomerId)], ct);
            var names = await organisation.Names(rows.Select(row => row.PersonId), ct);
            return rows.ConvertAll(row => new Row(
                row.Id, row.Kind, row.Number, row.OrderId, row.TicketId, row.CustomerId, owners.GetValueOrDefault(row.CustomerId)?.Name ?? "", owners.GetValueOrDefault(row.CustomerId)?.Phone, row.PersonId,
                row.PersonId is { } person ? names.GetValueOrDefault(person) : null, row.Reason, row.OpenedAt, row.DueAt, row.DoneAt, row.DoneBy, row.Result, row.Version)).CutToPage(query.Size, row => new(row.DueAt, row.Id.Value));
        }

        private static IQueryable<FollowUp> Ordered(IQueryable<FollowUp> rows, Query query)
        {
            if (query.Done) return rows.NewestFirst(row => row.DueAt, row => row.Id, query.After);
            if (PageKey.Parse(query.After) is { } key) rows = rows.Where(row => row.DueAt > key.At || (row.DueAt == key.At && row.Id > new FollowUpId(key.Id)));
            return rows.OrderBy(row => row.DueAt).ThenBy(row => row.Id);
        }
    }
}
