using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Change the own password. A wrong current one counts as a failure: an open browser must not be a place to guess at.</summary>
internal static class ChangePassword
{
    /// <param name="Check">The current password, compared before; an account without one needs none.</param>
    /// <param name="Session">The digest of the session that stays; all others end.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(PasswordCheck Check, string PasswordHash, byte[]? Session) : ICommand<Response>;

    internal sealed record Response(bool Changed);

    internal sealed record Body(string? Current, string Password);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/account/password", Post).WithName("ChangePassword").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>Changes the own password and ends the other sessions. 400 `password.current-wrong`, `password.too-short`, `password.guessable`.</summary>
    internal static async Task<Ok<Done>> Post(Body body, Door door, PasswordDesk desk, HttpContext http, CancellationToken ct)
    {
        await desk.Change(await door.Caller(), http, body.Current, body.Password, ct);
        return TypedResults.Ok(Done.Instance);
    }

    internal sealed class Handler(AppDb db, Accounts accounts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var id = caller.RequireSignedIn();
            var account = await db.All<Account>().SingleAsync(account => account.Id == id, ct);

            var holds = account.PasswordHash is null || (command.Check.Holds && command.Check.Seen == account.PasswordHash && account.WhyNotSignIn(db.Now) is null);
            if (holds)
            {
                account.SetPassword(command.PasswordHash, db.Now);
                await accounts.EndSessions(account.Id, command.Session, ct);
                db.Announce(new AccountChanged(account.Id));
            }
            else
            {
                account.Failed(db.Now);
            }
            await db.SaveChangesAsync(ct);
            return new(holds);
        }
    }
}
