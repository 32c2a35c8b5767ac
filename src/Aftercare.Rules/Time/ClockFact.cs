using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>Something that happened to a ticket and matters to its clocks.</summary>
/// <param name="At">When it happened; facts take effect in this order.</param>
/// <param name="EnteredAt">When it was recorded, possibly days later; orders facts of the same instant.</param>
public abstract record ClockFact(Instant At, Instant EnteredAt)
{
    /// <summary>The ticket came in. Exactly one; facts dated before it take effect with it.</summary>
    public sealed record Opened(Instant At, Instant EnteredAt, VersionRef Policy, VersionRef Calendar, string Type, string Priority) : ClockFact(At, EnteredAt);

    /// <summary>Waiting began, for a reason of the company's list. Several reasons may hold at once.</summary>
    public sealed record Paused(Instant At, Instant EnteredAt, string Reason) : ClockFact(At, EnteredAt);

    /// <summary>Waiting for one reason ended, or all waiting when the reason is null.</summary>
    public sealed record Resumed(Instant At, Instant EnteredAt, string? Reason = null) : ClockFact(At, EnteredAt);

    /// <summary>What one clock waits for was done: acknowledged, responded, arrived, solved.</summary>
    public sealed record Stopped(Instant At, Instant EnteredAt, string Clock) : ClockFact(At, EnteredAt);

    /// <summary>The ticket was closed: every clock stops and every wait ends.</summary>
    public sealed record Closed(Instant At, Instant EnteredAt) : ClockFact(At, EnteredAt);

    /// <summary>The ticket was opened again: every wait ends and each stopped clock does as its target says.</summary>
    public sealed record Reopened(Instant At, Instant EnteredAt) : ClockFact(At, EnteredAt);

    /// <summary>Another policy, or another version of it, holds from here on.</summary>
    public sealed record PolicyChanged(Instant At, Instant EnteredAt, VersionRef Policy) : ClockFact(At, EnteredAt);

    /// <summary>The ticket's type changed.</summary>
    public sealed record TypeChanged(Instant At, Instant EnteredAt, string Type) : ClockFact(At, EnteredAt);

    /// <summary>The ticket's priority changed.</summary>
    public sealed record PriorityChanged(Instant At, Instant EnteredAt, string Priority) : ClockFact(At, EnteredAt);

    /// <summary>Another calendar, or another version of it, holds from here on.</summary>
    public sealed record CalendarChanged(Instant At, Instant EnteredAt, VersionRef Calendar) : ClockFact(At, EnteredAt);

    /// <summary>Another unit or person holds the ticket, with a calendar of its own or the present one (null).</summary>
    public sealed record OwnerChanged(Instant At, Instant EnteredAt, string Owner, VersionRef? Calendar = null) : ClockFact(At, EnteredAt);
}
