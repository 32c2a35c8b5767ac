using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Who am I here, and what may I do?</summary>
internal static class GetMyAccount
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query : IQuery<Response>;

    /// <param name="Name">As in the audit trail; `token:` and its name for a program.</param>
    /// <param name="Units">The units seen, everything below the granted ones included; empty when <paramref name="SeesAllUnits"/>.</param>
    /// <param name="OwnOnly">True for field posts: own work only.</param>
    internal sealed record Response(
        AccountId AccountId, string Login, string Name, string? Phone, PersonId? Person, string Language, string Company, IReadOnlyList<Held> Roles, IReadOnlyList<string> Permissions,
        IReadOnlyList<UnitId> Units, bool SeesAllUnits, bool OwnOnly, UnitId? HomeUnit, bool HasPassword, bool HasSecondFactor, bool NeedsSecondFactor, int RecoveryCodesLeft, Instant? PasswordSetAt);

    internal sealed record Held(string Code, string Name, UnitId? Unit, LocalDate From, LocalDate? Until);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/account", Get).WithName("GetMyAccount");

    /// <summary>The account behind the session or token: its roles, permissions and units. 401 when nobody is signed in.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            if (caller.Account is not { } id) throw new Refusal("sign-in.required", RefusalKind.Unauthorized);
            var account = await db.Visible<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == id, ct);
            var company = await db.OwnCompany(ct);
            var today = company.Today(db.Now);
            return new(
                id, account.Login, caller.Name, account.Phone, caller.Person, account.Language, company.Name,
                [.. account.Grants.Where(grant => grant.HoldsOn(today)).Select(grant => new Held(grant.RoleCode, RoleBook.Find(grant.RoleCode)?.Name(caller.Language) ?? grant.RoleCode, grant.UnitId, grant.From, grant.Until))],
                [.. caller.Permissions.Order(StringComparer.Ordinal)], caller.Units, caller.SeesAllUnits, caller.OwnOnly, caller.HomeUnit,
                account.PasswordHash is not null, account.TotpSecret is not null, account.NeedsSecondFactor(today),
                account.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, account.PasswordSetAt);
        }
    }
}
