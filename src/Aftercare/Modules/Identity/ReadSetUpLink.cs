using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>What does a set-up link open? Looks across companies: whoever holds the link is not signed in. The product itself asks.</summary>
internal static class ReadSetUpLink
{
    [Needs("installation.sign-in")]
    internal sealed record Query(byte[] Hash) : IQuery<Response>;

    /// <param name="Installation">True for the link of an empty installation.</param>
    /// <param name="Account">The account whose password it sets; null when the link is void or unknown.</param>
    internal sealed record Response(bool Installation, CompanyId? Company, AccountId? Account);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (SetUpOffer.Holds((await db.Set<Mark>().FindAsync([SetUpOffer.Mark], ct))?.Value, query.Hash, db.Now))
                return new(!await db.Set<Account>().IgnoreQueryFilters().AnyAsync(ct), null, null);
            var link = await db.Set<SetUpLink>().IgnoreQueryFilters().SingleOrDefaultAsync(link => link.Hash == query.Hash, ct);
            return link?.Alive(db.Now) is true ? new(false, link.CompanyId, link.AccountId) : new(false, null, null);
        }
    }
}
