using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;

namespace Aftercare.Modules.Desk;

/// <summary>A clock of a ticket warns or runs out although nobody did anything: the verdict enters the figures and the modules below are told.</summary>
internal static class WatchClocks
{
    [Needs("desk.manage")]
    internal sealed record Command(TicketId Ticket) : ICommand<Done>;

    internal const string Timer = Reckoner.Timer;

    internal static Command At(DueTimer timer) => new(new(timer.Record));

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await reckoner.Find(command.Ticket, ct);
            await reckoner.Reckon(ticket, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
