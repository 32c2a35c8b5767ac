using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Write something on a ticket: for colleagues, or what the customer said. Possible on closed tickets too.</summary>
internal static class AddNote
{
    /// <param name="FromCustomer">What the customer told us; it then shows on the customer's own page.</param>
    [Needs("desk.do")]
    internal sealed record Command([property: Required, StringLength(8000)] string Text, bool FromCustomer = false) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/notes", Post);

    /// <summary>Adds a note for colleagues, or what the customer said.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await db.Load<Ticket>(command.Id.Value, "ticket", ct);

            db.Add(new TicketMessage
            {
                Id = db.NewId<TicketMessageId>(), TicketId = ticket.Id, Kind = command.FromCustomer ? MessageKind.FromCustomer : MessageKind.Note, At = db.Now, EnteredAt = db.Now,
                Who = caller.Name, Text = command.Text,
            });
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
