using Aftercare.Modules.Field.Face;
using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>
/// How well a technician fits an order, and why: the same rules rank candidates, grey out slots and refuse a booking.
/// Pure: everything it needs is given to it.
/// </summary>
internal sealed record Fit(TechnicianCard Technician, WorkOrderCard Order, IReadOnlyList<TimeSlot> Shifts, IReadOnlyList<Absence> Absences, IReadOnlyList<TimeSlot> Booked)
{
    /// <summary>Against this there is no override: the technician cannot do this kind of work.</summary>
    public Refusal? WhyNotSkill() => Order.RequiredSkill is { } skill && !Technician.Skills.Contains(skill)
        ? new("technician.unskilled") { Field = "Technician", Arguments = [Technician.Name, skill] }
        : null;

    /// <summary>Nobody is sent to two places at once, or called from leave.</summary>
    public Refusal? WhyNotFree(TimeSlot slot)
    {
        if (Booked.FirstOrDefault(booked => booked.Overlaps(slot)) is { } busy && busy != default) return new("technician.busy") { Field = "Start", Arguments = [Technician.Name] };
        return Absences.FirstOrDefault(absence => absence.Slot.Overlaps(slot)) is { } away ? new("technician.absent") { Field = "Start", Arguments = [Technician.Name, away.Reason] } : null;
    }

    /// <summary>Outside the shift a dispatcher may insist, with a reason.</summary>
    public Refusal? WhyNotShift(TimeSlot slot) => Shifts.Any(shift => shift.Start <= slot.Start && slot.End <= shift.End)
        ? null
        : new("technician.off-shift") { Field = "Override", Arguments = [Technician.Name], Extensions = { ["overridable"] = true } };

    /// <summary>Where the order would fit into the shifts from <paramref name="now"/> on, within a span: neither away nor booked, and long enough.</summary>
    public IReadOnlyList<TimeSlot> FreeWindows(TimeSlot span, Instant now)
    {
        var from = Instant.Max(span.Start, now);
        var taken = Booked.Concat(Absences.Select(absence => absence.Slot)).OrderBy(slot => slot.Start).ToList();
        var windows = new List<TimeSlot>();
        foreach (var shift in Shifts.OrderBy(shift => shift.Start))
        {
            var (start, end) = (Instant.Max(shift.Start, from), Instant.Min(shift.End, span.End));
            foreach (var slot in taken.Where(slot => slot.Start < end && slot.End > start))
            {
                if (slot.Start - start >= Order.Estimated) windows.Add(new(start, slot.Start));
                start = Instant.Max(start, slot.End);
            }
            if (end - start >= Order.Estimated) windows.Add(new(start, end));
        }
        return windows;
    }

    /// <summary>Time already promised within a span.</summary>
    public Duration Load(TimeSlot span) => Booked.Where(slot => slot.Overlaps(span)).Aggregate(Duration.Zero, (sum, slot) => sum + slot.Length);
}
