using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Desk;

/// <summary>Approve or refuse to excuse a broken promise, with a reason; never one's own (B32). Approved, it leaves the net figures; the gross ones stay.</summary>
internal static class DecideExemption
{
    [Needs("desk.manage")]
    internal sealed record Command(bool Approve, [property: Required, StringLength(1000, MinimumLength = 2)] string Reason, int? Version = null) : ICommand<ExplainBreach.Response>
    {
        /// <summary>Which review; over HTTP the address says it.</summary>
        public BreachReviewId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/breaches/{id:long}/decision", Post);

    /// <summary>Approves or refuses to excuse a broken promise.</summary>
    internal static async Task<Ok<ExplainBreach.Response>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, ExplainBreach.Response>
    {
        public async Task<ExplainBreach.Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var review = await db.Load<BreachReview>(command.Id.Value, "breach", ct);
            review.Expect(command.Version);
            if (review.WhyNotDecide(caller) is { } why) throw why;

            review.Decide(command.Approve, command.Reason.Trim(), Act.Of(db));
            var ticket = await reckoner.Find(review.TicketId, ct);
            if (command.Approve && ticket.Clocks.Find(clock => clock.Kind == review.Clock) is { } clock && clock.DueAt == review.DueAt)
            {
                clock.Excuse();
                await reckoner.Reckon(ticket, ct);
            }
            await db.SaveChangesAsync(ct);
            return new(review.Id, review.Version, review.State);
        }
    }
}
