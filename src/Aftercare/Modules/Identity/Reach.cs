using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Nobody hands out more than they hold: the rule that keeps an administrator of one branch out of the others.</summary>
internal static class Reach
{
    /// <summary>Null when the caller may give or take this role on this unit; else `role.unknown` or `grant.beyond-yours`.</summary>
    public static Refusal? WhyNotGive(Caller caller, string role, UnitId? unit)
    {
        if (RoleBook.Find(role) is not { } known) return Refusal.Invalid("role.unknown", "Role", role);
        if (caller.Kind is CallerKind.System) return null;
        var inside = caller.SeesAllUnits || (unit is { } within && !caller.OwnOnly && caller.Units.Contains(within));
        return inside && known.Permissions.IsSubsetOf(caller.Permissions) ? null : new Refusal("grant.beyond-yours", RefusalKind.Forbidden);
    }

    /// <summary>
    /// Null when the caller may change this account; whoever reaches further than the caller is out of reach
    /// (`account.beyond-yours`): else a branch could take over the head office by setting its password.
    /// </summary>
    public static Refusal? WhyNotChange(Caller caller, Account account)
    {
        if (caller.Kind is CallerKind.System) return null;
        return account.Grants.TrueForAll(grant => WhyNotGive(caller, grant.RoleCode, grant.UnitId)?.Code is not "grant.beyond-yours")
            ? null
            : new Refusal("account.beyond-yours", RefusalKind.Forbidden);
    }

    /// <summary>The account of a person who is signed in; a token or visitor is refused (`sign-in.required`, `sign-in.in-person`).</summary>
    public static AccountId RequireSignedIn(this Caller caller) => caller switch
    {
        { Kind: CallerKind.Person, Account: { } account } => account,
        { Kind: CallerKind.Token } => throw new Refusal("sign-in.in-person", RefusalKind.Forbidden),
        _ => throw new Refusal("sign-in.required", RefusalKind.Unauthorized),
    };
}

internal static class AccountLoading
{
    /// <summary>An account with its roles, for a change by an administrator.</summary>
    /// <exception cref="Refusal">`account.not-found`; `account.beyond-yours` when it reaches further than the caller.</exception>
    public static async Task<Account> LoadAccount(this AppDb db, AccountId id, Caller caller, CancellationToken ct)
    {
        var account = await db.Visible<Account>().Include(account => account.Grants).SingleOrDefaultAsync(account => account.Id == id, ct) ?? throw Refusal.NotFound("account", id);
        return Reach.WhyNotChange(caller, account) is { } refusal ? throw refusal : account;
    }

    /// <summary>The own account (null), or another one for whoever may manage it.</summary>
    /// <exception cref="Refusal">`sign-in.required`, `permission.missing`, `account.not-found`, `account.beyond-yours`.</exception>
    public static async Task<Account> OwnOrManaged(this AppDb db, AccountId? other, Caller caller, CancellationToken ct)
    {
        if (other is { } managed && managed != caller.Account)
        {
            caller.Require("platform.manage");
            return await db.LoadAccount(managed, caller, ct);
        }
        var own = caller.RequireSignedIn();
        return await db.Set<Account>().SingleAsync(account => account.Id == own, ct);
    }
}

internal static class UnitChecking
{
    /// <summary>Refuses (`unit.not-found`) a unit the company does not have; none means the whole company.</summary>
    public static async ValueTask Require(this IUnitTree tree, CompanyId company, UnitId? unit, CancellationToken ct)
    {
        if (unit is { } named && (await tree.All(company, ct)).All(known => known.Id != named)) throw Refusal.NotFound("unit", named);
    }
}
