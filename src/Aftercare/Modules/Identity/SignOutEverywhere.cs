using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>End every session of the own account, this one too: for a lost phone, or a browser left open somewhere.</summary>
internal static class SignOutEverywhere
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/account/sign-out-everywhere", Post).WithName("SignOutEverywhere");

    /// <summary>Ends every session of the own account, this one too. API tokens stay: revoke them one by one.</summary>
    internal static async Task<Ok<Done>> Post(Door door, HttpContext http, CancellationToken ct)
    {
        var done = await door.Run(new Command(), ct);
        SignInDesk.ForgetCookie(http);
        return TypedResults.Ok(done);
    }

    internal sealed class Handler(AppDb db, Accounts accounts) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var id = caller.RequireSignedIn();
            var account = await db.All<Account>().SingleAsync(account => account.Id == id, ct);
            await accounts.EndSessions(account.Id, null, ct);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
