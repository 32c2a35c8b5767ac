using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>How a clock stands.</summary>
public enum ClockState
{
    /// <summary>It counts towards its due time, or waits for the calendar to open.</summary>
    Running,

    /// <summary>A pause rests it, and it is not overdue.</summary>
    Resting,

    /// <summary>Its due time has passed and nobody stopped it.</summary>
    Overdue,

    /// <summary>It was stopped at or before its due time.</summary>
    Met,

    /// <summary>It was stopped after its due time.</summary>
    MetLate,
}

/// <summary>One run of a clock that ended: from its start to the stop, with the figures frozen then (R310).</summary>
/// <param name="StartedAt">Opening of the ticket, or the reopening that began this round.</param>
/// <param name="StoppedAt">When it was stopped.</param>
/// <param name="Due">When it was due, as it stood at the stop.</param>
/// <param name="Policy">The policy it was judged by.</param>
public sealed record ClockRound(Instant StartedAt, Instant StoppedAt, Instant Due, VersionRef Policy)
{
    /// <summary>Whether the stop came after the due time.</summary>
    public bool IsLate => StoppedAt > Due;
}

/// <summary>How one clock of a ticket stands at an instant, with everything needed to say why.</summary>
public sealed class ClockReading
{
    /// <summary>Name of the clock.</summary>
    public required string Clock { get; init; }

    /// <summary>How it stands.</summary>
    public required ClockState State { get; init; }

    /// <summary>When it is due; null while a pause rests it before it was due.</summary>
    public required Instant? Due { get; init; }

    /// <summary>When it would be due if the pause ended now; null unless <see cref="Due"/> is.</summary>
    public required Instant? DueIfResumedNow { get; init; }

    /// <summary>When it was stopped; null while it is not.</summary>
    public required Instant? StoppedAt { get; init; }

    /// <summary>The pause reason that rests it now; null when none does.</summary>
    public required string? RestingFor { get; init; }

    /// <summary>The due time rests on a year whose holidays are not published, and may move (B19).</summary>
    public required bool IsProvisional { get; init; }

    /// <summary>Working time counted so far in this round.</summary>
    public required Duration Consumed { get; init; }

    /// <summary>Working time left; negative when overdue.</summary>
    public required Duration Remaining { get; init; }

    /// <summary>The promise in working time.</summary>
    public required Duration Target { get; init; }

    /// <summary>The policy it is judged by.</summary>
    public required VersionRef Policy { get; init; }

    /// <summary>The working time it is judged by.</summary>
    public required WorkingTime Hours { get; init; }

    /// <summary>Beginning of this round: the opening, or the reopening that began it.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>Runs that ended, the present stop included.</summary>
    public required IReadOnlyList<ClockRound> Rounds { get; init; }

    internal Func<WhyThen> Explanation { private get; init; } = null!;

    /// <summary>Why it is due when it is (B31); worked out when asked, so that a list of a thousand clocks does not pay for it.</summary>
    public WhyThen Explain() => Explanation();
}
