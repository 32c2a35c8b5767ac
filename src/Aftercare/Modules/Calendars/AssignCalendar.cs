using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Calendars;

/// <summary>Say which calendar a unit, and everything below it, works by. Running clocks follow from that moment; what they counted before stays.</summary>
internal static class AssignCalendar
{
    /// <param name="Unit">The unit; null for the whole company.</param>
    /// <param name="Calendar">The calendar; null to take it from the unit above again.</param>
    [Needs("organisation.manage")]
    internal sealed record Command(UnitId? Unit, long? Calendar) : ICommand<Done>;

    internal static void Map(IEndpointRouteBuilder api) => api.MapPost("/calendars/assign", Post);

    /// <summary>Assigns a calendar to a unit or to the whole company.</summary>
    internal static async Task<Ok<Done>> Post(Command command, Door door, CancellationToken ct) => TypedResults.Ok(await door.Run(command, ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, Kept<Shelf> shelves, CalendarMoves moves) : IHandle<Command, Done>
    {
        public async Task<Done> Handle(Caller caller, Command command, CancellationToken ct)
        {
            if (command.Unit is { } unit)
            {
                await organisation.Unit(unit, ct);
                if (!caller.SeesAllUnits && !caller.Units.Contains(unit)) throw Refusal.NotFound("unit", unit);
            }
            else if (!caller.SeesAllUnits) throw Refusal.Invalid("calendar.needs-unit", nameof(command.Unit));
            var calendar = command.Calendar is { } id ? await db.Load<Calendar>(id, "calendar", ct) : null;
            var assigned = await db.All<UnitCalendar>().SingleOrDefaultAsync(row => row.UnitId == command.Unit, ct);

            if (calendar is null)
            {
                if (assigned is not null) db.Remove(assigned);
            }
            else if (assigned is not null) assigned.CalendarId = calendar.Id;
            else db.Add(new UnitCalendar { Id = db.NewId<UnitCalendarId>(), UnitId = command.Unit, CalendarId = calendar.Id });
            await moves.Tell(command.Unit, (await shelves.Of(db, ct)).With(command.Unit, calendar), ct);
            await db.SaveChangesAsync(ct);
            return Done.Instance;
        }
    }
}
