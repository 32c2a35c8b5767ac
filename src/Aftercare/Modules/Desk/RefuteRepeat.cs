using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Say why a request is no repeat after all (R326): it leaves the first engineer's figures, the reason stays.</summary>
internal static class RefuteRepeat
{
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(1000, MinimumLength = 2)] string Reason, int? Version = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/repeat/refute", Post);

    /// <summary>Says why a request is no repeat after all.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Repeats repeats) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await db.Load<Ticket>(command.Id.Value, "ticket", ct);
            ticket.Expect(command.Version);
            if (ticket.WhyNotRefute() is { } why) throw why;
            ticket.RefuteRepeat(command.Reason.Trim(), caller.Name);
            await repeats.Count(ticket, -1, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
