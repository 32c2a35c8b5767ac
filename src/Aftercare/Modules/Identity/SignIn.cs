using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Sign in with login and password. The answer never says whether the account exists, is closed or rests after too
/// many failures: wrong is wrong. Whoever needs a second factor gets no session before it was shown.
/// </summary>
internal static class SignIn
{
    /// <param name="Check">The password was compared before: hashing takes too long to hold a transaction for it.</param>
    [Needs("installation.sign-in")]
    internal sealed record Command(AccountId Account, PasswordCheck Check, NewSession Session) : ICommand<Response>;

    internal sealed record Response(SignInStep Step);

    internal sealed record Body([property: Required] string Login, [property: Required] string Password);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/sign-in", Post).WithName("SignIn").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>
    /// Signs in with login and password and sets the session cookie. `step` says what comes next: `done`, `code` (send
    /// the code of the authenticator app to `/api/sign-in/code`) or `enrol` (set the app up first: `/api/sign-in/enrol`).
    /// 401 `sign-in.wrong` otherwise.
    /// </summary>
    internal static async Task<Ok<Response>> Post(Body body, SignInDesk desk, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(new Response(await desk.WithPassword(http, body.Login, body.Password, ct)));

    internal sealed class Handler(AppDb db, SignInSettings settings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.All<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == command.Account, ct);
            var company = await db.OwnCompany(ct);

            var step = Decide(account, command.Check, company);
            if (step is SignInStep.Refused)
            {
                account.Failed(db.Now);
            }
            else
            {
                if (command.Check.Better is { } better) account.PasswordHash = better;
                if (step is SignInStep.Done)
                {
                    account.SignedIn(db.Now);
                    db.Add(Session.Start(db.NewId<SessionId>(), account, command.Session, guarded: false, db.Now));
                }
            }
            await db.SaveChangesAsync(ct);
            return new(step);
        }

        private SignInStep Decide(Account account, PasswordCheck check, Company company)
        {
            // A password changed while it was being compared is not the account's any more.
            if (!check.Holds || check.Seen != account.PasswordHash || account.WhyNotSignIn(db.Now) is not null) return SignInStep.Refused;
            return account.NextStep(company.Today(db.Now), settings);
        }
    }
}

/// <summary>What comes next at the door.</summary>
internal enum SignInStep { Refused, Code, Enrol, Done }
