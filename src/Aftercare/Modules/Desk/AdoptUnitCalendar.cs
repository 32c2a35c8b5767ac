using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// Units work by another calendar: the clocks of their open tickets follow from the moment of the change, a few tickets at a
/// time; what was counted before stays as it was. Repeating it changes nothing.
/// </summary>
internal static class AdoptUnitCalendar
{
    private const int Chunk = 25;

    /// <param name="After">Tickets up to this one have followed.</param>
    [Needs("desk.manage")]
    internal sealed record Command(UnitsGotCalendar Change, TicketId After) : ICommand<Done>;

    internal static Command On(UnitsGotCalendar fact) => new(fact, default);

    internal static Command On(UnitCalendarAdoptionGoesOn fact) => new(fact.Change, fact.After);

    internal sealed class Handler(AppDb db, Reckoner reckoner, ICalendars calendars) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var (change, after) = (command.Change, command.After);
            var open = await db.All<Ticket>().Where(ticket => ticket.NextDueAt <= Ticket.Never && change.Units.Contains(ticket.UnitId) && ticket.EnteredAt <= change.At && ticket.Id > after)
                .OrderBy(ticket => ticket.Id).Take(Chunk).ToListAsync(ct);

            foreach (var ticket in open)
            {
                await reckoner.Whole(ticket, ct);
                ticket.AdoptCalendar(new(change.Name, change.Version), Act.Of(db, Instant.Max(change.At, ticket.OpenedAt)));
                // A version published since then was told to tickets of that calendar, and this one was not among them yet.
                if (await calendars.Of(ticket.UnitId, ct) is var now && now.Name == change.Name) ticket.AdoptCalendar(now.Key, Act.Of(db));
                await reckoner.Reckon(ticket, ct);
            }
            if (open.Count == Chunk) db.Announce(new UnitCalendarAdoptionGoesOn(change, open[^1].Id));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

/// <summary>More open tickets wait for a calendar than one command may hold the writer for.</summary>
[AnnouncedAs("desk.unit-calendar-adoption-goes-on")]
internal sealed record UnitCalendarAdoptionGoesOn(UnitsGotCalendar Change, TicketId After) : IFact
{
    public long About => Change.About;
}
