using Aftercare.Modules.Calendars.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Desk;

/// <summary>A calendar got a new version: the clocks of open tickets that run on it are computed again, a few tickets at a time. Repeating it changes nothing.</summary>
internal static class AdoptCalendar
{
    private const int Chunk = 25;

    [Needs("desk.manage")]
    internal sealed record Command(string Name, int Version, long CalendarKey) : ICommand<Done>;

    internal static Command On(CalendarChanged fact) => new(fact.Name, fact.Version, fact.CalendarKey);

    internal static Command On(CalendarAdoptionGoesOn fact) => new(fact.Name, fact.Version, fact.CalendarKey);

    internal sealed class Handler(AppDb db, Reckoner reckoner) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            var behind = await db.All<Ticket>().Where(ticket => ticket.NextDueAt <= Ticket.Never && ticket.Calendar == command.Name && ticket.CalendarVersion < command.Version)
                .OrderBy(ticket => ticket.Id).Take(Chunk).ToListAsync(ct);

            foreach (var ticket in behind)
            {
                await reckoner.Whole(ticket, ct);
                ticket.AdoptCalendar(new(command.Name, command.Version), Act.Of(db));
                await reckoner.Reckon(ticket, ct);
            }
            if (behind.Count == Chunk) db.Announce(new CalendarAdoptionGoesOn(command.Name, command.Version, command.CalendarKey));
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}

/// <summary>More open tickets wait for a calendar version than one command may hold the writer for.</summary>
[AnnouncedAs("desk.calendar-adoption-goes-on")]
internal sealed record CalendarAdoptionGoesOn(string Name, int Version, long CalendarKey) : IFact
{
    public long About => CalendarKey;
}
