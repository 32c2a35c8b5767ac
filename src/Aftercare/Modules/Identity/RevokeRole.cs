using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Identity;

/// <summary>Take a role away, at once. What it allowed until yesterday stays on record; one that never held a day is removed.</summary>
internal static class RevokeRole
{
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, GrantId Grant, int? Version = null) : ICommand<Response>;

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/accounts/{id:long}/roles/{grant:long}", Delete).WithName("RevokeRole");

    /// <summary>Takes a role away at once. 409 `account.last-administrator` for the last one.</summary>
    internal static async Task<Ok<Response>> Delete(long id, long grant, int? version, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(new(id), new(grant), version), ct));

    internal sealed class Handler(AppDb db, Accounts accounts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            var company = await db.OwnCompany(ct);
            account.Expect(command.Version);
            var grant = account.Grants.Find(grant => grant.Id == command.Grant) ?? throw Refusal.NotFound("grant", command.Grant);

            var yesterday = company.Today(db.Now).PlusDays(-1);
            if (grant.From > yesterday) db.Remove(grant);
            else if (grant.Until is not { } until || until > yesterday) grant.Until = yesterday;
            account.Grants.RemoveAll(row => row == grant && grant.From > yesterday);
            if (await accounts.WhyNotWithout(account, wasAdministrator: grant.RoleCode == RoleBook.Administrator, ct) is { } refusal) throw refusal;
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return new(account.Version);
        }
    }
}
