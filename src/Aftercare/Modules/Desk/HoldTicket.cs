using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Rest a ticket for a reason the policy in force allows: clocks whose target lists the reason stop counting.</summary>
internal static class HoldTicket
{
    /// <param name="Pause">Code of one of the policy's pause reasons.</param>
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(50)] string Pause, [property: StringLength(2000)] string? Note = null, int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/hold", Post);

    /// <summary>Rests the ticket while it waits for something outside our hands.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            var policy = await reckoner.PolicyOf(ticket, ct);
            if (policy.PauseReasons.All(reason => reason.Code != command.Pause)) throw Refusal.Invalid("ticket.pause-reason-unknown", nameof(command.Pause), command.Pause);
            if ((ticket.WhyNotHold() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.Hold(command.Pause, command.Note, act);
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
