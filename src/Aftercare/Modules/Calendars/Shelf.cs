using System.Collections.Concurrent;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Calendars;

/// <summary>Calendar versions already read. A version never changes, so it is kept as long as the process lives.</summary>
internal sealed class Shelf
{
    private readonly ConcurrentDictionary<(CompanyId Company, string Name, int Version), WorkCalendar> _known = new();

    public async Task<WorkCalendar> Take(AppDb db, string name, CalendarVersion version, CancellationToken ct)
    {
        var key = (db.CompanyScope, name, version.Number);
        if (_known.TryGetValue(key, out var known)) return known;
        var papers = await db.All<HolidayPaper>().AsNoTracking().Where(paper => paper.Number <= version.Papers).OrderBy(paper => paper.Number).ToListAsync(ct);
        var calendar = Holidays.Read(name, version, papers);
        // Inside a command the version may still be rolled back, and its number given out again.
        return db.Database.CurrentTransaction is null ? _known.GetOrAdd(key, calendar) : calendar;
    }
}

internal sealed class CalendarsFace(AppDb db, IOrganisation organisation, Shelf shelf) : ICalendars
{
    public async Task<WorkCalendar> Of(UnitId unit, CancellationToken ct)
    {
        var above = await organisation.Above(unit, ct);
        var assigned = await db.All<UnitCalendar>().AsNoTracking().ToListAsync(ct);
        var chosen = above.Select(card => assigned.Find(row => row.UnitId == card.Id)).FirstOrDefault(row => row is not null) ?? assigned.Find(row => row.UnitId is null);
        if (chosen is null) return Standard.Calendar;

        var calendar = await db.All<Calendar>().AsNoTracking().SingleAsync(row => row.Id == chosen.CalendarId, ct);
        var today = db.Now.InZone(above[0].Zone).Date;
        var versions = await db.All<CalendarVersion>().AsNoTracking().Where(row => row.CalendarId == chosen.CalendarId).ToListAsync(ct);
        return await shelf.Take(db, calendar.Name, InEffect.On(today, versions), ct);
    }

    public async Task<WorkCalendar> Version(string name, int version, CancellationToken ct)
    {
        if (name == Standard.Name) return Standard.Through(version);
        var row = await (from calendar in db.All<Calendar>()
                         join published in db.All<CalendarVersion>() on calendar.Id equals published.CalendarId
                         where calendar.Name == name && published.Number == version
                         select published).AsNoTracking().SingleOrDefaultAsync(ct);
        return row is null ? throw Refusal.NotFound("calendar", $"{name} v{version}") : await shelf.Take(db, name, row, ct);
    }
}

internal static class InEffect
{
    /// <summary>The newest version that has begun by this day; the first one when none has.</summary>
    public static CalendarVersion On(NodaTime.LocalDate day, IReadOnlyCollection<CalendarVersion> versions) =>
        versions.Where(version => version.EffectiveFrom <= day).MaxBy(version => version.Number) ?? versions.MinBy(version => version.Number)!;
}

/// <summary>
/// What a company works by until it has a calendar of its own: Monday to Friday 09:00-12:00 and 13:30-18:00 in Shanghai,
/// with China's statutory holidays. Its version is the last holiday year it knows.
/// </summary>
internal static class Standard
{
    public const string Name = "standard";

    public const string Definition = """
        {"timeZone":"Asia/Shanghai","week":{"mon":[["09:00","12:00"],["13:30","18:00"]],"tue":[["09:00","12:00"],["13:30","18:00"]],"wed":[["09:00","12:00"],["13:30","18:00"]],"thu":[["09:00","12:00"],["13:30","18:00"]],"fri":[["09:00","12:00"],["13:30","18:00"]]},"cn":true}
        """;

    private static readonly ConcurrentDictionary<int, WorkCalendar> ByYear = new();

    public static WorkCalendar Calendar => Through(Holidays.LastShippedYear);

    public static WorkCalendar Through(int year) => ByYear.GetOrAdd(year, year => WorkCalendarJson.Parse(Name, Definition, Holidays.Of(year, [])) with { Version = year });
}
