using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Rules.Tests.Time;

/// <summary>A calendar as one yes or no for every step of a stretch of time, painted from its definition by other means than the product's.</summary>
internal sealed class PaintedCalendar
{
    private readonly WorkCalendar _calendar;
    private readonly DateTimeZone _zone;
    private readonly Instant _from;
    private readonly int _step;

    public PaintedCalendar(WorkCalendar calendar, Instant from, int steps, int step)
    {
        (_calendar, _from, _step) = (calendar, from, step);
        _zone = DateTimeZoneProviders.Tzdb[calendar.TimeZone];
        Open = new bool[steps];
        Closings = [];
        var last = (from + Duration.FromSeconds((long)steps * step)).InZone(_zone).Date.PlusDays(3);
        for (var date = from.InZone(_zone).Date.PlusDays(-3); date <= last; date = date.PlusDays(1))
        {
            var windows = WindowsOn(date);
            foreach (var window in windows)
            {
                var (open, close) = (Index(At(date, window.FromSecond)), Index(At(date, window.ToSecond)));
                for (var i = Math.Max(0, open); i < Math.Min(steps, close); i++)
                {
                    Open[i] = true;
                }
            }
            if (windows.Count > 0)
            {
                Closings.Add((date, Index(windows.Max(w => At(date, w.ToSecond)))));
            }
        }
    }

    /// <summary>Whether each step is working time.</summary>
    public bool[] Open { get; }

    /// <summary>Working dates and the step at which they close.</summary>
    public List<(LocalDate Date, int At)> Closings { get; }

    public LocalDate DateOf(int index) => (_from + Duration.FromSeconds((long)index * _step)).InZone(_zone).Date;

    public LocalTime TimeOf(int index) => (_from + Duration.FromSeconds((long)index * _step)).InZone(_zone).TimeOfDay;

    public int IndexOf(LocalDateTime wallClock) => Index(wallClock.InZoneLeniently(_zone).ToInstant());

    /// <summary>The rules of a day, written down once more from the help text.</summary>
    public IReadOnlyList<DayWindow> WindowsOn(LocalDate date)
    {
        if (_calendar.DayOverrides.TryGetValue(date, out var own))
        {
            return own;
        }
        if (_calendar.Holidays.Contains(date) || _calendar.YearlyHolidays.Any(y => y.Month == date.Month && y.Day == date.Day))
        {
            return [];
        }
        var paper = _calendar.Statutory?.Find(date);
        if (_calendar.MakeUpDays.Contains(date) || paper is { IsOffDay: false })
        {
            return _calendar.Week.TryGetValue(IsoDayOfWeek.Monday, out var monday) ? monday : [];
        }
        return paper is null && _calendar.Week.TryGetValue(date.DayOfWeek, out var windows) ? windows : [];
    }

    private Instant At(LocalDate date, int second) =>
        date.PlusDays(second / 86_400).AtMidnight().PlusSeconds(second % 86_400).InZoneLeniently(_zone).ToInstant();

    private int Index(Instant instant) => (int)((instant - _from).TotalSeconds / _step);
}

/// <summary>Walks a ticket's history step by step, changing state at facts and counting one step at a time.</summary>
internal sealed class BruteForce(Instant from, int steps, int step, IEnumerable<ClockPolicy> policies, IEnumerable<WorkCalendar> calendars)
{
    private readonly Dictionary<VersionRef, ClockPolicy> _policies = policies.ToDictionary(p => p.Key);
    private readonly Dictionary<VersionRef, WorkCalendar> _calendars = calendars.ToDictionary(c => c.Key);
    private readonly Dictionary<VersionRef, PaintedCalendar> _painted = [];
    private readonly Dictionary<string, PaintedCalendar> _alwaysOpen = [];

    /// <summary>A clock as counted; a due of <see cref="int.MaxValue"/> lies beyond the steps walked.</summary>
    public sealed record Count(ClockState State, int? Due, int? DueIfResumedNow, int? StoppedAt, int Consumed);

