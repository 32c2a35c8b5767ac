using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>One account as its administrator sees it.</summary>
internal static class GetAccount
{
    [Needs("platform.manage")]
    internal sealed record Query(AccountId AccountId) : IQuery<Response>;

    /// <param name="WithinReach">False when it reaches further than the caller, who then may look but not change.</param>
    internal sealed record Response(
        AccountId Id, int Version, string Login, string Name, string? Phone, PersonId? Person, string Language, bool Open, bool HasPassword, bool HasSecondFactor,
        Instant? LockedUntil, Instant? SignedInAt, IReadOnlyList<Held> Roles, bool WithinReach);

    /// <param name="Name">In the reader's language.</param>
    /// <param name="Today">Whether it holds today.</param>
    internal sealed record Held(GrantId Id, string Code, string Name, UnitId? Unit, LocalDate From, LocalDate? Until, bool Today);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/accounts/{id:long}", Get).WithName("GetAccount");

    /// <summary>One account with its roles, past and to come. Needs `platform.manage`.</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var account = await db.Visible<Account>().Include(account => account.Grants).SingleOrDefaultAsync(account => account.Id == query.AccountId, ct) ?? throw Refusal.NotFound("account", query.AccountId);
            var today = (await db.OwnCompany(ct)).Today(db.Now);
            return new(
                account.Id, account.Version, account.Login, account.Name, account.Phone, account.PersonId, account.Language, account.Open, account.PasswordHash is not null, account.TotpSecret is not null,
                db.Now < account.LockedUntil ? account.LockedUntil : null, account.SignedInAt,
                [.. account.Grants.OrderByDescending(grant => grant.HoldsOn(today)).ThenBy(grant => grant.From).Select(grant =>
                    new Held(grant.Id, grant.RoleCode, RoleBook.Find(grant.RoleCode)?.Name(caller.Language) ?? grant.RoleCode, grant.UnitId, grant.From, grant.Until, grant.HoldsOn(today)))],
                Reach.WhyNotChange(caller, account) is null);
        }
    }
}
