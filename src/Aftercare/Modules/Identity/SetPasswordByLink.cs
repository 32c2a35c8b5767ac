using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Choose a password with a one-time link. Whoever was signed in with the old one is out.</summary>
internal static class SetPasswordByLink
{
    /// <param name="PasswordHash">Judged and hashed before.</param>
    [Needs("installation.sign-in")]
    internal sealed record Command(AccountId Account, byte[] LinkHash, string PasswordHash) : ICommand<Done>;

    internal sealed record Body([property: Required] string Password);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/set-up/{key}/password", Post).WithName("SetPasswordByLink").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>Chooses a password with a one-time link (404 `set-up-link.not-found` when it is used, replaced or older than three days). Sign in afterwards.</summary>
    internal static async Task<Ok<Done>> Post(string key, Body body, PasswordDesk desk, CancellationToken ct)
    {
        await desk.SetByLink(key, body.Password, ct);
        return TypedResults.Ok(Done.Instance);
    }

    internal sealed class Handler(AppDb db, Accounts accounts) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.All<Account>().SingleAsync(account => account.Id == command.Account, ct);
            var link = await db.Set<SetUpLink>().SingleOrDefaultAsync(link => link.AccountId == account.Id && link.Hash == command.LinkHash, ct);
            if (link?.Alive(db.Now) is not true || !account.Open) throw Refusal.NotFound("set-up-link", "");

            link.Void(db.Now);
            account.SetPassword(command.PasswordHash, db.Now);
            await accounts.EndSessions(account.Id, null, ct);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
