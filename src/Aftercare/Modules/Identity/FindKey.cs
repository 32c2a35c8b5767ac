using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Whose cookie or token is it? Looks across companies, because only the answer says which company it is. The product itself asks.</summary>
internal static class FindKey
{
    [Needs("installation.sign-in")]
    internal sealed record Query(byte[] Hash, KeyKind Kind) : IQuery<Response>;

    internal sealed record Response(CompanyId? Company, AccountId? Account, long Key);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct) => query.Kind is KeyKind.Session
            ? await db.Set<Session>().IgnoreQueryFilters().Where(session => session.Hash == query.Hash)
                .Select(session => new Response(session.CompanyId, session.AccountId, (long)(object)session.Id)).SingleOrDefaultAsync(ct) ?? new(null, null, 0)
            : await db.Set<ApiToken>().IgnoreQueryFilters().Where(token => token.Hash == query.Hash)
                .Select(token => new Response(token.CompanyId, token.AccountId, (long)(object)token.Id)).SingleOrDefaultAsync(ct) ?? new(null, null, 0);
    }
}
