using System.Globalization;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>Who works when in a week, and who is away.</summary>
internal static class ShowWeek
{
    private const int MostRows = 100;

    /// <param name="From">Any day of the week; today when left out.</param>
    /// <param name="Unit">This unit and everything below it.</param>
    [Needs("organisation.read")]
    internal sealed record Query(LocalDate? From = null, UnitId? Unit = null) : IQuery<Response>;

    /// <param name="From">The Monday.</param>
    /// <param name="Rows">By unit and name; at most 100.</param>
    internal sealed record Response(LocalDate From, IReadOnlyList<Row> Rows, bool More);

    internal sealed record Row(TechnicianId Id, string Name, string UnitName, IReadOnlyList<Day> Days);

    /// <param name="Hours">`08:30-17:30` on the unit's clock: when the technician can be sent, absences not taken off.</param>
    /// <param name="Planned">True for a shift, false when the hours are the unit's calendar.</param>
    internal sealed record Day(LocalDate Date, IReadOnlyList<string> Hours, bool Planned, IReadOnlyList<Away> Away);

    /// <param name="Hours">Null for the whole day.</param>
    internal sealed record Away(string Reason, string? Hours);

    internal static void Map(IEndpointRouteBuilder api) => api.MapGet("/technicians/week", Get);

    /// <summary>The week of the technicians the caller sees.</summary>
    internal static async Task<Ok<Response>> Get(Door door, CancellationToken ct, string? from = null, long? unit = null) =>
        TypedResults.Ok(await door.Ask(new Query(Days.Parse(from, "from"), unit is { } id ? new UnitId(id) : null), ct));

    internal sealed class Handler(AppDb db, IOrganisation organisation, IWorkforce workforce) : IHandle<Query, Response>
    {
        public async Task<Response> Handle(Caller caller, Query query, CancellationToken ct)
        {
            var units = (await organisation.Units(ct)).ToDictionary(unit => unit.Id);
            var technicians = db.Visible<Technician>().Where(technician => technician.Active);
            if (query.Unit is { } unit)
            {
                List<UnitId> below = [.. await organisation.Below(unit, ct)];
                technicians = technicians.Where(technician => below.Contains(technician.UnitId));
            }
            var rows = await technicians.OrderBy(technician => technician.UnitId).ThenBy(technician => technician.Id).Take(MostRows + 1).ToListAsync(ct);
            var shown = rows.Take(MostRows).ToList();
            var day = query.From ?? db.Now.InZone(shown.Count > 0 ? units[shown[0].UnitId].Zone : DateTimeZone.Utc).Date;
            var monday = day.PlusDays(1 - (int)day.DayOfWeek);

            // Zones differ by less than a day: what is fetched covers the week on every clock.
            var span = new TimeSlot(monday.PlusDays(-1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), monday.PlusDays(8).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());
            var people = shown.ConvertAll(row => row.PersonId);
            var names = await organisation.Names(people.Select(person => (PersonId?)person), ct);
            var hours = await workforce.Shifts(people, span, ct);
            var away = (await workforce.Absences(people, span, ct)).ToLookup(absence => absence.Person);
            var ids = shown.ConvertAll(row => row.Id);
            var planned = (await db.All<Shift>().Where(shift => ids.Contains(shift.TechnicianId) && shift.Start < span.End && span.Start < shift.End).ToListAsync(ct)).Select(shift => (shift.TechnicianId, shift.Start)).ToHashSet();

            return new(monday, shown.ConvertAll(row => new Row(row.Id, names.GetValueOrDefault(row.PersonId, ""), units[row.UnitId].Name,
                [.. Enumerable.Range(0, 7).Select(offset => DayOf(monday.PlusDays(offset), units[row.UnitId].Zone, hours[row.PersonId], [.. away[row.PersonId]], slot => planned.Contains((row.Id, slot.Start))))])), rows.Count > MostRows);
        }

        private static Day DayOf(LocalDate date, DateTimeZone zone, IReadOnlyList<TimeSlot> hours, IReadOnlyList<Absence> away, Func<TimeSlot, bool> planned)
        {
            var whole = new TimeSlot(zone.AtStartOfDay(date).ToInstant(), zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
            string Text(TimeSlot slot) => string.Create(CultureInfo.InvariantCulture, $"{slot.Start.InZone(zone):HH:mm}-{slot.End.InZone(zone):HH:mm}");
            var begun = hours.Where(slot => whole.Start <= slot.Start && slot.Start < whole.End).ToList();
            return new(date, begun.ConvertAll(Text), begun.Exists(slot => planned(slot)),
                [.. away.Where(absence => absence.Slot.Overlaps(whole)).Select(absence => new Away(absence.Reason, Cut(absence.Slot, whole) == whole ? null : Text(Cut(absence.Slot, whole))))]);
        }

        private static TimeSlot Cut(TimeSlot slot, TimeSlot to) => new(Instant.Max(slot.Start, to.Start), Instant.Min(slot.End, to.End));
    }
}
