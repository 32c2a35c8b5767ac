using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Registered by mistake, twice, or withdrawn. Promises that were broken before stay broken in the figures.</summary>
internal static class CancelTicket
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(1000)] string Reason, int? Version = null, Instant? At = null) : ICommand<TicketState>, IReasoned
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/cancel", Post);

    /// <summary>Cancels a ticket.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if ((ticket.WhyNotCancel() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.Cancel(command.Reason, act);
            await reckoner.Reckon(ticket, ct);
            db.Announce(new TicketClosed(ticket.Id, act.At));
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
