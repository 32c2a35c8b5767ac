using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>Say why a promise was broken, by the company's list of causes (B32). Said again, it corrects what was said, until somebody asks to excuse it.</summary>
internal static class ExplainBreach
{
    /// <param name="Clock">The clock that ran out.</param>
    /// <param name="Cause">Code of a cause in the desk's terms.</param>
    [Needs("desk.do")]
    internal sealed record Command(ClockKind Clock, [property: Required, StringLength(50)] string Cause, [property: StringLength(1000)] string? Note = null) : ICommand<Response>
    {
        /// <summary>Which ticket; over HTTP the address says it.</summary>
        public TicketId Id { get; init; }
    }

    internal sealed record Response(BreachReviewId Id, int Version, BreachState State);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{id:long}/breaches", Put);

    /// <summary>Says why a promise was broken.</summary>
    internal static async Task<Ok<Response>> Put(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Reckoner reckoner, Ladder ladder) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await reckoner.Load(command.Id, null, ct);
            var clock = ticket.Clocks.Find(clock => clock.Kind == command.Clock);
            if (clock is not { IsBroken: true, DueAt: { } due }) throw Refusal.Invalid("breach.not-broken", nameof(command.Clock), new TextKey($"desk.clock.{Ticket.NameOf(command.Clock)}"));
            if ((await ladder.Terms(ticket.UnitId, ct)).Terms.Causes.All(cause => cause.Code != command.Cause)) throw Refusal.Invalid("breach.cause-unknown", nameof(command.Cause), command.Cause);

            var review = await db.All<BreachReview>().SingleOrDefaultAsync(one => one.TicketId == ticket.Id && one.Clock == command.Clock && one.DueAt == due, ct)
                ?? db.Add(new BreachReview { Id = db.NewId<BreachReviewId>(), TicketId = ticket.Id, UnitId = ticket.UnitId, Clock = command.Clock, DueAt = due, HandlerId = ticket.HandlerId, Cause = "", ExplainedBy = "", ExplainedAt = db.Now }).Entity;
            if (review.WhyNotExplain() is { } why) throw why;
            (review.Cause, review.Note, review.ExplainedBy, review.ExplainedAt) = (command.Cause, string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim(), caller.Name, db.Now);
            await db.SaveChangesAsync(ct);
            return new(review.Id, review.Version, review.State);
        }
    }
}
