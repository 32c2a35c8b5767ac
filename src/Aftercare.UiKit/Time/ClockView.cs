using NodaTime;

namespace Aftercare.UiKit;

/// <summary>What a promise is doing.</summary>
public enum ClockState
{
    /// <summary>Counting.</summary>
    Running,
    /// <summary>Not counting now: outside opening hours, or paused for a reason.</summary>
    Resting,
    /// <summary>Kept.</summary>
    Met,
    /// <summary>Not kept.</summary>
    Breached,
}

/// <summary>One promise, as a screen shows it.</summary>
/// <param name="Name">Which promise: respond, arrive, solve.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Due">When it must be kept.</param>
/// <param name="Left">Working time left; negative when late. Null when met.</param>
/// <param name="At">When it was kept or broken.</param>
/// <param name="Provisional">The due time may still move: a pause is open or a calendar is not published.</param>
/// <param name="Why">Why it is due then.</param>
/// <param name="Warn">Less than this much left is a warning.</param>
/// <param name="CountsUntil">Until when working time goes on without a break; null when it stands still at this moment. The browser counts on its own no further.</param>
public sealed record ClockView(string Name, ClockState State, Instant Due, Duration? Left, Instant? At = null,
    bool Provisional = false, WhyView? Why = null, Duration? Warn = null, Instant? CountsUntil = null);

/// <summary>What a stretch of time did to the clock.</summary>
public enum SegmentKind
{
    /// <summary>Counted against the target.</summary>
    Counted,
    /// <summary>Outside opening hours.</summary>
    Closed,
    /// <summary>Paused for a reason.</summary>
    Paused,
    /// <summary>After the clock stopped.</summary>
    Stopped,
}

/// <summary>A stretch of time on a clock.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Reason">Calendar, holiday or pause reason, in the reader's words.</param>
public sealed record WhySegment(Instant From, Instant To, SegmentKind Kind, string? Reason = null);

/// <summary>Why a promise is due when it is.</summary>
/// <param name="Text">One or two sentences.</param>
/// <param name="Segments">In order, without gaps.</param>
/// <param name="Due">The mark.</param>
/// <param name="Target">Working time promised.</param>
public sealed record WhyView(string Text, IReadOnlyList<WhySegment> Segments, Instant Due, Duration Target)
{
    /// <summary>Working time used until then.</summary>
    public Duration CountedBy(Instant now) => Segments.Where(s => s.Kind == SegmentKind.Counted && s.From < now).Aggregate(Duration.Zero, (sum, s) => sum + (Instant.Min(s.To, now) - s.From));
}
