using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Identity;

/// <summary>Open a closed account again, or let one in that rests after too many failures.</summary>
internal static class ReopenAccount
{
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, int? Version = null) : ICommand<Response>;

    internal sealed record Response(int Version);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/accounts/{id:long}/reopen", Post).WithName("ReopenAccount");

    /// <summary>Opens a closed account again, and ends the rest after too many failures.</summary>
    internal static async Task<Ok<Response>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            account.Expect(command.Version);
            account.Open = true;
            account.Unlock();
            db.Announce(new AccountChanged(account.Id));
            await db.SaveChangesAsync(ct);
            return new(account.Version);
        }
    }
}
