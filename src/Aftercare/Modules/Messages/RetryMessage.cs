using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aftercare.Modules.Messages;

/// <summary>Send a message that failed or was given up once more, now.</summary>
internal static class RetryMessage
{
    [Needs("platform.do")]
    internal sealed record Command(MessageId Id) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/messages/{id:long}/retry", Post);

    /// <summary>Send a failed message again</summary>
    internal static async Task<Ok<Done>> Post(long id, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(new Command(new(id)), ct));

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var message = await db.Load<Message>(command.Id.Value, "message", ct);
            message.Retry();
            await Errands.Leave(db, SendMessage.Kind, message.Id.Value, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
