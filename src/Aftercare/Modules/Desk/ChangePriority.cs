using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Choose another priority than the table gave, and say why (R306). The clocks follow; time already rested stays rested.</summary>
internal static class ChangePriority
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command(Priority Priority, [property: Required, StringLength(1000)] string Reason, int? Version = null, Instant? At = null) : ICommand<TicketState>, IReasoned
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/priority", Post);

    /// <summary>Changes the priority, with a reason.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if ((ticket.WhyNotWork() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.ChangePriority(command.Priority, null, command.Reason, act);
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