    private sealed class Ticket
    {
        public required ClockPolicy Policy;
        public required VersionRef Calendar;
        public required string Type;
        public required string Priority;
        public List<string> Reasons = [];
        public ClockTarget? Promise(string clock)
        {
            ClockTarget? best = null;
            var bestScore = -1;
            foreach (var rule in Policy.Rules)
            {
                if (rule.Target.Clock != clock || (rule.Type is not null && rule.Type != Type) || (rule.Priority is not null && rule.Priority != Priority))
                {
                    continue;
                }
                var score = (rule.Type is not null ? 2 : 0) + (rule.Priority is not null ? 1 : 0);
                if (score > bestScore)
                {
                    (best, bestScore) = (rule.Target, score);
                }
            }
            return best;
        }
    }

    public Count? Walk(string clock, IReadOnlyList<ClockFact> facts, Instant now)
    {
        var opening = facts.OfType<ClockFact.Opened>().Single();
        var start = Index(opening.At);
        var end = Index(now);
        if (start > end)
        {
            return null;
        }
        var order = facts.Where(f => f is not ClockFact.Opened && f.At <= now).OrderBy(f => f.At).ThenBy(f => f.EnteredAt).ToList();

        // Once through for the target that stands in where a clock is not promised.
        var ticket = New(opening);
        var standIn = ticket.Promise(clock);
        foreach (var fact in order)
        {
            Change(ticket, fact);
            standIn = ticket.Promise(clock) ?? standIn;
        }
        if (standIn is null)
        {
            return null;
        }

        var counts = new bool[steps];
        var force = new PaintedCalendar[steps];
        var (stopped, promisedAtStop, next, roundStart) = (false, false, 0, start);
        int? stoppedAt = null;
        var consumedAtStop = 0;
        ClockTarget? frozen = null;
        PaintedCalendar? frozenCalendar = null;
        var (seen, counting) = (-1, false);
        PaintedCalendar? inForce = null;
        ticket = New(opening);
        for (var i = start; i < steps; i++)
        {
            for (; next < order.Count && Index(order[next].At) <= i; next++)
            {
                var fact = order[next];
                Change(ticket, fact);
                var promise = ticket.Promise(clock) ?? standIn;
                if (!stopped && (fact is ClockFact.Closed || (fact is ClockFact.Stopped s && s.Clock == clock)))
                {
                    (stopped, stoppedAt, frozen, frozenCalendar, promisedAtStop) = (true, i, promise, Calendar(promise, ticket), ticket.Promise(clock) is not null);
                    consumedAtStop = counts.AsSpan(roundStart, i - roundStart).Count(true);
                }
                else if (stopped && fact is ClockFact.Reopened && promise.OnReopen != OnReopen.Stay)
                {
                    (stopped, stoppedAt, frozen) = (false, null, null);
                    roundStart = promise.OnReopen == OnReopen.Restart ? i : roundStart;
                }
            }
            if (i == start || next != seen)
            {
                var target = ticket.Promise(clock) ?? standIn;
                inForce = Calendar(target, ticket);
                counting = !stopped && !ticket.Reasons.Exists(r => target.PauseReasons is null || target.PauseReasons.Contains(r));
                seen = next;
            }
            force[i] = inForce!;
            counts[i] = counting && inForce!.Open[i];
        }

        if (ticket.Promise(clock) is null && !(stopped && promisedAtStop))
        {
            return null;
        }
        if (stopped)
        {
            // Had nobody stopped it, it would have run on in the calendar of that moment.
            for (var i = stoppedAt!.Value; i < steps; i++)
            {
                force[i] = frozenCalendar!;
                counts[i] = frozenCalendar!.Open[i];
            }
            var due = Due(frozen!, roundStart, force, counts);
            return new Count(stoppedAt > due ? ClockState.MetLate : ClockState.Met, due, null, stoppedAt, consumedAtStop);
        }

        var standing = ticket.Promise(clock)!;
        var resting = ticket.Reasons.Exists(r => standing.PauseReasons is null || standing.PauseReasons.Contains(r));
        var consumed = counts.AsSpan(roundStart, end - roundStart).Count(true);
        int? known = Due(standing, roundStart, force, counts);
        int? ifResumed = null;
        if (resting && known == int.MaxValue)
        {
            for (var i = end; i < steps; i++)
            {
                counts[i] = force[i].Open[i];
            }
            (known, ifResumed) = (null, Due(standing, roundStart, force, counts));
        }
        var state = end > known ? ClockState.Overdue : resting ? ClockState.Resting : ClockState.Running;
        return new Count(state, known, ifResumed, null, consumed);
    }

