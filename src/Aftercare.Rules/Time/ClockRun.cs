using NodaTime;

namespace Aftercare.Rules.Time;

/// <summary>A stretch of one round in one calendar; running when its kind is <see cref="WhyKind.Counted"/>. The last may have no end.</summary>
internal sealed record Stretch(Instant From, Instant? To, WorkingTime Calendar, WhyKind Kind, string? Reason = null)
{
    public Duration Working(Instant until) => Calendar.Between(From, To is { } to ? Instant.Min(to, until) : until);
}

/// <summary>One round of a clock as known so far, and the arithmetic of its due time.</summary>
/// <remarks>
/// The due time is when the working time of the running stretches reaches the target. A target in working days is turned
/// into working time first: that from the start to the closing of the N-th working day, each day by the calendar in
/// force when it ends; so a pause moves the due time by just the working time it took.
/// </remarks>
internal sealed class ClockRun
{
    private readonly Instant _start;
    private readonly IReadOnlyList<Stretch> _stretches;
    private readonly Instant _notBefore;
    private readonly Instant _now;

    /// <param name="promise">The target it is judged by.</param>
    /// <param name="start">Beginning of the round.</param>
    /// <param name="stretches">Without gaps from the start; the last one without an end.</param>
    /// <param name="now">When a rest without an end is taken to end for <see cref="DueIfResumedNow"/>.</param>
    public ClockRun(ClockTarget promise, Instant start, IReadOnlyList<Stretch> stretches, Instant now)
    {
        (_start, _stretches, _now) = (start, stretches, now);
        _notBefore = promise.WorkingDays is > 0 and var days ? EndOfDays(days, promise.KeepTimeOfDay) : start;
        Target = promise.Minutes is { } minutes
            ? Duration.FromMinutes(minutes)
            : Pieces(_notBefore).Aggregate(Duration.Zero, (sum, s) => sum + s.Working(_notBefore));
        Consumed = Pieces(now).Where(s => s.Kind == WhyKind.Counted).Aggregate(Duration.Zero, (sum, s) => sum + s.Working(now));
        Due = Reached() is { } reached ? Instant.Max(reached, _notBefore) : null;
        DueIfResumedNow = Due is null ? Instant.Max(stretches[^1].Calendar.Add(now, Target - Consumed), _notBefore) : null;
    }

    public Duration Target { get; }

    public Duration Consumed { get; }

    public Instant? Due { get; }

    public Instant? DueIfResumedNow { get; }

    public bool IsProvisional
    {
        get
        {
            var until = Due ?? DueIfResumedNow ?? _start;
            // What has passed was counted by the version in force then: only what lies ahead can still move.
            return until > _now && _stretches[^1].Calendar.IsProvisional(Instant.Max(_stretches[^1].From, _now), until);
        }
    }

    /// <summary>The stretches cut at the due time (or at now while it is unknown), and the running ones into open and closed.</summary>
    public List<WhySegment> Segments(Instant now)
    {
        var until = Due ?? now;
        var segments = new List<WhySegment>();
        foreach (var stretch in Pieces(until))
        {
            var to = stretch.To is { } end ? Instant.Min(end, until) : until;
            if (to <= stretch.From)
            {
                continue;
            }
            var calendar = stretch.Calendar.Calendar.Key;
            if (stretch.Kind != WhyKind.Counted)
            {
                segments.Add(new WhySegment(stretch.From, to, stretch.Kind, calendar, stretch.Working(until), stretch.Reason));
                continue;
            }
            var at = stretch.From;
            foreach (var open in stretch.Calendar.WindowsIn(stretch.From, to))
            {
                if (open.From > at)
                {
                    segments.Add(new WhySegment(at, open.From, WhyKind.Closed, calendar, Duration.Zero));
                }
                segments.Add(new WhySegment(open.From, open.To, WhyKind.Counted, calendar, open.To - open.From));
                at = open.To;
            }
            if (to > at)
            {
                segments.Add(new WhySegment(at, to, WhyKind.Closed, calendar, Duration.Zero));
            }
        }
        return segments;
    }

    private IEnumerable<Stretch> Pieces(Instant until) => _stretches.TakeWhile(s => s.From <= until);

    private Instant? Reached()
    {
        var left = Target;
        if (left == Duration.Zero)
        {
            return _start;
        }
        foreach (var stretch in _stretches.Where(s => s.Kind == WhyKind.Counted))
        {
            if (stretch.To is not { } to)
            {
                return stretch.Calendar.Add(stretch.From, left);
            }
            var worked = stretch.Calendar.Between(stretch.From, to);
            if (worked >= left)
            {
                return stretch.Calendar.Add(stretch.From, left);
            }
            left -= worked;
        }
        return null;
    }

    private Instant EndOfDays(int days, bool keepTimeOfDay)
    {
        foreach (var stretch in _stretches)
        {
            var calendar = stretch.Calendar;
            var received = _start.InZone(calendar.Zone).LocalDateTime;
            Instant EndOf(LocalDate day) => keepTimeOfDay ? calendar.At(day + received.TimeOfDay) : calendar.ClosingOf(day)!.Value;

            // The first working day after receipt that ends after this stretch begins: a night's closing is on the next date.
            var day = calendar.NthWorkingDay(LocalDate.Max(received.Date, calendar.DateOf(stretch.From).PlusDays(-2)), 1);
            while (EndOf(day) <= stretch.From)
            {
                day = calendar.NthWorkingDay(day, 1);
            }
            if (stretch.To is not { } to)
            {
                return EndOf(calendar.NthWorkingDay(day, days - 1));
            }
            for (; EndOf(day) <= to; day = calendar.NthWorkingDay(day, 1))
            {
                days--;
                if (days == 0)
                {
                    return EndOf(day);
                }
            }
        }
        throw new InvalidOperationException("The last stretch of a round has no end.");
    }
}
