using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Sign in with the code sent to the phone (B08). It stands in for the password only: whoever needs a second factor
/// still has to show it. Wrong codes count as failures of the account, so that new codes do not give endless tries.
/// </summary>
internal static class SignInByPhone
{
    [Needs("installation.sign-in")]
    internal sealed record Command(AccountId Account, string Digest, NewSession Session) : ICommand<Response>;

    internal sealed record Response(SignInStep Step, string Login, string PasswordMark);

    internal sealed record Body([property: Required] string Phone, [property: Required] string Code);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/sign-in/phone/code", Post).WithName("SignInByPhone").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>Signs in with a number and the code sent to it. `step` as for `/api/sign-in`; 401 `sign-in.code-wrong` otherwise.</summary>
    internal static async Task<Ok<SignIn.Response>> Post(Body body, SignInDesk desk, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(new SignIn.Response(await desk.WithPhone(http, body.Phone, body.Code, ct)));

    internal sealed class Handler(AppDb db, SignInSettings settings) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.All<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == command.Account, ct);
            var company = await db.OwnCompany(ct);
            var code = await db.Set<SignInCode>().SingleOrDefaultAsync(code => code.Id == account.Key, ct);

            var step = SignInStep.Refused;
            if (account.WhyNotSignIn(db.Now) is null && code?.Use(command.Digest, db.Now) is true) step = account.NextStep(company.Today(db.Now), settings);
            else account.Failed(db.Now);
            if (step is SignInStep.Done)
            {
                account.SignedIn(db.Now);
                db.Add(Session.Start(db.NewId<SessionId>(), account, command.Session, guarded: false, db.Now));
            }
            await db.SaveChangesAsync(ct);
            return new(step, account.Login, SignInDesk.MarkOf(account.PasswordHash));
        }
    }
}
