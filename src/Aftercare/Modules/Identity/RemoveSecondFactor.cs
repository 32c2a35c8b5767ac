using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Identity;

/// <summary>Take the authenticator app off an account whose holder lost it and has no recovery code left. An administrator is made to set up a new one.</summary>
internal static class RemoveSecondFactor
{
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, string? Reason) : ICommand<Response>, IReasoned;

    internal sealed record Response(int Version);

    internal sealed record Body(string? Reason);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/accounts/{id:long}/remove-second-factor", Post).WithName("RemoveSecondFactor");

    /// <summary>Takes the authenticator app off an account; its sessions end. Make sure by other means who asks for it.</summary>
    internal static async Task<Ok<Response>> Post(long id, Body body, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id), body.Reason), ct));

    internal sealed class Handler(AppDb db, Accounts accounts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            (account.TotpSecret, account.TotpStep, account.RecoveryCodes) = (null, null, "");
            await accounts.EndSessions(account.Id, null, ct);
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return new(account.Version);
        }
    }
}
