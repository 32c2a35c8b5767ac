using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Satisfaction;

/// <summary>A request was solved by phone or online: its customer is called as after a visit, when the policy says so. Idempotent.</summary>
internal static class DrawRemoteCallback
{
    [Needs("satisfaction.do")]
    internal sealed record Command(TicketId Ticket, Instant SolvedAt) : ICommand<Done>;

    internal static Command On(TicketSolved fact) => new(fact.Ticket, fact.At);

    internal sealed class Handler(AppDb db, IDesk desk, Callbacks callbacks) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var ticket = await desk.Ticket(command.Ticket, ct);
            if (!ticket.SolvedRemotely || await db.All<Callback>().AnyAsync(row => row.TicketId == ticket.Id && row.OrderId == null, ct)) return Done.Instance;
            var policy = await CallbackPolicy.On(db, await callbacks.Today(ticket.Unit, ct), ct);
            if (!policy.Tickets || !policy.DrawsToAsk(ticket.Id.Value)) return Done.Instance;

            await callbacks.Add(Served.Of(ticket), command.SolvedAt, policy, CallbackPurpose.Ask, ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
