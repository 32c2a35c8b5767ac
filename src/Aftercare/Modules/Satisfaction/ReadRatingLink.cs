using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>What the holder of a rating link sees: what was done, and what they said if they did.</summary>
internal static class ReadRatingLink
{
    [Needs("rating.by-link")]
    internal sealed record Query : IQuery<Response>;

    /// <param name="Stars">What was given so far, or null.</param>
    /// <param name="WhyNot">The code of the rule against rating now, or null.</param>
    internal sealed record Response(string OrderNumber, string Kind, string Request, string? WorkDone, string? Technician, int? Stars, string? Comment, string? WhyNot);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/rating-links/{token}", Get).RequireRateLimiting(SatisfactionModule.RatingLimit);

    /// <summary>What a customer is asked to rate, by the link they were sent</summary>
    internal static async Task<Ok<Response>> Get(string token, RatingDoor door, Gateway gateway, CancellationToken ct) =>
        TypedResults.Ok(await gateway.Ask(await door.Holder(token, ct), new Query(), ct));

    internal sealed class Handler(AppDb db, IField field, IOrganisation organisation) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var id = new RatingLinkId(caller.LinkedRecord ?? 0);
            var link = await db.All<RatingLink>().SingleOrDefaultAsync(row => row.Id == id, ct) ?? throw new Refusal("rating.link-unknown", RefusalKind.NotFound);
            var order = await field.WorkOrder(link.OrderId, ct);
            var said = await db.All<Rating>().Where(row => row.OrderId == link.OrderId && row.Channel == RatingChannel.Link).Select(row => new { row.Stars, row.Comment }).SingleOrDefaultAsync(ct);
            var names = await organisation.Names([order.Technician], ct);
            return new(order.Number, order.Kind, order.Request, order.WorkDone, order.Technician is { } person ? names.GetValueOrDefault(person) : null, said?.Stars, said?.Comment, link.WhyNotRate(db.Now)?.Code);
        }
    }
}
