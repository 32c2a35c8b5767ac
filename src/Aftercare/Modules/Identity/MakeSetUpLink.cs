using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Make a one-time link with which the holder of an account chooses a password. Links made before are void.</summary>
internal static class MakeSetUpLink
{
    /// <param name="Hash">Of the link's key, made before: neither the database nor an idempotent answer ever holds the key.</param>
    [Needs("platform.manage")]
    internal sealed record Command(AccountId AccountId, byte[] Hash) : ICommand<Response>;

    internal sealed record Response(Instant EndsAt);

    internal sealed record Made(string Path, Instant EndsAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/accounts/{id:long}/set-up-link", Post).WithName("MakeSetUpLink");

    /// <summary>Makes a one-time link (valid three days) with which the holder of the account chooses a password. It is answered here and never again.</summary>
    internal static async Task<Ok<Made>> Post(long id, Door door, CancellationToken ct)
    {
        var key = OpaqueKey.New();
        var made = await door.Run(new Command(new(id), key.Hash), ct);
        return TypedResults.Ok(new Made($"/set-up/{key.Text}", made.EndsAt));
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.LoadAccount(command.AccountId, caller, ct);
            foreach (var earlier in await db.Set<SetUpLink>().Where(link => link.AccountId == account.Id && link.VoidAt == null).ToListAsync(ct)) earlier.Void(db.Now);
            if (!account.Open) throw new Refusal("account.closed");

            var link = db.Add(new SetUpLink { Id = db.NewId<SetUpLinkId>(), AccountId = account.Id, Hash = command.Hash, EndsAt = db.Now + SetUpLink.Life }).Entity;
            await db.SaveChangesAsync(ct);
            return new(link.EndsAt);
        }
    }
}
