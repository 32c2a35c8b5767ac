using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Identity;

/// <summary>Take an API token back: it opens nothing any more.</summary>
internal static class RevokeToken
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command(ApiTokenId Token, AccountId? Account = null) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapDelete("/account/tokens/{id:long}", Delete).WithName("RevokeToken");

    /// <summary>Takes an API token of the own account back.</summary>
    internal static async Task<Ok<Done>> Delete(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.OwnOrManaged(command.Account, caller, ct);
            var token = await db.Set<ApiToken>().SingleOrDefaultAsync(token => token.Id == command.Token && token.AccountId == account.Id, ct) ?? throw Refusal.NotFound("token", command.Token);
            token.Revoke(db.Now);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
