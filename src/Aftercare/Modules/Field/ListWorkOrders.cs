using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Field;

/// <summary>Work orders the caller sees, the newest first.</summary>
internal static class ListWorkOrders
{
    /// <param name="Q">The beginning of a number of the order or its ticket.</param>
    [Needs("field.read")]
    internal sealed record Query(
        [property: StringLength(40)] string? Q = null, WorkOrderStatus? Status = null, UnitId? Unit = null, PersonId? Technician = null, [property: StringLength(40)] string? Kind = null,
        TicketId? Ticket = null, CustomerId? Customer = null, AssetId? Asset = null, string? After = null, [property: Range(1, 200)] int Size = 25) : IQuery<PageOf<Row>>;

    internal sealed record Row(
        WorkOrderId Id, string Number, TicketId Ticket, string TicketNumber, string Kind, WorkOrderStatus Status, Priority Priority, string Request, CustomerId Customer, string CustomerName,
        PersonId? Technician, string? TechnicianName, Instant? SlotStart, Instant? SlotEnd, Instant CreatedAt, Instant? CompletedAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/work-orders", Get);

    /// <summary>A page of work orders, the newest first</summary>
    internal static async Task<Ok<PageOf<Row>>> Get(
        Door door, CancellationToken ct, string? q = null, WorkOrderStatus? status = null, long? unit = null, long? technician = null, string? kind = null,
        long? ticket = null, long? customer = null, long? asset = null, string? after = null, int size = 25) =>
        TypedResults.Ok(await door.Ask(new Query(q, status, unit is { } u ? new UnitId(u) : null, technician is { } p ? new PersonId(p) : null, kind,
            ticket is { } t ? new TicketId(t) : null, customer is { } c ? new CustomerId(c) : null, asset is { } a ? new AssetId(a) : null, after, size), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, ICustomers customers) : IHandle<Query, PageOf<Row>>
    {
        public async Task<PageOf<Row>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var orders = db.Visible<WorkOrder>();
            if (query.Q?.Trim().ToUpperInvariant() is { Length: > 0 } q) orders = orders.Where(order => order.Number.StartsWith(q) || order.TicketNumber.StartsWith(q));
            if (query.Status is { } status) orders = orders.Where(order => order.Status == status);
            if (query.Unit is { } unit) orders = orders.Where(order => order.UnitId == unit);
            if (query.Technician is { } technician) orders = orders.Where(order => order.TechnicianId == technician);
            if (query.Kind is { Length: > 0 } kind) orders = orders.Where(order => order.Kind == kind);
            if (query.Ticket is { } ticket) orders = orders.Where(order => order.TicketId == ticket);
            if (query.Customer is { } customer) orders = orders.Where(order => order.CustomerId == customer);
            if (query.Asset is { } asset) orders = orders.Where(order => order.AssetId == asset);
            if (PageKey.Parse(query.After) is { } after) orders = orders.Where(order => order.CreatedAt < after.At || (order.CreatedAt == after.At && order.Id < new WorkOrderId(after.Id)));

            var rows = await (from order in orders
                              join card in customers.Cards on order.CustomerId equals card.Id
                              orderby order.CreatedAt descending, order.Id descending
                              select new Row(order.Id, order.Number, order.TicketId, order.TicketNumber, order.Kind, order.Status, order.Priority, order.Request, order.CustomerId, card.Name,
                                  order.TechnicianId, null, order.SlotStart, order.SlotEnd, order.CreatedAt, order.CompletedAt)).Take(query.Size + 1).ToListAsync(ct);
            var names = await organisation.Names(rows.Select(row => row.Technician), ct);
            return rows.ConvertAll(row => row.Technician is { } person ? row with { TechnicianName = names.GetValueOrDefault(person) } : row)
                .CutToPage(query.Size, row => new(row.CreatedAt, row.Id.Value));
        }
    }
}
