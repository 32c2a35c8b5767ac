using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Desk.Face;
using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Satisfaction.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>
/// The customer rates a service by the link they were sent: once, and may change it for a day. A satisfied rating is
/// the customer's confirmation (R313). Measures `satisfaction.rated` (sum of stars) and `satisfaction.satisfied`.
/// </summary>
internal static class GiveRating
{
    [Needs("rating.by-link")]
    internal sealed record Command([property: Range(1, 5)] int Stars, [property: StringLength(1000)] string? Comment = null) : ICommand<Response>;

    internal sealed record Response(int Stars, bool Revised);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/rating-links/{token}", Post).RequireRateLimiting(SatisfactionModule.RatingLimit);

    /// <summary>Rate a service, by the link that was sent</summary>
    internal static async Task<Ok<Response>> Post(string token, Command command, RatingDoor door, Gateway gateway, CancellationToken ct) =>
        TypedResults.Ok(await gateway.Run(await door.Holder(token, ct), command, ct));

    internal sealed class Handler(AppDb db, IField field, IDesk desk, Ratings ratings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var id = new RatingLinkId(caller.LinkedRecord ?? 0);
            var link = await db.All<RatingLink>().SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw new Refusal("rating.link-unknown", RefusalKind.NotFound);
            var order = await field.WorkOrder(link.OrderId, ct);

            link.Use(db.Now);

            var (rating, revised) = await ratings.Say(order, RatingChannel.Link, command.Stars, command.Comment, ct);
            if (rating.Satisfied) await desk.ConfirmedByCustomer(order.Ticket, "rating", db.Now, ct);
            db.Announce(new RatingGiven(order.Id, rating.Id, rating.Stars, rating.Satisfied, db.Now));
            await db.SaveChangesAsync(ct);
            return new(rating.Stars, revised);
        }
    }
}
