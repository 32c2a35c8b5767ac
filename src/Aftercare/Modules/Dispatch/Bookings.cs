using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>Takes and frees technicians' time in the running command. Saves nothing.</summary>
internal sealed class Bookings(AppDb db, IWorkforce workforce)
{
    /// <summary>Takes the slot out of every local date it touches, instead of whatever the order had before.</summary>
    public async Task Take(PersonId technician, DateTimeZone zone, TimeSlot slot, WorkOrderId order, VisitId visit, string? overrideReason, CancellationToken ct)
    {
        await Free(await db.All<Appointment>().SingleOrDefaultAsync(booked => booked.OrderId == order, ct), ct);
        var days = await Days(technician, zone, slot, ct);
        // The days' versions are read by now: a booking committed before that is seen here, one committed after it meets the version.
        var (start, end) = (slot.Start, slot.End);
        if (await db.All<Appointment>().AnyAsync(booked => booked.TechnicianId == technician && booked.OrderId != order && booked.StartsAt < end && booked.EndsAt > start, ct))
            throw new Refusal("technician.busy") { Field = "Start", Arguments = [(await workforce.Technician(technician, ct)).Name] };
        foreach (var day in days) day.Take();
        db.Add(new Appointment
        {
            Id = db.NewId<AppointmentId>(), DayId = days[0].Id, TechnicianId = technician, OrderId = order, VisitId = visit, StartsAt = slot.Start, EndsAt = slot.End, OverrideReason = overrideReason,
        });
    }

    /// <summary>The same visits of a technician at other times: all are freed before any is taken, so that they may change places.</summary>
    public async Task Retake(PersonId technician, DateTimeZone zone, IReadOnlyList<(TimeSlot Slot, WorkOrderId Order, VisitId Visit)> visits, CancellationToken ct)
    {
        List<WorkOrderId> orders = [.. visits.Select(visit => visit.Order)];
        foreach (var booked in await db.All<Appointment>().Where(booked => orders.Contains(booked.OrderId)).ToListAsync(ct)) await Free(booked, ct);
        foreach (var (slot, order, visit) in visits)
        {
            var days = await Days(technician, zone, slot, ct);
            var (start, end) = (slot.Start, slot.End);
            if (await db.All<Appointment>().AnyAsync(booked => booked.TechnicianId == technician && !orders.Contains(booked.OrderId) && booked.StartsAt < end && booked.EndsAt > start, ct))
                throw new Refusal("technician.busy") { Field = "Start", Arguments = [(await workforce.Technician(technician, ct)).Name] };
            foreach (var day in days) day.Take();
            db.Add(new Appointment { Id = db.NewId<AppointmentId>(), DayId = days[0].Id, TechnicianId = technician, OrderId = order, VisitId = visit, StartsAt = slot.Start, EndsAt = slot.End });
        }
    }

    /// <summary>Frees the time of a visit; does nothing when it is free already.</summary>
    public async Task Free(VisitId visit, CancellationToken ct) =>
        await Free(await db.All<Appointment>().SingleOrDefaultAsync(booked => booked.VisitId == visit, ct), ct);

    private async Task Free(Appointment? appointment, CancellationToken ct)
    {
        if (appointment is null) return;
        (await db.All<TechnicianDay>().SingleAsync(row => row.Id == appointment.DayId, ct)).Take();
        db.Remove(appointment);
    }

    private async Task<List<TechnicianDay>> Days(PersonId technician, DateTimeZone zone, TimeSlot slot, CancellationToken ct)
    {
        var (first, last) = (slot.Start.InZone(zone).Date, slot.End.Minus(Duration.Epsilon).InZone(zone).Date);
        var days = new List<TechnicianDay>();
        for (var date = first; date <= last; date = date.PlusDays(1))
        {
            days.Add(await db.All<TechnicianDay>().SingleOrDefaultAsync(row => row.TechnicianId == technician && row.Date == date, ct)
                ?? db.Add(new TechnicianDay { Id = db.NewId<TechnicianDayId>(), TechnicianId = technician, Date = date }).Entity);
        }
        return days;
    }
}
