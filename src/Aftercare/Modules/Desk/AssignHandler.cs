using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Give the ticket to a named person (R307).</summary>
internal static class AssignHandler
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command(PersonId To, int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/handler", Post);

    /// <summary>Gives the ticket to a named person.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, IOrganisation organisation) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            var to = await organisation.Person(command.To, ct);
            if (!to.Active) throw Refusal.Invalid("person.inactive", nameof(command.To), to.Name);
            if ((ticket.WhyNotWork() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.AssignTo(command.To, act);
            await reckoner.Reckon(ticket, ct);
            db.Announce(new HandlerAssigned(ticket.Id, ticket.HandlerId, act.At));
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
