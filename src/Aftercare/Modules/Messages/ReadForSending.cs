using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Messages;

/// <summary>A message with everything it is sent with; for the product itself only.</summary>
internal static class ReadForSending
{
    [Needs("messages.send")]
    internal sealed record Query(MessageId Id) : IQuery<Response>;

    internal sealed record Response(MessageId Id, string DeliveryId, MessageChannel Channel, string To, string? Subject, string Body, string? SealedSecret, string Language, Instant? ExpiresAt, RobotDoor? Robot);

    internal sealed class Handler(AppDb db, MessageSecrets secrets) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var message = await db.All<Message>().SingleAsync(row => row.Id == query.Id, ct);
            var robot = message.RobotId is { } id ? await db.All<Robot>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id && known.Active, ct) : null;
            return new(message.Id, message.DeliveryId, message.Channel, message.To, message.Subject, message.Body, message.SealedSecret, message.Language, message.ExpiresAt,
                robot is null ? null : new(robot.Kind, secrets.Open(robot.SealedUrl), robot.SealedSecret is null ? null : secrets.Open(robot.SealedSecret)));
        }
    }
}
