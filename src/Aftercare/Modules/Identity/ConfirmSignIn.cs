using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>The second step of signing in: the code of the authenticator app, or a recovery code. A wrong one counts as a failure like a wrong password.</summary>
internal static class ConfirmSignIn
{
    /// <param name="PasswordMark">Of the password of the first step: changed meanwhile, it is worth nothing.</param>
    [Needs("installation.sign-in")]
    internal sealed record Command(AccountId Account, string PasswordMark, string Code, NewSession Session) : ICommand<Response>;

    internal sealed record Response(SignInStep Step);

    internal sealed record Body([property: Required] string Code);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/sign-in/code", Post).WithName("ConfirmSignIn").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>Finishes a sign-in with the code of the authenticator app or a recovery code, within five minutes of the password. 401 `sign-in.code-wrong` otherwise.</summary>
    internal static async Task<Ok<Response>> Post(Body body, SignInDesk desk, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(new Response(await desk.WithCode(http, body.Code, ct)));

    internal sealed class Handler(AppDb db, SecondFactor secondFactor) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.All<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == command.Account, ct);

            var holds = SignInDesk.MarkOf(account.PasswordHash) == command.PasswordMark && account.WhyNotSignIn(db.Now) is null && secondFactor.Use(account, command.Code, db.Now);
            if (holds)
            {
                account.SignedIn(db.Now);
                db.Add(Session.Start(db.NewId<SessionId>(), account, command.Session, guarded: true, db.Now));
            }
            else
            {
                account.Failed(db.Now);
            }
            await db.SaveChangesAsync(ct);
            return new(holds ? SignInStep.Done : SignInStep.Refused);
        }
    }
}
