using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Write down that the customer urged (催单, B02): counted, told to the handler and the technician, and in their queue until somebody answers. Measure `desk.urged`.</summary>
internal static class UrgeTicket
{
    /// <param name="Channel">How the customer urged.</param>
    /// <param name="Note">What they said.</param>
    [Needs("desk.do")]
    internal sealed record Command(Channel Channel = Channel.Hotline, [property: StringLength(2000)] string? Note = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/urges", Post);

    /// <summary>Writes down that the customer urged.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await db.Load<Ticket>(command.Id.Value, "ticket", ct);
            if (ticket.WhyNotUrge() is { } why) throw why;

            db.Add(ticket.Urge(command.Channel, string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim(), Act.Of(db)));
            var today = db.Now.InZone((await organisation.Unit(ticket.UnitId, ct)).Zone).Date;
            db.Count(new("desk.urged", today, ticket.HandlerId, ticket.UnitId, ticket.Type, 1, 0, ticket.Key));
            db.Announce(new TicketUrged(ticket.Id, ticket.HandlerId, ticket.TechnicianId, ticket.Urgings, command.Channel, db.Now));
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
