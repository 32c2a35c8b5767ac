using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>End the session of this browser.</summary>
internal static class SignOut
{
    /// <param name="Session">Digest of the session.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(byte[] Session) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/sign-out", Post).WithName("SignOut");

    /// <summary>Ends the session of this browser and takes its cookie away.</summary>
    internal static async Task<Ok<Done>> Post(Door door, HttpContext http, CancellationToken ct)
    {
        await Leave(door, http, ct);
        return TypedResults.Ok(Done.Instance);
    }

    /// <summary>For the endpoint and the page: whoever is out already just loses the cookie.</summary>
    internal static async Task Leave(Door door, HttpContext http, CancellationToken ct)
    {
        if (SignInDesk.SessionOf(http) is { } session && (await door.Caller()).Kind is CallerKind.Person) await door.Run(new Command(session), ct);
        SignInDesk.ForgetCookie(http);
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.OwnOrManaged(null, caller, ct);
            if (await db.Set<Session>().SingleOrDefaultAsync(session => session.Hash == command.Session && session.AccountId == account.Id, ct) is { } session) session.End(db.Now);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
