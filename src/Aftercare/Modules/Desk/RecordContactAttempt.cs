using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Document an attempt to tell the customer the result (R313). Three of them, or as many as the policy says, stand in for the confirmation.</summary>
internal static class RecordContactAttempt
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command(ContactWay Way, ContactOutcome Outcome, [property: StringLength(2000)] string? Note = null, int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/attempts", Post);

    /// <summary>Documents an attempt to reach the customer.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            if ((ticket.WhyNotConfirm() ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            ticket.Attempts.Add(new() { Id = db.NewId<ContactAttemptId>(), TicketId = ticket.Id, At = act.At, Who = act.Who, Way = command.Way, Outcome = command.Outcome, Note = command.Note });
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }
    }
}
