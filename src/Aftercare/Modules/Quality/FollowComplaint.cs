using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>The progress of one complaint, for whoever holds its key: what the customer may see, and nothing else.</summary>
internal static class FollowComplaint
{
    [Needs("portal.report")]
    internal sealed record Query([property: Required, StringLength(40)] string Key) : IQuery<Response>;

    /// <param name="RespondBy">Until when we verify and answer.</param>
    /// <param name="SolveBy">Until when the customer hears a solution.</param>
    /// <param name="Solution">What the customer was told last.</param>
    internal sealed record Response(string Number, ComplaintStatus Status, string Words, Instant ReceivedAt, Instant RespondBy, Instant SolveBy, string? Solution);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/portal/complaints/{key}", Get);

    /// <summary>The progress of a complaint, by the key that was given with its number.</summary>
    internal static async Task<Ok<Response>> Get(string key, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(key), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            // Whoever knows the key may see: it is as long as a session's.
            var complaint = await db.All<Complaint>().Include(complaint => complaint.Clocks).SingleOrDefaultAsync(complaint => complaint.FollowKey == query.Key, ct) ?? throw Refusal.NotFound("complaint", query.Key);
            return new(complaint.Number, complaint.Status, complaint.Words, complaint.ReceivedAt, complaint.DueOf(ComplaintClockKind.Respond), complaint.DueOf(ComplaintClockKind.Solve), complaint.Solution);
        }
    }
}
