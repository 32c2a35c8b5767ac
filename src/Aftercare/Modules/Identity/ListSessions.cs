using Aftercare.Platform;
using Aftercare.Modules.Identity.Face;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Identity;

/// <summary>Where am I signed in? An administrator may ask it of others.</summary>
internal static class ListSessions
{
    /// <param name="Account">Null for the own one; another one needs `platform.manage`.</param>
    /// <param name="Current">Digest of the session that asks, to mark it.</param>
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query(AccountId? Account = null, byte[]? Current = null) : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Item> Sessions);

    /// <param name="Device">What the browser says it is.</param>
    /// <param name="LastUse">To within five minutes.</param>
    /// <param name="Current">True for the session that asks.</param>
    internal sealed record Item(SessionId Id, string Device, string? Ip, Instant CreatedAt, Instant LastUse, Instant EndsAt, bool Current);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/account/sessions", Get).WithName("ListSessions");

    /// <summary>The sessions of the own account that are open, the newest first.</summary>
    internal static async Task<Ok<Response>> Get(Door door, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(await door.Ask(new Query(null, SignInDesk.SessionOf(http)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var account = await db.OwnOrManaged(query.Account, caller, ct);
            var rows = await (
                from session in db.Set<Session>().Where(session => session.AccountId == account.Id && session.EndedAt == null && session.EndsAt > db.Now)
                join use in db.Set<LastUse>() on (long)(object)session.Id equals use.Id into uses
                from use in uses.DefaultIfEmpty()
                orderby session.CreatedAt descending
                select new { session, use }).Take(200).ToListAsync(ct);
            return new([.. rows.Where(row => row.session.Alive(db.Now, row.use?.At)).Select(row => new Item(
                row.session.Id, row.session.Device, row.use?.Ip ?? row.session.Ip, row.session.CreatedAt, row.use?.At ?? row.session.CreatedAt, row.session.EndsAt,
                query.Current is not null && row.session.Hash.AsSpan().SequenceEqual(query.Current)))]);
        }
    }
}
