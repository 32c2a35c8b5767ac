using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;

namespace Aftercare.Modules.Calendars;

/// <summary>Tells the modules below which calendar units work by from now on, after something changed above them. Saves nothing.</summary>
internal sealed class CalendarMoves(AppDb db, IOrganisation organisation)
{
    /// <param name="top">The unit at which something changed, with everything below it; null for the whole company.</param>
    /// <param name="shelf">As it is after the change.</param>
    public async Task Tell(UnitId? top, Shelf shelf, CancellationToken ct)
    {
        var moved = new Dictionary<VersionRef, List<UnitId>>();
        foreach (var unit in top is { } one ? await organisation.Below(one, ct) : (await organisation.Units(ct)).Select(card => card.Id))
        {
            var key = shelf.Of(await organisation.Above(unit, ct), db.Now);
            (moved.TryGetValue(key, out var units) ? units : moved[key] = []).Add(unit);
        }
        foreach (var (key, units) in moved) db.Announce(new UnitsGotCalendar(key.Id, key.Version, units, db.Now, db.Caller.RequireCompany().Value));
    }
}
