using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Identity;

/// <summary>Close an account, for instance of somebody who leaves: signed out everywhere at once, tokens void.</summary>
internal static class CloseAccount
{
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, int? Version, string? Reason) : ICommand<Response>, IReasoned;

    internal sealed record Response(int Version);

    internal sealed record Body(int? Version, string? Reason);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/accounts/{id:long}/close", Post).WithName("CloseAccount");

    /// <summary>Closes an account: signed out everywhere at once, tokens void. Needs `platform.manage`.</summary>
    internal static async Task<Ok<Response>> Post(long id, Body body, Door door, CancellationToken ct) =>
        TypedResults.Ok(await door.Run(new Command(new(id), body.Version, body.Reason), ct));

    internal sealed class Handler(AppDb db, IAccounts accounts) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            account.Expect(command.Version);
            await accounts.Close(account.Id, ct);
            await db.SaveChangesAsync(ct);
            return new(account.Version);
        }
    }
}
