using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Write the rescue record of an emergency (R323): arrival and release. Without it the ticket is not solved; entering it again corrects it.</summary>
internal static class RecordRescue
{
    /// <param name="People">How many were freed.</param>
    /// <param name="Note">How they were freed, and what became of them.</param>
    [Needs("desk.do")]
    internal sealed record Command(
        Instant ArrivedAt, Instant ReleasedAt, [property: Range(0, 1000)] int People, [property: Required, StringLength(2000, MinimumLength = 2)] string Note, [property: Range(0, 1000)] int Injured = 0, int? Version = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/emergency/rescue", Post);

    /// <summary>Writes the rescue record.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db));
            var (arrivedAt, releasedAt) = (command.ArrivedAt.ToMicroseconds(), command.ReleasedAt.ToMicroseconds());
            if (ticket.WhyNotRescue(arrivedAt, releasedAt, db.Now) is { } why) throw why;
            if (command.Injured > command.People) throw Refusal.Invalid("rescue.more-injured-than-people", nameof(command.Injured));

            var rescue = await db.All<TicketRescue>().SingleOrDefaultAsync(one => one.TicketId == ticket.Id, ct)
                ?? db.Add(new TicketRescue { TicketId = ticket.Id, ArrivedAt = arrivedAt, ReleasedAt = releasedAt, People = 0, Injured = 0, Note = "", Who = "", EnteredAt = db.Now }).Entity;
            (rescue.ArrivedAt, rescue.ReleasedAt, rescue.People, rescue.Injured) = (arrivedAt, releasedAt, command.People, command.Injured);
            (rescue.Note, rescue.Who, rescue.EnteredAt) = (command.Note.Trim(), act.Who, db.Now);
            ticket.Rescue(releasedAt, act with { At = arrivedAt });
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
