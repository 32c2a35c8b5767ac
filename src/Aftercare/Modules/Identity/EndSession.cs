using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>End one session of the own account, or as an administrator of another.</summary>
internal static class EndSession
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(SessionId Session, AccountId? Account = null) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/account/sessions/{id:long}", Delete).WithName("EndSession");

    /// <summary>Ends one of the own sessions: that browser is out at its next request.</summary>
    internal static async Task<Ok<Done>> Delete(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.OwnOrManaged(command.Account, caller, ct);
            var session = await db.Set<Session>().SingleOrDefaultAsync(session => session.Id == command.Session && session.AccountId == account.Id, ct) ?? throw Refusal.NotFound("session", command.Session);
            session.End(db.Now);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
