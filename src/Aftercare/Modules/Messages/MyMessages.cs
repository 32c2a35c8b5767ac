using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>What the product told the caller, the newest first; at most 50.</summary>
internal static class MyMessages
{
    [Needs(NeedsAttribute.Nothing)]
    internal sealed record Query : IQuery<Response>;

    internal sealed record Response(IReadOnlyList<Row> Messages);

    internal sealed record Row(MessageId Id, string? Subject, string Body, string? Href, Instant CreatedAt, bool Unread);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/my-messages", Get);

    /// <summary>What the product told me</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(), ct));

    internal sealed class Handler(AppDb db) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var me = caller.RequirePerson();
            return new(await db.All<Message>().Where(message => message.PersonId == me && message.Channel == MessageChannel.InApp).OrderByDescending(message => message.CreatedAt).Take(50)
                .Select(message => new Row(message.Id, message.Subject, message.Body, message.Href, message.CreatedAt, message.ReadAt == null)).ToListAsync(ct));
        }
    }
}
