using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Close and archive. Refused until the customer confirmed or was tried often enough, and while something below still stands (R313, R314).</summary>
internal static class CloseTicket
{
    /// <param name="At">When it happened, if that was earlier.</param>
    [Needs("desk.do")]
    internal sealed record Command(int? Version = null, Instant? At = null) : ICommand<TicketState>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{id:long}/close", Post);

    /// <summary>Closes and archives a solved ticket.</summary>
    internal static async Task<Ok<TicketState>> Post(long id, Command command, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, Ladder ladder) : IHandle<Command, TicketState>
    {
        public async Task<TicketState> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (ticket, act) = (await reckoner.Load(command.Id, command.Version, ct), Act.Of(db, command.At));
            var policy = await reckoner.PolicyOf(ticket, ct);
            if ((ticket.WhyNotClose(policy.AttemptsBeforeClose) ?? ticket.WhyNotAt(act.At, act.Now)) is { } why) throw why;

            if ((await ladder.Terms(ticket.UnitId, ct)).Terms.ExplainBeforeClose && await Unexplained(ticket, ct) is { } clock) throw new Refusal("ticket.breach-unexplained") { Arguments = [new TextKey($"desk.clock.{Ticket.NameOf(clock)}")] };

            ticket.Close(act);
            await reckoner.Reckon(ticket, ct);
            db.Announce(new TicketClosed(ticket.Id, act.At));
            await db.SaveChangesAsync(ct);
            return ticket.State;
        }

        private async Task<ClockKind?> Unexplained(Ticket ticket, CancellationToken ct)
        {
            var explained = await db.All<BreachReview>().Where(review => review.TicketId == ticket.Id).Select(review => review.Clock).ToListAsync(ct);
            return ticket.Clocks.Where(clock => clock.IsBroken && !explained.Contains(clock.Kind)).Select(clock => (ClockKind?)clock.Kind).FirstOrDefault();
        }
    }
}
