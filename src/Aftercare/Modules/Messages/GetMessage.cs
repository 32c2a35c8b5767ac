using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>One message. In the sandbox it reads as its receiver would see it, since nobody else can; elsewhere codes and links are masked.</summary>
internal static class GetMessage
{
    [Needs("platform.read")]
    internal sealed record Query(MessageId Id) : IQuery<Response>;

    /// <param name="Sandbox">Nothing leaves on this channel; the text is complete.</param>
    internal sealed record Response(
        MessageId Id, MessageChannel Channel, string To, string Template, string Language, string? Subject, string Body, MessageState State, int Attempts, string? Answer,
        Instant CreatedAt, Instant? SentAt, Instant? ExpiresAt, Instant? HeldUntil, bool Sandbox, bool MayRetry);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/messages/{id:long}", Get);

    /// <summary>One message</summary>
    internal static async Task<Ok<Response>> Get(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Ask(new Query(new(id)), ct));

    internal sealed class Handler(AppDb db, Transports transports, MessageSecrets secrets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var message = await db.Load<Message>(query.Id.Value, "message", ct);
            var sandbox = transports.IsSandbox(message.Channel);
            return new(
                message.Id, message.Channel, message.To, message.Template, message.Language, message.Subject,
                sandbox ? secrets.Reveal(message.Body, message.SealedSecret) : MessageSecrets.Mask(message.Body), message.State, message.Attempts, message.Answer,
                message.CreatedAt, message.SentAt, message.ExpiresAt, message.HeldUntil, sandbox, message.WhyNotRetry() is null);
        }
    }
}
