using System.ComponentModel.DataAnnotations;
using Aftercare.Modules.Assets.Face;
using Aftercare.Modules.Customers.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>Take over a request from another system's list, with the times it had there: clocks run on from them, nobody is alarmed.</summary>
internal static class TakeTicket
{
    internal const string Source = "table";

    /// <param name="Number">Its number in the other system; taking it again changes nothing.</param>
    /// <param name="Handler">The unit's intake person when left out.</param>
    /// <param name="Priority">By the priority rules when left out.</param>
    [Needs("desk.manage")]
    internal sealed record Command(
        [property: Required, StringLength(100)] string Number, UnitId Unit, CustomerId Customer, [property: Required, StringLength(40)] string Type, [property: Required, StringLength(4000)] string Fault,
        Instant OpenedAt, Channel Channel = Channel.Hotline, Priority? Priority = null, AssetId? Asset = null, PersonId? Handler = null, Instant? AcknowledgedAt = null, Instant? RespondedAt = null) : ICommand<Response>;

    internal sealed record Response(TicketId Id, string Number);

    internal sealed class Handler(AppDb db, IDesk desk, ICustomers customers) : IHandle<Command, Response>
    {
        public async Task<Response> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var owner = (await customers.Customer(command.Customer, ct)).Unit;
            foreach (var unit in new[] { owner, command.Unit })
                if (!caller.SeesAllUnits && unit != caller.HomeUnit && !caller.Units.Contains(unit)) throw Refusal.NotFound("unit", unit);
            if (command.OpenedAt > db.Now) throw Refusal.Invalid("ticket.opened-ahead", nameof(command.OpenedAt));

            var events = new List<CaseEvent>();
            if (command.AcknowledgedAt is { } acknowledged) events.Add(new(acknowledged, CaseEventKind.Acknowledged, By: command.Handler));
            if (command.RespondedAt is { } responded) events.Add(new(responded, CaseEventKind.Responded, By: command.Handler));
            var taken = (await desk.Import([new()
            {
                Source = Source, ExternalId = command.Number, Unit = command.Unit, Customer = command.Customer, Handler = command.Handler, Type = command.Type, Priority = command.Priority, Channel = command.Channel,
                Fault = command.Fault, Asset = command.Asset, OpenedAt = command.OpenedAt, Events = events,
            }], ct))[0];
            await db.SaveChangesAsync(ct);
            return new(taken.Ticket, taken.Number);
        }
    }
}
