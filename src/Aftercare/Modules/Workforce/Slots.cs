using Aftercare.Modules.Workforce.Face;
using Aftercare.Platform;
using NodaTime;

namespace Aftercare.Modules.Workforce;

/// <summary>Rules of shifts and absences. Two that only touch are fine. The technician's version guards them against races.</summary>
internal static class Slots
{
    public static readonly Duration LongestShift = Duration.FromHours(24);

    /// <summary>Why this span is none, or null.</summary>
    public static Refusal? WhyNot(TimeSlot slot, Duration? longest, string field) =>
        slot.End <= slot.Start ? Refusal.Invalid("slot.ends-before-start", field)
        : longest is { } limit && slot.Length > limit ? Refusal.Invalid("slot.too-long", field, limit.TotalHours)
        : null;

    /// <summary>The first of the spans that overlaps this one, or null.</summary>
    public static TimeSlot? Overlapped(this IEnumerable<TimeSlot> taken, TimeSlot slot) =>
        taken.Where(slot.Overlaps).Select(other => (TimeSlot?)other).FirstOrDefault();
}
