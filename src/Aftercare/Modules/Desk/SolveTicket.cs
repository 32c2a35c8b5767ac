using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The work is done: stops the solve clock. The customer has still to say so (R313); solved from a distance needs cause and solution (R312).</summary>
internal static class SolveTicket
{
    /// <param name="Solution">What was done.</param>
    /// <param name="Cause">Code of the cause.</param>
    /// <param name="Remotely">By phone or online.</param>
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(4000)] string Solution, [property: StringLength(50)] string? Cause = null, bool Remotely = false, int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/solve", Post);

    /// <summary>Marks the ticket as solved; closing waits for the customer.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if (command.Remotely && string.IsNullOrWhiteSpace(command.Cause ?? ticket.Cause)) throw Refusal.Invalid("ticket.cause-missing", nameof(command.Cause));
            if ((ticket.WhyNotSolve() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.Solve(command.Solution, command.Cause, command.Remotely, act);
            await reckoner.Reckon(ticket, ct);
            db.Announce(new TicketSolved(ticket.Id, act.At));
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
