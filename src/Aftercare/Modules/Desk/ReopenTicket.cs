using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Not solved after all. No clock is late at once: the time the ticket lay closed counts for none.</summary>
internal static class ReopenTicket
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(1000)] string Reason, int? Version = null, Instant? At = null) : ICommand<TicketState>, IReasoned
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/reopen", Post);

    /// <summary>Opens a solved, closed or cancelled ticket again.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if ((ticket.WhyNotReopen() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.Reopen(command.Reason, act);
            await reckoner.Follow(ticket, act, ct);
            await reckoner.Reckon(ticket, ct);
            db.Announce(new TicketReopened(ticket.Id, act.At));
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
