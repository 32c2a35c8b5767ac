using Aftercare.Platform;
using Aftercare.Rules.Time;

namespace Aftercare.Modules.Calendars.Face;

/// <summary>What modules below may ask about working time.</summary>
public interface ICalendars
{
    /// <summary>The calendar a unit works by now: its own, else the nearest one above it in the tree, else the company's.</summary>
    Task<WorkCalendar> Of(UnitId unit, CancellationToken ct);

    /// <summary>A stored version of a calendar, exactly as it was: a clock keeps the version it was computed with.</summary>
    Task<WorkCalendar> Version(string name, int version, CancellationToken ct);
}

/// <summary>A calendar got a new version: clocks that run on it are computed again.</summary>
[AnnouncedAs("calendars.calendar-changed")]
public sealed record CalendarChanged(string Name, int Version, long CalendarKey) : IFact
{
    public long About => CalendarKey;
}
