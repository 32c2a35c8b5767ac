using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>What a paper slip says happened.</summary>
internal enum EarlierFact { Acknowledged, Responded, Arrived, Rested }

/// <summary>
/// Enter later what happened earlier, with its original time: a paper slip, a forgotten call. The clocks are reckoned
/// again, also of a closed ticket, and a verdict that changes is corrected in the figures. When it was entered stays visible.
/// </summary>
internal static class EnterEarlierFact
{
    /// <param name="At">When it happened.</param>
    /// <param name="Until">Rested: until when.</param>
    /// <param name="Pause">Rested: code of the pause reason.</param>
    /// <param name="Reason">Where this is known from: the slip's number, who told it.</param>
    [Needs("desk.do")]
    internal sealed record Command(EarlierFact What, Instant At, [property: Required, StringLength(1000)] string Reason, Instant? Until = null, [property: StringLength(50)] string? Pause = null, int? Version = null) : ICommand<TicketState>, IReasoned
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/earlier-facts", Post);

    /// <summary>Enters something that happened earlier, with its original time.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            var policy = await reckoner.PolicyOf(ticket, ct);
            if (command.At > db.Now || command.Until > db.Now) throw Refusal.Invalid("ticket.time-ahead", nameof(command.At));
            if (command.At < ticket.OpenedAt) throw Refusal.Invalid("ticket.time-before-opening", nameof(command.At));
            if (command.What is EarlierFact.Rested) CheckRest(command, policy);

            switch (command.What)
            {
                case EarlierFact.Acknowledged: ticket.Acknowledge(act); break;
                case EarlierFact.Responded: ticket.Respond(act); break;
                case EarlierFact.Arrived: ticket.Arrive(act); break;
                case EarlierFact.Rested: ticket.Rested(command.Pause!, command.Until!.Value.ToMicroseconds(), command.Reason, act); break;
            }
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }

        private static void CheckRest(Command command, PolicyDefinition policy)
        {
            if (policy.PauseReasons.All(reason => reason.Code != command.Pause)) throw Refusal.Invalid("ticket.pause-reason-unknown", nameof(command.Pause), command.Pause);
            if (!(command.Until > command.At)) throw Refusal.Invalid("ticket.rest-without-end", nameof(command.Until));
        }
    }
}
