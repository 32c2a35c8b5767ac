namespace Aftercare.Rules.Time;

/// <summary>What a clock that was stopped does when its ticket is reopened.</summary>
public enum OnReopen
{
    /// <summary>It stays stopped: the promise was kept or broken once, as for a first response.</summary>
    Stay,

    /// <summary>It goes on with what it had left; the time it was stopped does not count.</summary>
    Continue,

    /// <summary>It starts anew, with a fresh target from the reopening.</summary>
    Restart,
}

/// <summary>One promise of a policy (R308): how long a clock may run, by which hours, and what rests it.</summary>
public sealed record ClockTarget
{
    private ClockTarget()
    {
    }

    /// <summary>The clock it is for: <c>acknowledge</c>, <c>respond</c>, <c>arrive</c>, <c>solve</c>, <c>close</c>, or any other name.</summary>
    public required string Clock { get; init; }

    /// <summary>Target in working minutes; null for one in working days. Zero is due at once.</summary>
    public long? Minutes { get; private init; }

    /// <summary>Target in whole working days; null for one in minutes.</summary>
    public int? WorkingDays { get; private init; }

    /// <summary>Working days end at the time of day they began instead of at closing.</summary>
    public bool KeepTimeOfDay { get; private init; }

    /// <summary>Round the clock, whatever the ticket's calendar.</summary>
    public bool AlwaysOpen { get; init; }

    /// <summary>A calendar of its own; null for the ticket's.</summary>
    public VersionRef? Calendar { get; init; }

    /// <summary>Reasons that rest this clock; null for every reason, empty for none.</summary>
    public IReadOnlySet<string>? PauseReasons { get; init; }

    /// <summary>What it does when the ticket is reopened after it was stopped.</summary>
    public OnReopen OnReopen { get; init; }

    /// <summary>A target in working minutes.</summary>
    /// <exception cref="RuleRefusal"><c>target.negative</c>.</exception>
    public static ClockTarget OfMinutes(string clock, long minutes) =>
        new() { Clock = clock, Minutes = NotNegative(minutes) };

    /// <summary>A target in whole working days: closing of the N-th working day after the start, or then at the start's time of day (R309).</summary>
    /// <exception cref="RuleRefusal"><c>target.negative</c>.</exception>
    public static ClockTarget OfWorkingDays(string clock, int days, bool keepTimeOfDay = false) =>
        new() { Clock = clock, WorkingDays = (int)NotNegative(days), KeepTimeOfDay = keepTimeOfDay };

    /// <summary>Whether a pause for this reason rests the clock.</summary>
    public bool RestsFor(string reason) => PauseReasons?.Contains(reason) ?? true;

    private static long NotNegative(long amount) =>
        amount >= 0 ? amount : throw new RuleRefusal("target.negative", "A target is zero or more.");
}

/// <summary>To which tickets of a policy a target applies; null means any.</summary>
public sealed record TargetRule(ClockTarget Target, string? Type = null, string? Priority = null);

/// <summary>One version of a time policy (时效规则, R308): targets by ticket type and priority.</summary>
/// <param name="Id">Its stable id.</param>
/// <param name="Version">Counts up with each change.</param>
/// <param name="Name">Its name on screens.</param>
/// <param name="Rules">For each clock the most specific rule holds: type and priority, then type, then priority, then neither; the first of equals.</param>
public sealed record ClockPolicy(string Id, int Version, string Name, IReadOnlyList<TargetRule> Rules)
{
    /// <summary>Id and version together.</summary>
    public VersionRef Key => new(Id, Version);

    /// <summary>The names of all clocks it may promise.</summary>
    public IEnumerable<string> Clocks => Rules.Select(r => r.Target.Clock).Distinct();

    /// <summary>The target of a clock for a ticket; null when the policy promises none.</summary>
    public ClockTarget? TargetFor(string clock, string type, string priority) => Rules
        .Where(r => r.Target.Clock == clock && (r.Type ?? type) == type && (r.Priority ?? priority) == priority)
        .MaxBy(r => (r.Type is null ? 0 : 2) + (r.Priority is null ? 0 : 1))?.Target;
}

/// <summary>The policies and calendars a computation may mention, by id and version. Safe to share between threads.</summary>
public sealed class ClockBook
{
    private readonly Dictionary<VersionRef, ClockPolicy> _policies;
    private readonly Dictionary<VersionRef, WorkingTime> _calendars;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, WorkingTime> _alwaysOpen = new();

    /// <param name="policies">Every version that facts mention.</param>
    /// <param name="calendars">Every version that facts and targets mention.</param>
    public ClockBook(IEnumerable<ClockPolicy> policies, IEnumerable<WorkingTime> calendars)
    {
        _policies = policies.ToDictionary(p => p.Key);
        _calendars = calendars.ToDictionary(c => c.Calendar.Key);
    }

    /// <summary>A policy by id and version.</summary>
    /// <exception cref="RuleRefusal"><c>policy.unknown</c>.</exception>
    public ClockPolicy Policy(VersionRef key) => _policies.TryGetValue(key, out var policy)
        ? policy
        : throw new RuleRefusal("policy.unknown", $"Policy {key} is not in the book.");

    /// <summary>A calendar by name and version.</summary>
    /// <exception cref="RuleRefusal"><c>calendar.unknown</c>.</exception>
    public WorkingTime Calendar(VersionRef key) => _calendars.TryGetValue(key, out var calendar)
        ? calendar
        : throw new RuleRefusal("calendar.unknown", $"Calendar {key} is not in the book.");

    /// <summary>The calendar a target is reckoned by, for a ticket of the given calendar.</summary>
    /// <exception cref="RuleRefusal"><c>calendar.unknown</c>.</exception>
    public WorkingTime CalendarFor(ClockTarget target, VersionRef ticketCalendar) => target.AlwaysOpen
        ? _alwaysOpen.GetOrAdd(Calendar(target.Calendar ?? ticketCalendar).Calendar.TimeZone, zone => new WorkingTime(WorkCalendar.AlwaysOpen(zone)))
        : Calendar(target.Calendar ?? ticketCalendar);
}
