using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// A check call (R915): the customer says whether a rating that came by link is theirs. A contradiction is counted for the
/// technician (`satisfaction.check.contradicted`), told to whoever keeps the daily behaviour, and looked into by somebody.
/// </summary>
internal static class CheckRating
{
    /// <param name="Confirmed">False when the customer did not give this rating, or gave another one.</param>
    /// <param name="Note">What the customer said; needed for a contradiction.</param>
    [Needs("satisfaction.do")]
    internal sealed record Command(bool Confirmed, [property: StringLength(1000)] string? Note = null, int? Version = null) : ICommand<Done>
    {
        /// <summary>Which call-back; over HTTP the address says it.</summary>
        public CallbackId Id { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/callbacks/{id:long}/check", Post);

    /// <summary>Write down whether a rating is the customer's own</summary>
    internal static async Task<Ok<Done>> Post(long id, Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command with { Id = new(id) }, ct));

    internal sealed class Handler(AppDb db, Callbacks callbacks, FollowUps followUps) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var callback = await db.Load<Callback>(command.Id.Value, "callback", ct);
            callback.Expect(command.Version);
            if (callback.WhyNotCall(caller) is { } refusal) throw refusal;
            if (callback.Purpose is not CallbackPurpose.Check) throw new Refusal("callback.is-no-check");
            if (!command.Confirmed && string.IsNullOrWhiteSpace(command.Note)) throw Refusal.Invalid("field.required", nameof(command.Note));

            callback.Check(CallAttempt.Of(db, callback.Id, CallResult.Reached, command.Note), command.Confirmed, command.Note);

            callbacks.Count(callback, "reached", 1);
            if (!command.Confirmed)
            {
                db.Count(new("satisfaction.check.contradicted", callback.Date, callback.TechnicianId, callback.UnitId, callback.Kind, 1, 0, callback.Source));
                await followUps.Open(FollowUpKind.Contradiction, Served.Of(callback), command.Note, callback.Id, ct);
                db.Announce(new RatingContradicted(callback.Id, callback.TicketId, callback.TechnicianId, db.Now));
            }
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
