using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Whose login or phone is it? Looks across companies: nobody names a company at the door. Only the product itself may ask.</summary>
internal static class FindAccount
{
    [Needs("installation.sign-in")]
    internal sealed record Query(string? Login, string? Phone = null) : IQuery<Response>;

    /// <param name="Company">Null when there is none.</param>
    internal sealed record Response(CompanyId? Company, AccountId? Account, string? PasswordHash);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var accounts = db.Set<Account>().IgnoreQueryFilters();
            accounts = query.Login is { } login ? accounts.Where(account => account.Login == login) : accounts.Where(account => account.Phone == query.Phone);
            return await accounts.Select(account => new Response(account.CompanyId, account.Id, account.PasswordHash)).SingleOrDefaultAsync(ct) ?? new(null, null, null);
        }
    }
}
