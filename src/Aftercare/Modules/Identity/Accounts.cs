using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

internal sealed class Accounts(AppDb db) : IAccounts
{
    public async Task<AccountId> Open(NewAccount account, CancellationToken ct)
    {
        var (login, phone) = (Account.NormalLogin(account.Login), Account.NormalPhone(account.Phone));
        var company = await db.OwnCompany(ct);
        await RefuseTaken(login, phone, null, ct);
        var opened = db.Add(new Account
        {
            Id = db.NewId<AccountId>(), Login = login, Name = account.Name.Trim(), Phone = phone, PersonId = account.Person,
            Language = Texts.Supported(account.Language ?? company.Language),
        }).Entity;
        return opened.Id;
    }

    /// <summary>Logins and phones are unique over all companies, and so is the look for them.</summary>
    internal async Task RefuseTaken(string login, string? phone, AccountId? except, CancellationToken ct)
    {
        var others = db.Set<Account>().IgnoreQueryFilters().Where(other => other.Id != except);
        if (await others.AnyAsync(other => other.Login == login, ct)) throw new Refusal("account.login-taken") { Field = "Login" };
        if (phone is not null && await others.AnyAsync(other => other.Phone == phone, ct)) throw new Refusal("account.phone-taken") { Field = "Phone" };
    }

    public async Task Grant(AccountId account, string role, UnitId? unit, LocalDate from, LocalDate? until, CancellationToken ct)
    {
        (await Load(account, ct)).Grant(db.NewId<GrantId>(), role, unit, from, until);
        db.Announce(new AccountChanged(account));
    }

    public async Task Revoke(AccountId account, string role, UnitId? unit, LocalDate on, CancellationToken ct)
    {
        var holder = await Load(account, ct);
        foreach (var grant in holder.Grants.Where(grant => grant.RoleCode == role && grant.UnitId == unit && grant.HoldsOn(on)).ToList()) grant.Until = on.PlusDays(-1);
        if (await WhyNotWithout(holder, role == RoleBook.Administrator, ct) is { } refusal) throw refusal;
        db.Announce(new AccountChanged(account));
    }

    public async Task Close(AccountId account, CancellationToken ct)
    {
        var closed = await Load(account, ct);
        closed.Open = false;
        if (await WhyNotWithout(closed, closed.Grants.Exists(grant => grant.RoleCode == RoleBook.Administrator), ct) is { } refusal) throw refusal;
        await EndSessions(account, null, ct);
        db.Announce(new AccountChanged(account));
    }

    public async Task<AccountCard?> Of(PersonId person, CancellationToken ct) => await Of([person], ct) is [var card, ..] ? card : null;

    public async Task<IReadOnlyList<AccountCard>> Of(IReadOnlyCollection<PersonId> persons, CancellationToken ct)
    {
        var wanted = persons.Select(person => (PersonId?)person).ToList();
        return await Cards(db.Set<Account>().Where(account => wanted.Contains(account.PersonId)), ct);
    }

    public async Task<IReadOnlyList<AccountCard>> Holders(string role, UnitId? unit, CancellationToken ct)
    {
        var today = (await db.OwnCompany(ct)).Today(db.Now);
        var holders = await db.Set<Account>().Include(account => account.Grants).Where(account => account.Open && account.Grants.Any(grant => grant.RoleCode == role)).ToListAsync(ct);
        return [.. holders.Where(account => account.Grants.Exists(grant => grant.RoleCode == role && grant.HoldsOn(today) && (grant.UnitId is null || grant.UnitId == unit))).Select(Card)];
    }

    public string RoleName(string role, string language) => RoleBook.Find(role)?.Name(language) ?? role;

    public async Task<IReadOnlyList<AccountCard>> WhoMay(string permission, IReadOnlyCollection<UnitId> units, CancellationToken ct)
    {
        var today = (await db.OwnCompany(ct)).Today(db.Now);
        List<string> roles = [.. RoleBook.All.Where(role => role.Permissions.Contains(permission)).Select(role => role.Code)];
        var holders = await db.Set<Account>().Include(account => account.Grants).Where(account => account.Open && account.Grants.Any(grant => roles.Contains(grant.RoleCode))).ToListAsync(ct);
        bool Holds(Account account, bool administrators) => account.Grants.Exists(grant =>
            roles.Contains(grant.RoleCode) && (grant.RoleCode == RoleBook.Administrator) == administrators && grant.HoldsOn(today) && (grant.UnitId is not { } unit || units.Contains(unit)));
        var posts = holders.FindAll(account => Holds(account, administrators: false));
        return [.. (posts.Count > 0 ? posts : holders.FindAll(account => Holds(account, administrators: true))).Select(Card)];
    }

    public async Task<string> LanguageOf(AccountId account, CancellationToken ct) =>
        await db.Set<Account>().Where(row => row.Id == account).Select(row => row.Language).SingleOrDefaultAsync(ct) ?? throw Refusal.NotFound("account", account);

    public async Task<string> CompanyLanguage(CancellationToken ct) => (await db.OwnCompany(ct)).Language;

    /// <summary>Ends all sessions of an account but one.</summary>
    internal async Task EndSessions(AccountId account, byte[]? except, CancellationToken ct)
    {
        foreach (var session in await db.Set<Session>().Where(session => session.AccountId == account && session.EndedAt == null).ToListAsync(ct))
            if (except is null || !session.Hash.AsSpan().SequenceEqual(except)) session.End(db.Now);
    }

    /// <summary>Somebody must be left who can let others in: refuses (`account.last-administrator`) when this account was the last.</summary>
    /// <param name="wasAdministrator">Whether what was taken from the account could have made it one.</param>
    internal async Task<Refusal?> WhyNotWithout(Account changed, bool wasAdministrator, CancellationToken ct)
    {
        if (!wasAdministrator) return null;
        var company = await db.OwnCompany(ct);
        var today = company.Today(db.Now);
        if (Administers(changed, today)) return null;
        // The guard: two administrators who remove each other at the same time both bump the company, and one of them loses.
        db.Entry(company).Property(row => row.Name).IsModified = true;
        var others = await db.Set<Account>().Include(account => account.Grants).Where(account => account.Id != changed.Id && account.Open && account.Grants.Any(grant => grant.RoleCode == RoleBook.Administrator)).ToListAsync(ct);
        return others.Exists(account => Administers(account, today)) ? null : new Refusal("account.last-administrator");
    }

    private static bool Administers(Account account, LocalDate today) =>
        account.Open && account.Grants.Exists(grant => grant.RoleCode == RoleBook.Administrator && grant.UnitId is null && grant.HoldsOn(today));

    private async Task<Account> Load(AccountId account, CancellationToken ct) =>
        db.Set<Account>().Local.FirstOrDefault(row => row.Id == account)
        ?? await db.Set<Account>().Include(row => row.Grants).SingleOrDefaultAsync(row => row.Id == account, ct)
        ?? throw Refusal.NotFound("account", account);

    private static async Task<IReadOnlyList<AccountCard>> Cards(IQueryable<Account> accounts, CancellationToken ct) => [.. (await accounts.ToListAsync(ct)).Select(Card)];

    private static AccountCard Card(Account account) => new(account.Id, account.PersonId, account.Login, account.Name, account.Phone, account.Language, account.Open);
}
