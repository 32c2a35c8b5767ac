using System.Collections.Concurrent;
using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Calendars;

/// <summary>A company's calendars with all their versions, and who works by which.</summary>
internal sealed class Shelf(IReadOnlyList<Calendar> calendars, IReadOnlyList<CalendarVersion> versions, IReadOnlyList<HolidayPaper> papers, IReadOnlyList<UnitCalendar> assigned)
{
    private readonly ConcurrentDictionary<(string Name, int Version), WorkCalendar> _read = new();

    public static async Task<Shelf> Read(AppDb db, CancellationToken ct) => new(
        await db.All<Calendar>().AsNoTracking().ToListAsync(ct), await db.All<CalendarVersion>().AsNoTracking().ToListAsync(ct),
        await db.All<HolidayPaper>().AsNoTracking().OrderBy(paper => paper.Number).ToListAsync(ct), await db.All<UnitCalendar>().AsNoTracking().ToListAsync(ct));

    /// <summary>What units without a calendar work by: the standard one, with the company's own papers.</summary>
    public VersionRef StandardKey => new(Standard.Name, StandardVersion.Of(Holidays.LastShippedYear, papers.Count));

    /// <summary>The calendar version in effect for a unit on a day of its own: of the nearest unit that has a calendar, else the company's, else the standard one.</summary>
    /// <param name="upwards">The unit and those above it.</param>
    public VersionRef Of(IReadOnlyList<UnitCard> upwards, Instant now)
    {
        var chosen = upwards.Select(unit => assigned.FirstOrDefault(row => row.UnitId == unit.Id)).FirstOrDefault(row => row is not null) ?? assigned.FirstOrDefault(row => row.UnitId is null);
        if (calendars.FirstOrDefault(calendar => calendar.Id == chosen?.CalendarId) is not { } calendar) return StandardKey;
        return new(calendar.Name, InEffect.On(now.InZone(upwards[0].Zone).Date, [.. versions.Where(version => version.CalendarId == calendar.Id)]).Number);
    }

    /// <summary>The same shelf, with a calendar given to a unit (null: the whole company) or, without a calendar, taken from it.</summary>
    public Shelf With(UnitId? unit, Calendar? calendar, CalendarVersion? first = null)
    {
        var others = assigned.Where(row => row.UnitId != unit);
        return new(
            calendar is null || calendars.Any(known => known.Id == calendar.Id) ? calendars : [.. calendars, calendar], first is null ? versions : [.. versions, first], papers,
            calendar is null ? [.. others] : [.. others, new UnitCalendar { Id = default, UnitId = unit, CalendarId = calendar.Id }]);
    }

    public WorkCalendar? Find(VersionRef key)
    {
        if (key.Id == Standard.Name) return _read.GetOrAdd((key.Id, key.Version), _ => ReadStandard(key.Version));
        return calendars.FirstOrDefault(calendar => calendar.Name == key.Id) is { } calendar
            && versions.FirstOrDefault(version => version.CalendarId == calendar.Id && version.Number == key.Version) is { } version ? Take(key.Id, version) : null;
    }

    private WorkCalendar ReadStandard(int version)
    {
        var (shippedThrough, known) = StandardVersion.Parts(version);
        return WorkCalendarJson.Parse(Standard.Name, Standard.Definition, Holidays.Of(shippedThrough, papers.Where(paper => paper.Number <= known))) with { Version = version };
    }

    public WorkCalendar Take(string name, CalendarVersion version) =>
        _read.GetOrAdd((name, version.Number), _ => Holidays.Read(name, version, papers));
}

internal sealed class CalendarsFace(AppDb db, IOrganisation organisation, Kept<Shelf> shelves) : ICalendars
{
    public async Task<WorkCalendar> Of(UnitId unit, CancellationToken ct)
    {
        var above = await organisation.Above(unit, ct);
        var shelf = await shelves.Of(db, ct);
        return shelf.Find(shelf.Of(above, db.Now))!;
    }

    public async Task<WorkCalendar> Version(string name, int version, CancellationToken ct) =>
        (await shelves.Of(db, ct)).Find(new(name, version)) ?? throw Refusal.NotFound("calendar", $"{name} v{version}");
}

internal static class InEffect
{
    /// <summary>The newest version that has begun by this day; the first one when none has.</summary>
    public static CalendarVersion On(LocalDate day, IReadOnlyCollection<CalendarVersion> versions) =>
        versions.Where(version => version.EffectiveFrom <= day).MaxBy(version => version.Number) ?? versions.MinBy(version => version.Number)!;
}

/// <summary>
/// What a company works by until it has a calendar of its own: Monday to Friday 09:00-12:00 and 13:30-18:00 in Shanghai,
/// with China's statutory holidays, the shipped ones and those the company brought in.
/// </summary>
internal static class Standard
{
    public const string Name = "standard";

    public const string Definition = """
        {"timeZone":"Asia/Shanghai","week":{"mon":[["09:00","12:00"],["13:30","18:00"]],"tue":[["09:00","12:00"],["13:30","18:00"]],"wed":[["09:00","12:00"],["13:30","18:00"]],"thu":[["09:00","12:00"],["13:30","18:00"]],"fri":[["09:00","12:00"],["13:30","18:00"]]},"cn":true}
        """;
}

/// <summary>
/// The version of the standard calendar says which papers it knows: 2026 are those shipped through 2026; 2026001 also the
/// first one the company brought in. More papers give a higher version, and a version means the same for ever.
/// </summary>
internal static class StandardVersion
{
    private const int MostPapers = 1000;

    public static int Of(int shippedThrough, int papers) => papers == 0 ? shippedThrough : shippedThrough * MostPapers + papers;

    public static (int ShippedThrough, int Papers) Parts(int version) => version < 10_000 ? (version, 0) : (version / MostPapers, version % MostPapers);
}
