using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Ask for a code to sign in by phone (B08). The answer is the same for a number nobody has.</summary>
internal static class AskSignInCode
{
    /// <param name="Digest">Of the code, made before; the code itself only travels sealed.</param>
    [Needs("installation.sign-in")]
    internal sealed record Command(AccountId Account, string Digest, string SealedCode) : ICommand<Done>;

    internal sealed record Body([property: Required] string Phone);

    internal sealed record Asked(int ValidSeconds, int AskAgainSeconds);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/sign-in/phone", Post).WithName("AskSignInCode").RequireRateLimiting(IdentityModule.SignInLimit);

    /// <summary>Sends a code to the number, if an account has it: six digits, valid five minutes, at most one a minute and five an hour.</summary>
    internal static async Task<Ok<Asked>> Post(Body body, SignInDesk desk, CancellationToken ct)
    {
        await desk.SendCode(body.Phone, ct);
        return TypedResults.Ok(new Asked((int)SignInCode.Life.TotalSeconds, (int)SignInCode.Pause.TotalSeconds));
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.All<Account>().SingleAsync(account => account.Id == command.Account, ct);
            var code = await db.Set<SignInCode>().SingleOrDefaultAsync(code => code.Id == account.Key, ct);
            if (account.WhyNotSignIn(db.Now) is null && account.Phone is { } phone)
            {
                if (code is null) db.Add(code = new SignInCode { Id = account.Key });
                if (code.Renew(command.Digest, db.Now)) db.Announce(new SignInCodeAsked(account.Id, phone, command.SealedCode, account.Language, db.Now + SignInCode.Life));
            }
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
