using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>The API tokens of the own account, or as an administrator of another. Their values were shown once and are nowhere.</summary>
internal static class ListTokens
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(AccountId? Account = null) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Item> Tokens);

    internal sealed record Item(ApiTokenId Id, string Name, IReadOnlyList<string> Scopes, Instant CreatedAt, Instant EndsAt, Instant? LastUse);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/account/tokens", Get).WithName("ListTokens");

    /// <summary>The API tokens of the own account that still hold.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var account = await db.OwnOrManaged(query.Account, caller, ct);
            var tokens = await db.Set<ApiToken>().Where(token => token.AccountId == account.Id && token.RevokedAt == null && token.EndsAt > db.Now).OrderByDescending(token => token.CreatedAt).Take(200).ToListAsync(ct);
            var keys = tokens.Select(token => token.Id.Value).ToList();
            var uses = await db.Set<LastUse>().Where(use => keys.Contains(use.Id)).ToDictionaryAsync(use => use.Id, use => use.At, ct);
            return new([.. tokens.Select(token => new Item(token.Id, token.Name, token.ScopeList, token.CreatedAt, token.EndsAt, uses.TryGetValue(token.Id.Value, out var at) ? at : null))]);
        }
    }
}
