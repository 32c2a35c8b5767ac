using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>The clocks of a ticket: facts in, readings out.</summary>
internal sealed partial class Ticket
{
    /// <summary>Sorts open tickets on which nothing runs behind all others.</summary>
    public static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>Sorts ended tickets behind those: the queue is the range up to <see cref="Never"/>, and an index knows where it ends.</summary>
    public static readonly Instant Ended = Instant.FromUtc(9999, 1, 1, 0, 0);

    /// <summary>Due times of emergencies nobody solved yet are kept a century early, and so stand before this and before everything else (R323).</summary>
    public static readonly Instant Ahead = Instant.FromUtc(1970, 1, 1, 0, 0);

    public static readonly Duration AheadBy = Duration.FromDays(36525);

    public List<TicketFact> Facts { get; } = [];
    public List<TicketClock> Clocks { get; } = [];

    /// <summary>The earliest due time of a clock that nobody stopped, or <see cref="Never"/>, or <see cref="Ended"/>: the order of work.</summary>
    public Instant NextDueAt { get; private set; } = Never;

    /// <summary>The policy and calendar in force for this ticket now.</summary>
    public string Policy { get; private set; } = "";

    public int PolicyVersion { get; private set; }
    public string Calendar { get; private set; } = "";
    public int CalendarVersion { get; private set; }

    /// <summary>
    /// The one place where clocks are computed: every command that adds a fact calls it, and so do the timers. Given the
    /// same facts, book and time it always ends the same.
    /// </summary>
    /// <param name="book">Every policy and calendar version the facts mention.</param>
    /// <param name="zone">Of the ticket's unit: decides the day a figure counts for.</param>
    /// <param name="now">Not before the last reading.</param>
    /// <returns>What the rest of the product must be told.</returns>
    internal Reckoning Reckon(ClockBook book, DateTimeZone zone, Instant now)
    {
        var received = OpenedAt.InZone(zone).Date;
        var cancelledAt = Status is TicketStatus.Cancelled ? ClosedAt : null;
        var readings = ClockMachine.Compute(Facts.OrderBy(fact => fact.Sequence).Select(fact => fact.ToClockFact()), book, now)
            .ToDictionary(reading => Enum.Parse<ClockKind>(reading.Clock, ignoreCase: true));
        var told = new Reckoning();
        foreach (var withdrawn in Clocks.Where(clock => !readings.ContainsKey(clock.Kind)).ToList())
        {
            told.Measures.AddRange(withdrawn.Recount(this, received, promised: false));
            Clocks.Remove(withdrawn);
        }
        foreach (var (kind, reading) in readings)
        {
            var clock = Clocks.Find(clock => clock.Kind == kind);
            if (clock is null) Clocks.Add(clock = new() { TicketId = Id, Kind = kind });
            clock.Take(reading, cancelledAt);
            told.Measures.AddRange(clock.Recount(this, received));
            if (clock is { State: ClockState.Overdue, DueAt: { } due } && clock.BreachToldOf != due)
            {
                clock.BreachToldOf = due;
                told.Breached.Add(new(Id, kind, due));
            }
            else if (clock is { State: ClockState.Running, DueAt: { } soon, WarnAt: { } warn } && warn <= now && clock.WarnedOf != soon)
            {
                clock.WarnedOf = soon;
                told.DueSoon.Add(new(Id, kind, soon));
            }
        }
        NextDueAt = !IsOpen ? Ended : Clocks.Where(clock => clock is { IsLive: true, DueAt: not null }).Select(clock => clock.DueAt!.Value).DefaultIfEmpty(Never).Min();
        if (JumpsTheQueue) NextDueAt = Instant.Min(NextDueAt, Ahead + AheadBy - Duration.FromDays(1)) - AheadBy;
        told.WakeAt = Clocks.Where(clock => clock.State is ClockState.Running)
            .SelectMany(clock => new[] { clock.WarnAt, clock.DueAt + Duration.FromTicks(10) })
            .Where(at => at > now).Min();
        return told;
    }

    /// <summary>The versions a book for this ticket must hold.</summary>
    internal IEnumerable<VersionRef> PoliciesMentioned => Facts.Select(fact => fact.PolicyRef).OfType<VersionRef>().Distinct();

    internal IEnumerable<VersionRef> CalendarsMentioned => Facts.Select(fact => fact.CalendarRef).OfType<VersionRef>().Distinct();

    /// <summary>Another version of its policy holds from then on; time that a pause gave stays given.</summary>
    internal void AdoptPolicy(VersionRef policy, Act act)
    {
        if (policy == new VersionRef(Policy, PolicyVersion)) return;
        (Policy, PolicyVersion) = (policy.Id, policy.Version);
        Add(FactKind.PolicyChanged, act, policy: policy);
    }

    /// <summary>Another calendar, or another version of it, holds from then on, or until the next change that is known already.</summary>
    internal void AdoptCalendar(VersionRef calendar, Act act)
    {
        // Told late, after a newer version of the same calendar: that one has replaced it already.
        if (CalendarAt(act.At) is var known && known.Id == calendar.Id && known.Version >= calendar.Version) return;
        Add(FactKind.CalendarChanged, act, calendar: calendar);
        var now = CalendarAt(Instant.MaxValue);
        (Calendar, CalendarVersion) = (now.Id, now.Version);
    }

    private VersionRef CalendarAt(Instant at) => Facts.Where(fact => fact.CalendarRef is not null && fact.At <= at).MaxBy(fact => (fact.At, fact.Sequence))!.CalendarRef!.Value;

    private void Add(FactKind kind, Act act, string? value = null, Priority? priority = null, VersionRef? policy = null, VersionRef? calendar = null, string? note = null) =>
        Facts.Add(new()
        {
            TicketId = Id, Sequence = Facts.Count + 1, Kind = kind, At = act.At, EnteredAt = act.Now, Who = act.Who, PersonId = act.By, Value = value, Priority = priority,
            Policy = policy?.Id, PolicyVersion = policy?.Version, Calendar = calendar?.Id, CalendarVersion = calendar?.Version, Note = note,
        });
}

/// <summary>What a reading of the clocks gave to tell: figures, broken promises, and when to look again.</summary>
internal sealed class Reckoning
{
    public List<Measure> Measures { get; } = [];
    public List<ClockBreached> Breached { get; } = [];
    public List<ClockDueSoon> DueSoon { get; } = [];

    /// <summary>The next time at which a clock warns or breaks by itself; null when none does.</summary>
    public Instant? WakeAt { get; set; }
}
