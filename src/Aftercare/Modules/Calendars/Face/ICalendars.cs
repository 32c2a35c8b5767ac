using Aftercare.Platform;
using Aftercare.Rules.Time;
using NodaTime;

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

/// <summary>Units work by this calendar from then on, and may have worked by another one before.</summary>
/// <param name="Company">Facts of a company are told in their order: a later assignment must not be overtaken.</param>
[AnnouncedAs("calendars.units-got-calendar")]
public sealed record UnitsGotCalendar(string Name, int Version, IReadOnlyList<UnitId> Units, Instant At, long Company) : IFact
{
    public long About => Company;
}
