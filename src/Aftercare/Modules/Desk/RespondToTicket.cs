using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Answer the customer: stops the respond clock and takes the ticket into handling.</summary>
internal static class RespondToTicket
{
    /// <param name="Text">What the customer was told.</param>
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(8000)] string Text, int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/respond", Post);

    /// <summary>Answers the customer. The first answer stops the respond clock.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if ((ticket.WhyNotWork() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.Respond(act);
            db.Add(new TicketMessage { Id = db.NewId<TicketMessageId>(), TicketId = ticket.Id, Kind = MessageKind.Answer, At = act.At, EnteredAt = act.Now, Who = act.Who, Text = command.Text });
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
