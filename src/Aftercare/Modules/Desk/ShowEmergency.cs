using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What somebody who is called to an emergency must know to go (R323): also a technician who does not see the ticket yet.</summary>
internal static class ShowEmergency
{
    [Needs("desk.read")]
    internal sealed record Query(TicketId Id) : IQuery<Response>;

    /// <param name="TakenBy">Who goes; null while people are called.</param>
    /// <param name="WhyNotTake">Code of the reason why the caller cannot take it now.</param>
    internal sealed record Response(
        TicketId Id, string Number, string Fault, string Customer, string? Phone, string? Address, string? Access, Instant OpenedAt, int Rounds, IReadOnlyList<string> Called, string? TakenBy, Instant? TakenAt, Instant? ReleasedAt,
        string? WhyNotTake, bool SeesTicket);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{id:long}/emergency", Get);

    /// <summary>What somebody who is called to an emergency must know.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, ICustomers customers, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var alarms = await db.All<TicketAlarm>().Where(alarm => alarm.TicketId == query.Id).OrderBy(alarm => alarm.Round).ToListAsync(ct);
            var sees = await db.Visible<Ticket>().AnyAsync(Ticket.WithKey(query.Id.Value), ct);
            if (!sees && !alarms.Exists(alarm => alarm.PersonId == caller.Person)) throw Refusal.NotFound("ticket", query.Id);
            var ticket = await reckoner.Find(query.Id, ct);
            if (!ticket.Emergency) throw Refusal.NotFound("emergency", query.Id);

            var customer = await customers.Customer(ticket.CustomerId, ct);
            var site = ticket.SiteId is { } id ? await customers.Site(id, ct) : null;
            var names = await organisation.Names([.. alarms.Select(alarm => (PersonId?)alarm.PersonId), ticket.TakenById], ct);
            return new(
                ticket.Id, ticket.Number, ticket.Fault, customer.Name, ticket.CallerPhone ?? customer.Phone, site?.OneLine, site?.Access, ticket.OpenedAt, ticket.AlarmRounds,
                [.. alarms.Select(alarm => names.GetValueOrDefault(alarm.PersonId)).OfType<string>().Distinct()], ticket.TakenById is { } by ? names.GetValueOrDefault(by) : null, ticket.TakenAt, ticket.ReleasedAt,
                ticket.WhyNotTake()?.Code, sees);
        }
    }
}
