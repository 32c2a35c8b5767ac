using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Messages;

/// <summary>What became of an attempt to send a message.</summary>
internal static class RecordDelivery
{
    /// <param name="GiveUp">No further attempt follows by itself.</param>
    [Needs("messages.send")]
    internal sealed record Command(MessageId Id, bool Sent, string Answer, bool GiveUp) : ICommand<Done>;

    internal sealed class Handler(AppDb db) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var message = await db.All<Message>().SingleAsync(row => row.Id == command.Id, ct);
            if (command.Sent) message.Deliver(command.Answer, db.Now);
            else message.Fail(command.Answer, command.GiveUp);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
