using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>What a stretch of time did to a clock.</summary>
public enum WhyKind
{
    /// <summary>Working time that counted.</summary>
    Counted,

    /// <summary>The calendar was closed.</summary>
    Closed,

    /// <summary>A pause rested the clock.</summary>
    Paused,

    /// <summary>The clock was stopped, until the ticket was reopened.</summary>
    Stopped,
}

/// <summary>One stretch of the explanation.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end, and the beginning of the next.</param>
/// <param name="Kind">What it did to the clock.</param>
/// <param name="Calendar">The calendar in force.</param>
/// <param name="Working">Working time in it: counted when <see cref="WhyKind.Counted"/>, else left out of the count.</param>
/// <param name="Reason">The reason of a pause.</param>
public sealed record WhySegment(Instant From, Instant To, WhyKind Kind, VersionRef Calendar, Duration Working, string? Reason = null);

/// <summary>One fact that shaped the due time.</summary>
/// <param name="At">When it happened.</param>
/// <param name="EnteredAt">When it was recorded.</param>
/// <param name="What">Stable name: opened, paused, resumed, stopped, closed, reopened, policy, type, priority, calendar, owner.</param>
/// <param name="Value">The reason, clock, policy, type, priority, calendar or owner.</param>
public sealed record WhyChange(Instant At, Instant EnteredAt, string What, string? Value);

/// <summary>Why a clock is due when it is (B31): plain data that an API can send and a page can draw.</summary>
/// <remarks>
/// Segments run without a gap from <see cref="StartedAt"/> to <see cref="Until"/>, and the working time of the counted ones is
/// <see cref="Target"/> when <see cref="Due"/> is known: anyone can add them up. Of a clock that was stopped early, the stretches
/// after <see cref="StoppedAt"/> are those that would have counted.
/// </remarks>
public sealed record WhyThen
{
    /// <summary>Name of the clock.</summary>
    public required string Clock { get; init; }

    /// <summary>The policy whose target holds.</summary>
    public required VersionRef Policy { get; init; }

    /// <summary>Its name.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Type of the ticket.</summary>
    public required string Type { get; init; }

    /// <summary>Priority of the ticket.</summary>
    public required string Priority { get; init; }

    /// <summary>The target that holds.</summary>
    public required ClockTarget Promise { get; init; }

    /// <summary>The promise in working time by the calendars in force.</summary>
    public required Duration Target { get; init; }

    /// <summary>Opening of the ticket, or the reopening that began this round.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>How the clock stands.</summary>
    public required ClockState State { get; init; }

    /// <summary>When it was stopped; null while it is not.</summary>
    public required Instant? StoppedAt { get; init; }

    /// <summary>When it is due; null while a pause keeps it open.</summary>
    public required Instant? Due { get; init; }

    /// <summary>When it would be due if the pause ended now.</summary>
    public required Instant? DueIfResumedNow { get; init; }

    /// <summary>The due time rests on a year whose holidays are not published (B19).</summary>
    public required bool IsProvisional { get; init; }

    /// <summary>The instant the explanation was made for.</summary>
    public required Instant Now { get; init; }

    /// <summary>IANA zone to show times in: that of the calendar in force.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The stretches, in order.</summary>
    public required IReadOnlyList<WhySegment> Segments { get; init; }

    /// <summary>The facts, in the order they took effect.</summary>
    public required IReadOnlyList<WhyChange> Changes { get; init; }

    /// <summary>End of the last segment: the due time, or now while it is unknown.</summary>
    public Instant Until => Segments.Count > 0 ? Segments[^1].To : StartedAt;

    /// <summary>Working time that counted.</summary>
    public Duration Counted => Sum(WhyKind.Counted);

    /// <summary>Working time that pauses took out.</summary>
    public Duration Paused => Sum(WhyKind.Paused);

    /// <summary>Working time that passed while the clock was stopped.</summary>
    public Duration Stopped => Sum(WhyKind.Stopped);

    /// <summary>The calendars used, in order of first use.</summary>
    public IEnumerable<VersionRef> Calendars => Segments.Select(s => s.Calendar).Distinct();

    private Duration Sum(WhyKind kind) => Segments.Where(s => s.Kind == kind).Aggregate(Duration.Zero, (sum, s) => sum + s.Working);
}
