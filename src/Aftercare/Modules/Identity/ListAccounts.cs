using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>The accounts within the caller's reach, by login; with a search in login, name and phone.</summary>
internal static class ListAccounts
{
    private const int Size = 50;

    /// <param name="After">The login the page begins after.</param>
    [Needs("platform.manage")]
    internal sealed record Query(string? Text = null, string? Role = null, bool? Open = null, string? After = null) : IQuery<PageOf<Item>>;

    /// <param name="Roles">Codes held today.</param>
    /// <param name="SignedInAt">The last sign-in.</param>
    internal sealed record Item(AccountId Id, string Login, string Name, string? Phone, PersonId? Person, bool Open, bool Resting, bool HasSecondFactor, IReadOnlyList<string> Roles, Instant? SignedInAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/accounts", Get).WithName("ListAccounts");

    /// <summary>The accounts within the caller's reach, 50 at a time in the order of their logins. Needs `platform.manage`.</summary>
    internal static async Task<Ok<PageOf<Item>>> Get(Door door, CancellationToken ct, string? text = null, string? role = null, bool? open = null, string? after = null) =>
        TypedResults.Ok(await door.Ask(new Query(text, role, open, after), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, PageOf<Item>>
    {
        public async Task<PageOf<Item>> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var today = (await db.OwnCompany(ct)).Today(db.Now);
            var accounts = db.Visible<Account>();
            if (query.Text is { Length: > 0 } text)
            {
                var (login, phone) = (Account.Fold(text), Account.FoldPhone(text));
                accounts = accounts.Where(account => account.Login.Contains(login) || account.Name.Contains(text.Trim()) || account.Phone == phone);
            }
            if (query.Role is { Length: > 0 } role) accounts = accounts.Where(account => account.Grants.Any(grant => grant.RoleCode == role));
            if (query.Open is { } open) accounts = accounts.Where(account => account.Open == open);
            if (query.After is { Length: > 0 } after) accounts = accounts.Where(account => account.Login.CompareTo(after) > 0);
            var rows = await accounts.Include(account => account.Grants).OrderBy(account => account.Login).Take(Size + 1).ToListAsync(ct);
            var items = rows.Take(Size).Select(account => new Item(
                account.Id, account.Login, account.Name, account.Phone, account.PersonId, account.Open, db.Now < account.LockedUntil, account.TotpSecret is not null,
                [.. account.RolesOn(today).Select(held => held.Code).Distinct()], account.SignedInAt)).ToList();
            return new(items, rows.Count > Size ? items[^1].Login : null);
        }
    }
}
