using System.Collections.Concurrent;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Calendars;

/// <summary>A company's calendars with all their versions, and who works by which.</summary>
internal sealed class Shelf(IReadOnlyList<Calendar> calendars, IReadOnlyList<CalendarVersion> versions, IReadOnlyList<HolidayPaper> papers, IReadOnlyList<UnitCalendar> assigned)
{
    private readonly ConcurrentDictionary<(string Name, int Version), WorkCalendar> _read = new();

    public static async Task<Shelf> Read(AppDb db, CancellationToken ct) => new(
        await db.All<Calendar>().AsNoTracking().ToListAsync(ct), await db.All<CalendarVersion>().AsNoTracking().ToListAsync(ct),
        await db.All<HolidayPaper>().AsNoTracking().OrderBy(paper => paper.Number).ToListAsync(ct), await db.All<UnitCalendar>().AsNoTracking().ToListAsync(ct));

    /// <summary>The calendar of the nearest of these units that has one, else the company's; null when it has none.</summary>
    /// <param name="upwards">A unit and those above it.</param>
    public Calendar? Of(IEnumerable<UnitId> upwards)
    {
        var chosen = upwards.Select(unit => assigned.FirstOrDefault(row => row.UnitId == unit)).FirstOrDefault(row => row is not null) ?? assigned.FirstOrDefault(row => row.UnitId is null);
        return calendars.FirstOrDefault(calendar => calendar.Id == chosen?.CalendarId);
    }

    public IReadOnlyCollection<CalendarVersion> VersionsOf(Calendar calendar) => [.. versions.Where(version => version.CalendarId == calendar.Id)];

    public CalendarVersion? Find(string name, int number) =>
        calendars.FirstOrDefault(calendar => calendar.Name == name) is { } calendar ? versions.FirstOrDefault(version => version.CalendarId == calendar.Id && version.Number == number) : null;

    public WorkCalendar Take(string name, CalendarVersion version) =>
        _read.GetOrAdd((name, version.Number), _ => Holidays.Read(name, version, [.. papers.Where(paper => paper.Number <= version.Papers)]));
}

internal sealed class CalendarsFace(AppDb db, IOrganisation organisation, Kept<Shelf> shelves) : ICalendars
{
    public async Task<WorkCalendar> Of(UnitId unit, CancellationToken ct)
    {
        var above = await organisation.Above(unit, ct);
        var shelf = await shelves.Of(db, ct);
        if (shelf.Of(above.Select(card => card.Id)) is not { } calendar) return Standard.Calendar;
        var today = db.Now.InZone(above[0].Zone).Date;
        return shelf.Take(calendar.Name, InEffect.On(today, shelf.VersionsOf(calendar)));
    }

    public async Task<WorkCalendar> Version(string name, int version, CancellationToken ct)
    {
        if (name == Standard.Name) return Standard.Through(version);
        var shelf = await shelves.Of(db, ct);
        return shelf.Find(name, version) is { } row ? shelf.Take(name, row) : throw Refusal.NotFound("calendar", $"{name} v{version}");
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
