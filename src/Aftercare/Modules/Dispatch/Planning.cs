using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Dispatch;

/// <summary>The rules of giving time away, for dispatching and moving alike.</summary>
internal static class Planning
{
    /// <summary>The span in which shifts, absences and bookings matter for a slot: a shift may begin the evening before.</summary>
    public static TimeSlot Around(TimeSlot slot) => new(slot.Start - Duration.FromHours(24), slot.End + Duration.FromHours(24));

    /// <summary>The reason against this slot for this technician, or null. The strongest reason comes first.</summary>
    public static Refusal? WhyNot(Fit fit, TimeSlot slot, bool insist, string? reason, Instant now)
    {
        if (slot.Start < now) return Refusal.Invalid("slot.in-the-past", "Start");
        if ((fit.WhyNotSkill() ?? fit.WhyNotFree(slot)) is { } refusal) return refusal;
        if (fit.WhyNotShift(slot) is not { } offShift) return null;
        if (!insist) return offShift;
        return string.IsNullOrWhiteSpace(reason) ? Refusal.Invalid("override.needs-reason", "Reason") : null;
    }

    /// <summary>A dispatcher sends the technicians of the units they see.</summary>
    public static void RequireReach(Caller caller, TechnicianCard technician)
    {
        if (!caller.SeesAllUnits && !caller.Units.Contains(technician.Unit)) throw Refusal.NotFound("technician", technician.Person);
    }
}
