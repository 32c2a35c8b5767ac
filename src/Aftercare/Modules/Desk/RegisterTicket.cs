using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Register a request (R302): caller, customer, product, fault and requested service at once; the answer to give is there at once (R304).</summary>
internal static class RegisterTicket
{
    /// <param name="Unit">The unit that takes it; the caller's own when left out.</param>
    /// <param name="Type">Code of the request type.</param>
    /// <param name="Fault">What is wrong, in the customer's words.</param>
    /// <param name="Customer">The customer, when known; else give a name.</param>
    /// <param name="CallerName">Who called; the new customer's name when there is no customer yet.</param>
    /// <param name="Address">The new customer's address.</param>
    /// <param name="Asset">The unit it is about; else name the product or leave it to be confirmed on site.</param>
    /// <param name="Product">The product in words.</param>
    /// <param name="ProductOpen">The product is to be confirmed on site.</param>
    /// <param name="Nature">What the agent judges: `safety`, `stopped`, `impaired`, `cosmetic`, `question`.</param>
    /// <param name="Priority">Overrides the derived priority; give a reason.</param>
    /// <param name="OpenedAt">When the customer asked, if that was earlier.</param>
    /// <param name="Handler">A named person; the unit's intake person when left out.</param>
    /// <param name="Answer">What the customer was told at once; the standard advice when left out.</param>
    [Needs("desk.do")]
    internal sealed record Command(
        [property: Required, StringLength(50)] string Type,
        [property: Required, StringLength(4000)] string Fault,
        Channel Channel = Channel.Hotline,
        UnitId? Unit = null,
        CustomerId? Customer = null, ContactId? Contact = null, SiteId? Site = null,
        [property: StringLength(200)] string? CallerName = null, [property: StringLength(50)] string? CallerPhone = null, [property: StringLength(300)] string? Address = null,
        AssetId? Asset = null, [property: StringLength(200)] string? Product = null, bool ProductOpen = false,
        [property: StringLength(50)] string? Nature = null, [property: StringLength(50)] string? Symptom = null, [property: StringLength(200)] string? RequestedService = null,
        Priority? Priority = null, [property: StringLength(1000)] string? PriorityReason = null,
        Instant? OpenedAt = null, PersonId? Handler = null, [property: StringLength(4000)] string? Answer = null) : ICommand<Response>;

    /// <param name="Answer">What to tell the customer now.</param>
    /// <param name="PriorityWhy">The rule that gave the priority, in the reader's words.</param>
    internal sealed record Response(TicketId Id, string Number, Priority Priority, string? PriorityWhy, string Answer, PersonId Handler);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets", Post);

    /// <summary>Register a request. The answer carries its number and what to tell the customer at once.</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct)
    {
        var ticket = await door.Run(command, ct);
        return TypedResults.Created($"/api/tickets/{ticket.Id}", ticket);
    }

    internal sealed class Handler(AppDb db, Intake intake, Reckoner reckoner, DeskRules rules, ICustomers customers, IOrganisation organisation) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var known = await Known(command, ct);
            var unit = await UnitOf(caller, command, known, ct);
            if (command is { Priority: not null, PriorityReason: null or "" }) throw Refusal.Invalid("ticket.priority-reason-missing", "PriorityReason");
            var customer = known ?? await Register(unit, command, ct);
            await CheckNamed(command, customer, ct);

            var act = Act.Of(db);
            var (ticket, advice) = await intake.Open(new()
            {
                Unit = unit, Handler = command.Handler, Channel = command.Channel, Type = command.Type, Customer = customer, Contact = command.Contact, CallerName = command.CallerName,
                CallerPhone = command.CallerPhone, Site = command.Site, Asset = command.Asset, ProductText = command.Product, ProductOpen = command.ProductOpen, Fault = command.Fault,
                Nature = command.Nature, Symptom = command.Symptom, RequestedService = command.RequestedService, Priority = command.Priority, PriorityReason = command.PriorityReason,
                OpenedAt = command.OpenedAt ?? db.Now,
            }, act, ct);
            var answer = command.Answer ?? advice;
            // Whoever spoke to us was answered while speaking, even if it is entered later; whoever wrote is answered now.
            var answered = command.Channel is Channel.Hotline or Channel.WalkIn or Channel.Field ? ticket.OpenedAt : db.Now;
            ticket.Acknowledge(act with { At = answered });
            db.Add(new TicketMessage { Id = db.NewId<TicketMessageId>(), TicketId = ticket.Id, Kind = MessageKind.Answer, At = answered, EnteredAt = db.Now, Who = act.Who, Text = answer });

            var why = (await rules.Priorities(ct)).FirstOrDefault(rule => rule.Code == ticket.PriorityRule)?.NameIn(caller.Language);

            await reckoner.Reckon(ticket, ct);
            intake.Announce(ticket);
            await db.SaveChangesAsync(ct);
            return new(ticket.Id, ticket.Number, ticket.Priority, why, answer, ticket.HandlerId);
        }

        /// <summary>As told; else the unit that looks after the customer, when the caller works for it and it has somebody to take the request in; else the caller's own.</summary>
        private async Task<UnitId> UnitOf(Caller caller, Command command, CustomerCard? known, CancellationToken ct)
        {
            bool Works(UnitId unit) => caller.SeesAllUnits || caller.Units.Contains(unit);
            if (command.Unit is null && known is not null && Works(known.Unit) && await organisation.IntakePerson(known.Unit, ct) is not null) return known.Unit;
            var unit = command.Unit ?? caller.HomeUnit ?? throw Refusal.Invalid("ticket.unit-missing", "Unit");
            return Works(unit) ? unit : throw Refusal.NotFound("unit", unit);
        }

        /// <summary>What the request names besides must be the company's own, and the customer's.</summary>
        private async Task CheckNamed(Command command, CustomerCard customer, CancellationToken ct)
        {
            if (command.Handler is { } handler && await organisation.Person(handler, ct) is { Active: false, Name: var gone }) throw Refusal.Invalid("person.inactive", nameof(command.Handler), gone);
            if (command.Site is { } site && (await customers.Site(site, ct))?.Customer != customer.Id) throw Refusal.NotFound("site", site);
            if (command.Contact is { } contact && (await customers.Contact(contact, ct))?.Customer != customer.Id) throw Refusal.NotFound("contact", contact);
        }

        private async Task<CustomerCard?> Known(Command command, CancellationToken ct)
        {
            if (command.Customer is { } known) return await customers.Customer(known, ct);
            return command.CallerPhone is { Length: > 0 } phone && await customers.ByPhone(phone, ct) is { } found ? found.Customer : null;
        }

        private Task<CustomerCard> Register(UnitId unit, Command command, CancellationToken ct) => string.IsNullOrWhiteSpace(command.CallerName)
            ? throw Refusal.Invalid("ticket.customer-missing", "Customer")
            : customers.Register(unit, command.CallerName, command.CallerPhone, null, command.Address, ct);
    }
}
