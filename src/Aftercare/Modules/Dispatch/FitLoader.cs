using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;

namespace Aftercare.Modules.Dispatch;

/// <summary>Gathers what is known about technicians in a span, in a handful of queries however many they are.</summary>
internal sealed class FitLoader(AppDb db, IWorkforce workforce)
{
    /// <param name="span">Wide enough for the slot and the shifts around it.</param>
    public async Task<IReadOnlyList<Fit>> Of(WorkOrderCard order, IReadOnlyList<TechnicianCard> technicians, TimeSlot span, CancellationToken ct)
    {
        List<PersonId> people = [.. technicians.Select(technician => technician.Person)];
        var shifts = await workforce.Shifts(people, span, ct);
        var absences = (await workforce.Absences(people, span, ct)).ToLookup(absence => absence.Person);
        var booked = (await db.All<Appointment>()
            .Where(row => people.Contains(row.TechnicianId) && row.StartsAt < span.End && row.EndsAt > span.Start && row.OrderId != order.Id)
            .Select(row => new { row.TechnicianId, row.StartsAt, row.EndsAt }).ToListAsync(ct)).ToLookup(row => row.TechnicianId, row => new TimeSlot(row.StartsAt, row.EndsAt));
        return [.. technicians.Select(technician => new Fit(
            technician, order, shifts.GetValueOrDefault(technician.Person) ?? [], [.. absences[technician.Person]], [.. booked[technician.Person].OrderBy(slot => slot.Start)]))];
    }
}
