using System.Collections.Frozen;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>
/// What the holder of a session or token may do now (R1501): the union of the roles held today, on the granted units
/// and everything below them. Who holds field posts only sees the own work. The product itself asks, at the door.
/// </summary>
internal static class DescribeCaller
{
    [Needs("installation.sign-in")]
    internal sealed record Query(AccountId Account, long Key, KeyKind Kind) : IQuery<Response>;

    /// <param name="Caller">Null when the session or token has ended or the account is closed.</param>
    internal sealed record Response(Caller? Caller, Instant? LastUse);

    internal sealed class Handler(AppDb db, IUnitTree tree) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var account = await db.Set<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == query.Account, ct);
            var company = await db.OwnCompany(ct);
            var lastUse = await db.Set<LastUse>().Where(use => use.Id == query.Key).Select(use => (Instant?)use.At).SingleOrDefaultAsync(ct);
            if (!account.Open) return new(null, lastUse);
            var found = await Describe(account, company.Today(db.Now), ct);

            if (query.Kind is KeyKind.Session)
            {
                var session = await db.Set<Session>().SingleAsync(session => session.Id == SessionId.Of(query.Key), ct);
                return new(session.Alive(db.Now, lastUse) ? found : null, lastUse ?? session.CreatedAt);
            }
            var token = await db.Set<ApiToken>().SingleAsync(token => token.Id == ApiTokenId.Of(query.Key), ct);
            return new(token.Alive(db.Now) ? Narrowed(found, token) : null, lastUse ?? Instant.MinValue);
        }

        private async Task<Caller> Describe(Account account, LocalDate today, CancellationToken ct)
        {
            var held = account.Grants.Where(grant => grant.HoldsOn(today) && RoleBook.Find(grant.RoleCode) is not null)
                .OrderBy(grant => grant.From).ThenBy(grant => grant.Id.Value).Select(grant => (grant.UnitId, Role: RoleBook.Find(grant.RoleCode)!)).ToList();
            // The unit of a field post says where the holder belongs, not whose work the holder sees.
            var wide = held.Where(grant => !grant.Role.OwnOnly).ToList();
            var all = wide.Exists(grant => grant.UnitId is null);
            return new()
            {
                Kind = CallerKind.Person, Name = account.Name, Company = account.CompanyId, Account = account.Id, Person = account.PersonId,
                Permissions = held.SelectMany(grant => grant.Role.Permissions).ToFrozenSet(),
                SeesAllUnits = all,
                OwnOnly = wide.Count == 0,
                Units = all ? [] : await tree.Expand(account.CompanyId, [.. wide.Select(grant => grant.UnitId).OfType<UnitId>().Distinct()], ct),
                HomeUnit = held.Select(grant => grant.UnitId).FirstOrDefault(unit => unit is not null) ?? await tree.Top(account.CompanyId, ct),
                Language = account.Language,
            };
        }

        private static Caller Narrowed(Caller caller, ApiToken token) => caller with
        {
            Kind = CallerKind.Token, Name = $"token:{token.Name}", Permissions = token.ScopeList.Where(caller.Permissions.Contains).ToFrozenSet(),
        };
    }
}
