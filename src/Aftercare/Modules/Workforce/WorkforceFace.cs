using Aftercare.Modules.Calendars.Face;
using Aftercare.Modules.Organisation.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Workforce;

internal sealed class WorkforceFace(AppDb db, IOrganisation organisation, ICalendars calendars) : IWorkforce
{
    public async Task<TechnicianCard> Technician(PersonId person, CancellationToken ct) =>
        (await Cards(db.All<Technician>().Where(row => row.PersonId == person), ct)).SingleOrDefault() ?? throw Refusal.NotFound("technician", person);

    public Task<IReadOnlyList<TechnicianCard>> Technicians(IReadOnlyCollection<UnitId> units, CancellationToken ct)
    {
        List<UnitId> wanted = [.. units];
        return Cards(db.All<Technician>().Where(row => row.Active && (wanted.Count == 0 || wanted.Contains(row.UnitId))), ct);
    }

    public async Task<IReadOnlyList<Absence>> Absences(IReadOnlyCollection<PersonId> people, TimeSlot span, CancellationToken ct)
    {
        List<PersonId> wanted = [.. people];
        var (start, end) = (span.Start, span.End);
        var rows = await (from off in db.All<TimeOff>()
                          join technician in db.All<Technician>() on off.TechnicianId equals technician.Id
                          where wanted.Contains(technician.PersonId) && off.Start < end && start < off.End
                          orderby off.Start
                          select new { technician.PersonId, off.Start, off.End, off.Reason }).ToListAsync(ct);
        return rows.ConvertAll(row => new Absence(row.PersonId, new(row.Start, row.End), row.Reason.ToString()));
    }

    public async Task<IReadOnlyDictionary<PersonId, IReadOnlyList<TimeSlot>>> Shifts(IReadOnlyCollection<PersonId> people, TimeSlot span, CancellationToken ct)
    {
        List<PersonId> wanted = [.. people];
        // A day more on each side: whether a day has a shift is asked of whole days.
        var (start, end) = (span.Start - Duration.FromDays(1), span.End + Duration.FromDays(1));
        var technicians = await db.All<Technician>().AsNoTracking().Where(row => wanted.Contains(row.PersonId)).ToListAsync(ct);
        var ids = technicians.ConvertAll(row => row.Id);
        var shifts = (await db.All<Shift>().AsNoTracking().Where(row => ids.Contains(row.TechnicianId) && row.Start < end && start < row.End).OrderBy(row => row.Start).ToListAsync(ct))
            .ToLookup(row => row.TechnicianId, row => row.Slot);

        var calendarOf = new Dictionary<UnitId, WorkingTime>();
        var answer = new Dictionary<PersonId, IReadOnlyList<TimeSlot>>();
        foreach (var technician in technicians)
        {
            if (!calendarOf.TryGetValue(technician.UnitId, out var calendar)) calendarOf[technician.UnitId] = calendar = new(await calendars.Of(technician.UnitId, ct));
            answer[technician.PersonId] = Sendable(span, [.. shifts[technician.Id]], calendar);
        }
        return answer;
    }

    private static List<TimeSlot> Sendable(TimeSlot span, List<TimeSlot> shifts, WorkingTime calendar)
    {
        var covered = shifts.Select(shift => calendar.DateOf(shift.Start)).ToHashSet();
        var hours = calendar.WindowsIn(span.Start, span.End).Where(open => !covered.Contains(calendar.DateOf(open.From))).Select(open => new TimeSlot(open.From, open.To));
        return [.. shifts.Where(span.Overlaps).Concat(hours).OrderBy(slot => slot.Start)];
    }

    private async Task<IReadOnlyList<TechnicianCard>> Cards(IQueryable<Technician> rows, CancellationToken ct)
    {
        var technicians = await rows.AsNoTracking().OrderBy(row => row.Id).ToListAsync(ct);
        var ids = technicians.ConvertAll(row => row.Id);
        var skills = (await db.All<TechnicianSkill>().AsNoTracking().Where(skill => ids.Contains(skill.TechnicianId)).ToListAsync(ct)).ToLookup(skill => skill.TechnicianId);
        var names = await organisation.Names(technicians.Select(row => (PersonId?)row.PersonId), ct);
        var zones = (await organisation.Units(ct)).ToDictionary(unit => unit.Id, unit => unit.Zone);
        return technicians.ConvertAll(row =>
        {
            var (today, home) = (db.Now.InZone(zones[row.UnitId]).Date, row.Home?.ToWgs84());
            return new TechnicianCard(
                row.PersonId, names.GetValueOrDefault(row.PersonId, ""), row.UnitId, skills[row.Id].Where(skill => skill.CountsOn(today)).Select(skill => skill.Skill).ToHashSet(),
                home?.Latitude, home?.Longitude);
        });
    }
}
