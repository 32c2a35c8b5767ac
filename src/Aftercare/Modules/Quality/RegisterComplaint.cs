using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>Register a complaint that came by phone, mail, online or on site, with its evidence or without (R801).</summary>
internal static class RegisterComplaint
{
    /// <param name="Words">What the customer complains about, in their words.</param>
    /// <param name="Customer">Who complains; else give a name, and a customer is registered.</param>
    /// <param name="CallerName">Who called or wrote; the new customer's name when there is no customer yet.</param>
    /// <param name="Ticket">The request it is about, if it is about one; of the same customer.</param>
    /// <param name="Asset">The unit it is about, if it is about one.</param>
    /// <param name="About">The colleague it is about, if it is about one.</param>
    /// <param name="Evidence">Files sent before. Without any, the complaint is marked "to be supplied".</param>
    /// <param name="Owner">A named person; the unit's intake person when left out.</param>
    /// <param name="Unit">The unit that takes it; the customer's or the caller's own when left out.</param>
    /// <param name="ReceivedAt">When it came in, if that was earlier.</param>
    [Needs("quality.do")]
    internal sealed record Command(
        [property: Required, StringLength(4000, MinimumLength = 2)] string Words, ComplaintCategory Category, ComplaintChannel Channel = ComplaintChannel.Phone, ComplaintSeverity Severity = ComplaintSeverity.Normal,
        CustomerId? Customer = null, ContactId? Contact = null, [property: StringLength(200)] string? CallerName = null, [property: StringLength(50)] string? CallerPhone = null,
        TicketId? Ticket = null, AssetId? Asset = null, PersonId? About = null, IReadOnlyList<FileId>? Evidence = null, PersonId? Owner = null, UnitId? Unit = null, Instant? ReceivedAt = null) : ICommand<Response>;

    internal sealed record Response(ComplaintId Id, string Number, PersonId Owner, bool EvidenceOpen, Instant RespondBy, Instant SolveBy);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints", Post);

    /// <summary>Register a complaint. The answer carries its number and until when the customer hears from us.</summary>
    internal static async Task<Created<Response>> Post(Command command, Door door, CancellationToken ct)
    {
        var complaint = await door.Run(command, ct);
        return TypedResults.Created($"/api/complaints/{complaint.Id}", complaint);
    }

    internal sealed class Handler(AppDb db, ComplaintIntake intake, ICustomers customers, IOrganisation organisation, IDesk desk) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.Ticket is { } named && !await desk.Sees(named, ct)) throw Refusal.NotFound("ticket", named);
            var ticket = command.Ticket is { } about ? await desk.Ticket(about, ct) : null;
            var known = (command.Customer ?? ticket?.Customer) is { } id ? await customers.Customer(id, ct) : command.CallerPhone is { Length: > 0 } phone ? (await customers.ByPhone(phone, ct))?.Customer : null;
            if (ticket is not null && ticket.Customer != known!.Id) throw Refusal.Invalid("complaint.ticket-of-another", nameof(command.Ticket), ticket.Number);
            var unit = UnitOf(caller, command, ticket, known);
            var owner = command.Owner ?? await organisation.IntakePerson(unit, ct) ?? throw new Refusal("intake.nobody-on-roster");
            if (await organisation.Person(owner, ct) is { Active: false, Name: var gone }) throw Refusal.Invalid("person.inactive", nameof(command.Owner), gone);
            if (command.About is { } person) await organisation.Person(person, ct);
            var customer = known ?? (string.IsNullOrWhiteSpace(command.CallerName)
                ? throw Refusal.Invalid("complaint.customer-missing", nameof(command.Customer))
                : await customers.Register(unit, command.CallerName, command.CallerPhone, null, null, ct));
            if (command.Contact is { } contact && (await customers.Contact(contact, ct))?.Customer != customer.Id) throw Refusal.NotFound("contact", contact);

            var complaint = await intake.Open(new()
            {
                Unit = unit, Owner = owner, Channel = command.Channel, Customer = customer, Contact = command.Contact, CallerName = command.CallerName, CallerPhone = command.CallerPhone, Ticket = ticket,
                Asset = command.Asset, About = command.About, Words = command.Words, Category = command.Category, Severity = command.Severity, Evidence = command.Evidence ?? [], ReceivedAt = command.ReceivedAt ?? db.Now,
            }, ct);
            await db.SaveChangesAsync(ct);
            return new(complaint.Id, complaint.Number, complaint.OwnerId, complaint.EvidenceOpen, complaint.DueOf(ComplaintClockKind.Respond), complaint.DueOf(ComplaintClockKind.Solve));
        }

        /// <summary>As told; else that of the request; else the customer's, when the caller works for it; else the caller's own.</summary>
        private static UnitId UnitOf(Caller caller, Command command, TicketCard? ticket, CustomerCard? known)
        {
            bool Works(UnitId unit) => caller.SeesAllUnits || caller.Units.Contains(unit);
            if (command.Unit is { } told) return Works(told) ? told : throw Refusal.NotFound("unit", told);
            foreach (var unit in new[] { ticket?.Unit, known?.Unit }.OfType<UnitId>()) if (Works(unit)) return unit;
            return caller.HomeUnit ?? throw Refusal.Invalid("complaint.unit-missing", nameof(command.Unit));
        }
    }
}
