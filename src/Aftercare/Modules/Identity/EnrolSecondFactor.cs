using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>
/// Set up an authenticator app: at the first sign-in of an administrator (then it also opens the session), or from the
/// own account page. The first code proves that the app has the secret.
/// </summary>
internal static class EnrolSecondFactor
{
    /// <param name="Account">Null for the account that is signed in.</param>
    /// <param name="RecoveryCodes">Made before; shown once, kept as digests.</param>
    /// <param name="Current">A code of the app (or recovery code) that is replaced: an open browser alone must not replace it.</param>
    /// <param name="Session">At the door: the session to open, and the mark of the password just shown.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(AccountId? Account, string Secret, string Code, IReadOnlyList<string> RecoveryCodes, NewSession? Session = null, string? PasswordMark = null, string? Current = null) : ICommand<Response>;

    /// <param name="Step">`Done`; `Code` when the current code was wrong, `Refused` when the new one was.</param>
    internal sealed record Response(SignInStep Step);

    internal sealed record Body([property: Required] string Code);

    internal sealed record Started(string Secret, string Uri);

    internal sealed record Enrolled(IReadOnlyList<string> RecoveryCodes);

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sign-in/enrol", Get).WithName("StartSecondFactor").RequireRateLimiting(IdentityModule.SignInLimit);
        api.MapPost("/sign-in/enrol", Post).WithName("EnrolSecondFactor").RequireRateLimiting(IdentityModule.SignInLimit);
    }

    /// <summary>The secret for the authenticator app, as text and as `otpauth:` address. After the first step of a sign-in that answered `enrol`.</summary>
    internal static Ok<Started> Get(SignInDesk desk, HttpContext http)
    {
        if (desk.StepOf(http) is not { Secret: { } secret } step) throw new Refusal("sign-in.step-over", RefusalKind.Unauthorized);
        return TypedResults.Ok(new Started(secret, SecondFactor.Uri(secret, step.Login)));
    }

    /// <summary>Proves the authenticator app with its first code, opens the session and answers the ten recovery codes, which are not shown again.</summary>
    internal static async Task<Ok<Enrolled>> Post(Body body, SignInDesk desk, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(new Enrolled(await desk.WithEnrolment(http, body.Code, ct)));

    internal sealed class Handler(AppDb db, SecondFactor secondFactor) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var atTheDoor = caller.Kind is CallerKind.System;
            var id = atTheDoor ? command.Account!.Value : caller.RequireSignedIn();
            var account = await db.All<Account>().Include(account => account.Grants).SingleAsync(account => account.Id == id, ct);

            // A password alone must not replace a factor that is already there.
            if (atTheDoor && (account.TotpSecret is not null || SignInDesk.MarkOf(account.PasswordHash) != command.PasswordMark || account.WhyNotSignIn(db.Now) is not null)) throw new Refusal("sign-in.step-over", RefusalKind.Unauthorized);
            var step = Decide(account, command);
            if (step is SignInStep.Code) account.Failed(db.Now);
            if (step is SignInStep.Done && atTheDoor && command.Session is { } session)
            {
                account.SignedIn(db.Now);
                db.Add(Session.Start(db.NewId<SessionId>(), account, session, guarded: true, db.Now));
            }
            await db.SaveChangesAsync(ct);
            return new(step);
        }

        private SignInStep Decide(Account account, Command command)
        {
            if (account.TotpSecret is not null && !secondFactor.Use(account, command.Current ?? "", db.Now)) return SignInStep.Code;
            return secondFactor.Enrol(account, command.Secret, command.Code, command.RecoveryCodes, db.Now) ? SignInStep.Done : SignInStep.Refused;
        }
    }
}
