using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Satisfaction;

/// <summary>Whose a rating link is. The holder of the token has nothing else yet: the company comes out of it.</summary>
internal static class FindRatingLink
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(string Token) : IQuery<Response>;

    /// <param name="Company">Null when there is no such link.</param>
    internal sealed record Response(CompanyId? Company, RatingLinkId Link);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var hash = RatingLink.HashOf(query.Token);
            var found = await db.Set<RatingLink>().IgnoreQueryFilters([CompanyFilter.Name]).Where(link => link.TokenHash == hash).Select(link => new { link.CompanyId, link.Id }).SingleOrDefaultAsync(ct);
            return new(found?.CompanyId, found?.Id ?? default);
        }
    }
}
