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

/// <summary>
/// Order work for a ticket. One ticket may have several orders, each with its own status (R401); while one is open
/// the ticket cannot be closed.
/// </summary>
internal static class CreateWorkOrder
{
    private const int StandardMinutes = 90;

    /// <param name="Kind">`repair`, `installation`…; the ticket's type when left out.</param>
    /// <param name="RequiredSkill">A skill code; the product model's when left out, the empty text for none.</param>
    /// <param name="EstimatedMinutes">How long the visit will take.</param>
    /// <param name="Note">For the technician: gate codes, tools to bring.</param>
    /// <param name="PlannedOn">The local day by which it is to be done, as agreed with the customer (R411).</param>
    [Needs("field.do")]
    internal sealed record Command(
        TicketId Ticket, [property: StringLength(40)] string? Kind = null, [property: StringLength(60)] string? RequiredSkill = null,
        [property: Range(15, 720)] int? EstimatedMinutes = null, [property: StringLength(2000)] string? Note = null, LocalDate? PlannedOn = null) : ICommand<Response>;

    internal sealed record Response(WorkOrderId WorkOrder, string Number);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/work-orders", Post);

    /// <summary>Order work for a ticket</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct)
    {
        var made = await door.Run(command, ct);
        return TypedResults.Created($"/api/work-orders/{made.WorkOrder}", made);
    }

    internal sealed class Handler(AppDb db, IDesk desk, ICustomers customers, IAssets assets, IOrganisation organisation, Numbers numbers, OrderChecklists checklists) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await desk.Ticket(command.Ticket, ct);
            if (!await MaySee(caller, ticket, ct)) throw Refusal.NotFound("ticket", command.Ticket);
            if (ticket.Status is TicketStatus.Closed or TicketStatus.Cancelled) throw new Refusal("work-order.ticket-closed") { Arguments = [ticket.Number] };
            var asset = ticket.Asset is { } id ? await assets.Asset(id, ct) : null;
            var unit = await organisation.Unit(ticket.Unit, ct);
            var (sites, contacts) = (await customers.Sites(ticket.Customer, ct), await customers.Contacts(ticket.Customer, ct));

            var order = new WorkOrder
            {
                Id = db.NewId<WorkOrderId>(), Number = await numbers.Next(db, "WO", db.Now.InZone(unit.Zone).Date, ct),
                TicketId = ticket.Id, TicketNumber = ticket.Number, Kind = command.Kind ?? ticket.Type, UnitId = ticket.Unit, CustomerId = ticket.Customer,
                SiteId = ticket.Site ?? asset?.Site ?? (sites is [var place] ? place.Id : null), ContactId = ticket.Contact ?? (contacts is [var person] ? person.Id : null), AssetId = ticket.Asset, Priority = ticket.Priority,
                Request = ticket.Fault, Note = command.Note, CreatedAt = db.Now, OrderedBy = caller.Person,
                RequiredSkill = (command.RequiredSkill ?? asset?.RequiredSkill) is { Length: > 0 } skill ? skill : null,
                EstimatedMinutes = command.EstimatedMinutes ?? StandardMinutes,
            };

            if (ticket.ProductOpen || asset is { ModelKnown: false }) order.Hold(order.Id.Value, ConfirmProduct.Hold, db.Now);
            if (command.PlannedOn is { } planned) order.Plan(db, planned, null);
            await checklists.Give(order, db.Now.InZone(unit.Zone).Date, ct);
            // Training and demonstrations that were ordered are owed from the start (R412, R413).
            if (order.Kind is "training" or "demonstration")
                SiteSession.Plan(db, order, order.Kind == "training" ? SessionKind.Training : SessionKind.Demonstration, order.Request.Length > 200 ? order.Request[..200] : order.Request, Audience.Operators, required: true);
            db.Add(order);
            await desk.PlaceHold(ticket.Id, order.Id.Value, "field.hold.open-work-order", ct);
            db.Announce(new WorkOrderCreated(order.Id, ticket.Id, ticket.Unit, db.Now));
            await db.SaveChangesAsync(ct);
            return new(order.Id, order.Number);
        }

        private async Task<bool> MaySee(Caller caller, TicketCard ticket, CancellationToken ct) =>
            caller.SeesAllUnits || (caller.OwnOnly ? ticket.Handler == caller.Person : caller.Units.Contains(ticket.Unit))
            || await db.Visible<WorkOrder>().AnyAsync(order => order.TicketId == ticket.Id, ct);
    }
}