    public Instant From => from;

    public int Step => step;

    public int Index(Instant instant) => (int)((instant - from).TotalSeconds / step);

    private int Due(ClockTarget target, int start, PaintedCalendar[] force, bool[] counts)
    {
        var (goal, notBefore) = (0L, start);
        if (target.Minutes is { } minutes)
        {
            goal = minutes * 60 / step;
        }
        else if (target.WorkingDays is > 0 and var days)
        {
            notBefore = EndOfDays(start, days, target.KeepTimeOfDay, force);
            if (notBefore == int.MaxValue)
            {
                return int.MaxValue;
            }
            for (var i = start; i < notBefore; i++)
            {
                goal += force[i].Open[i] ? 1 : 0;
            }
        }
        var at = start;
        for (; goal > 0; at++)
        {
            if (at == steps)
            {
                return int.MaxValue;
            }
            goal -= counts[at] ? 1 : 0;
        }
        return Math.Max(at, notBefore);
    }

    private int EndOfDays(int start, int days, bool keepTimeOfDay, PaintedCalendar[] force)
    {
        for (var i = start + 1; i <= steps; i++)
        {
            var calendar = force[i - 1];
            days -= Ends(calendar, start, keepTimeOfDay).GetValueOrDefault(i);
            if (days <= 0)
            {
                return i;
            }
        }
        return int.MaxValue;
    }

    private readonly Dictionary<(PaintedCalendar, int, bool), Dictionary<int, int>> _ends = [];

    /// <summary>How many working days after the start's date end at each step.</summary>
    private Dictionary<int, int> Ends(PaintedCalendar calendar, int start, bool keepTimeOfDay)
    {
        if (_ends.TryGetValue((calendar, start, keepTimeOfDay), out var known))
        {
            return known;
        }
        var (date, time) = (calendar.DateOf(start), calendar.TimeOf(start));
        return _ends[(calendar, start, keepTimeOfDay)] = calendar.Closings
            .Where(c => c.Date > date)
            .GroupBy(c => keepTimeOfDay ? calendar.IndexOf(c.Date + time) : c.At)
            .ToDictionary(g => g.Key, g => g.Count());
    }

    private Ticket New(ClockFact.Opened opening) => new()
    {
        Policy = _policies[opening.Policy],
        Calendar = opening.Calendar,
        Type = opening.Type,
        Priority = opening.Priority,
    };

    private void Change(Ticket ticket, ClockFact fact)
    {
        switch (fact)
        {
            case ClockFact.Paused f:
                ticket.Reasons.Remove(f.Reason);
                ticket.Reasons.Add(f.Reason);
                break;
            case ClockFact.Resumed f:
                ticket.Reasons.RemoveAll(r => f.Reason is null || r == f.Reason);
                break;
            case ClockFact.Closed or ClockFact.Reopened:
                ticket.Reasons.Clear();
                break;
            case ClockFact.PolicyChanged f:
                ticket.Policy = _policies[f.Policy];
                break;
            case ClockFact.TypeChanged f:
                ticket.Type = f.Type;
                break;
            case ClockFact.PriorityChanged f:
                ticket.Priority = f.Priority;
                break;
            case ClockFact.CalendarChanged f:
                ticket.Calendar = f.Calendar;
                break;
            case ClockFact.OwnerChanged { Calendar: { } calendar }:
                ticket.Calendar = calendar;
                break;
        }
    }

    private PaintedCalendar Calendar(ClockTarget target, Ticket ticket)
    {
        var key = target.Calendar ?? ticket.Calendar;
        if (!target.AlwaysOpen)
        {
            return _painted.TryGetValue(key, out var painted) ? painted : _painted[key] = new PaintedCalendar(_calendars[key], from, steps, step);
        }
        var zone = _calendars[key].TimeZone;
        return _alwaysOpen.TryGetValue(zone, out var known)
            ? known
            : _alwaysOpen[zone] = new PaintedCalendar(WorkCalendar.AlwaysOpen(zone), from, steps, step);
    }
}
