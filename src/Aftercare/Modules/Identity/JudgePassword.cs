using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>What has to be known to judge a new password and to compare the old one, before the gateway. The product itself asks.</summary>
internal static class JudgePassword
{
    [Needs("installation.sign-in")]
    internal sealed record Query(AccountId Account) : IQuery<Response>;

    internal sealed record Response(string Login, string Name, string? Phone, string Company, bool SecondFactor, string? PasswordHash);

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var company = await db.OwnCompany(ct);
            var account = await db.Set<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == query.Account, ct);
            return new(account.Login, account.Name, account.Phone, company.Name, account.NeedsSecondFactor(company.Today(db.Now)), account.PasswordHash);
        }
    }
}
