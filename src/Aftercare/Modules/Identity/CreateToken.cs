using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Identity.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Make a key with which a program acts for the own account, with some of its permissions. A token cannot make tokens.</summary>
internal static class CreateToken
{
    /// <param name="Scopes">Permissions, a part of the own ones.</param>
    /// <param name="Days">How long it holds.</param>
    /// <param name="Hash">Of the value, made before: neither the database nor an idempotent answer ever holds the value.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Command([property: Required, StringLength(100)] string Name, [property: Required, MinLength(1)] IReadOnlyList<string> Scopes, [property: Range(1, 366)] int Days, byte[] Hash) : ICommand<Response>;

    internal sealed record Response(ApiTokenId TokenId, Instant EndsAt);

    internal sealed record Body(string Name, IReadOnlyList<string> Scopes, int Days = 90);

    internal sealed record Created(ApiTokenId TokenId, string Value, Instant EndsAt);

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/account/tokens", Post).WithName("CreateToken");

    /// <summary>
    /// Makes an API token for the own account. Its `value` is shown this once: send it as `Authorization: Bearer …`.
    /// 400 `token.scope-beyond-yours` for a permission the account does not hold.
    /// </summary>
    internal static async Task<Ok<Created>> Post(Body body, Door door, CancellationToken ct)
    {
        var key = OpaqueKey.New("aftercare_");
        var made = await door.Run(new Command(body.Name, body.Scopes, body.Days, key.Hash), ct);
        return TypedResults.Ok(new Created(made.TokenId, key.Text, made.EndsAt));
    }

    internal sealed class Handler(AppDb db) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var account = await db.OwnOrManaged(null, caller, ct);
            if (command.Scopes.FirstOrDefault(scope => !caller.Permissions.Contains(scope)) is { } beyond) throw Refusal.Invalid("token.scope-beyond-yours", nameof(Command.Scopes), beyond);

            var token = db.Add(new ApiToken
            {
                Id = db.NewId<ApiTokenId>(), AccountId = account.Id, Name = command.Name.Trim(), Hash = command.Hash,
                Scopes = string.Join(' ', command.Scopes.Distinct().Order(StringComparer.Ordinal)), CreatedAt = db.Now, EndsAt = db.Now + Duration.FromDays(command.Days),
            }).Entity;
            await db.SaveChangesAsync(ct);
            return new(token.Id, token.EndsAt);
        }
    }
}
