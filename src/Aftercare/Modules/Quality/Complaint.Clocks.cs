using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>The promises of a complaint: its steps go into the clock machine, readings and figures come out (R802).</summary>
internal sealed partial class Complaint
{
    /// <summary>Sorts open complaints that owe the customer nothing now behind all others.</summary>
    public static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>Sorts closed complaints behind those.</summary>
    public static readonly Instant Ended = Instant.FromUtc(9999, 1, 1, 0, 0);

    /// <summary>The earliest due time of a promise nobody kept yet, or <see cref="Never"/>, or <see cref="Ended"/>: the order of work.</summary>
    public Instant NextDueAt { get; private set; } = Never;

    /// <summary>The edition of the rules and the calendar version it came in under; they hold to its end.</summary>
    public required int PolicyEdition { get; init; }

    public required string Calendar { get; init; }
    public required int CalendarVersion { get; init; }

    /// <summary>Under what it was counted as a valid complaint; null while it is not.</summary>
    public ComplaintCategory? CountedAs { get; private set; }

    public PersonId? CountedAbout { get; private set; }

    internal VersionRef CalendarRef => new(Calendar, CalendarVersion);

    internal IEnumerable<ClockFact> ClockFacts => Steps.OrderBy(step => step.Sequence).Select(step => step.Kind switch
    {
        StepKind.Received => new ClockFact.Opened(step.At, step.EnteredAt, new(QualityPolicy.Code, PolicyEdition), CalendarRef, TypeOf(Category), Severity.ToString()),
        StepKind.Verified => new ClockFact.Stopped(step.At, step.EnteredAt, ComplaintClock.NameOf(ComplaintClockKind.Respond)),
        StepKind.Told => new ClockFact.Stopped(step.At, step.EnteredAt, ComplaintClock.NameOf(ComplaintClockKind.Solve)),
        StepKind.NotAccepted => new ClockFact.Reopened(step.At, step.EnteredAt),
        StepKind.Closed => new ClockFact.Closed(step.At, step.EnteredAt),
        _ => (ClockFact?)null,
    }).OfType<ClockFact>();

    /// <summary>The one place where its clocks are computed: every command that adds a step calls it, and so does the timer.</summary>
    /// <param name="book">The edition and the calendar version it came in under.</param>
    /// <param name="zone">Of its unit: decides the day a figure counts for.</param>
    internal ComplaintReckoning Reckon(ClockBook book, DateTimeZone zone, Instant now)
    {
        var (received, told) = (ReceivedAt.InZone(zone).Date, new ComplaintReckoning());
        foreach (var reading in ClockMachine.Compute(ClockFacts, book, now))
        {
            var kind = Enum.Parse<ComplaintClockKind>(reading.Clock, ignoreCase: true);
            var clock = Clocks.Find(clock => clock.Kind == kind);
            if (clock is null) Clocks.Add(clock = new() { ComplaintId = Id, Kind = kind });
            clock.Take(reading);
            told.Measures.AddRange(clock.Recount(this, received));
            if (clock.State is not ClockState.Overdue || clock.OverdueToldOf == clock.DueAt) continue;
            clock.OverdueToldOf = clock.DueAt;
            told.Overdue.Add(new(Id, kind, clock.DueAt));
        }
        told.Measures.AddRange(RecountValid(received));
        NextDueAt = Status is ComplaintStatus.Closed ? Ended : Clocks.Where(clock => clock.IsLive).Select(clock => clock.DueAt).DefaultIfEmpty(Never).Min();
        // A due time itself is still in time: look again just after it.
        told.WakeAt = Clocks.Where(clock => clock.State is ClockState.Running).Select(clock => (Instant?)(clock.DueAt + Duration.FromTicks(10))).Where(at => at > now).Min();
        return told;
    }

    /// <summary>When a promise falls due, as of the last reading.</summary>
    internal Instant DueOf(ComplaintClockKind kind) => Clocks.Single(clock => clock.Kind == kind).DueAt;

    /// <summary>What is found to be right is counted, for the colleague it is about, if any; what is not, is not.</summary>
    private IEnumerable<Measure> RecountValid(LocalDate received)
    {
        ComplaintCategory? now = Valid is true ? Category : null;
        if (now == CountedAs && AboutId == CountedAbout) yield break;
        if (CountedAs is { } before) yield return new("complaint.valid", received, CountedAbout, UnitId, TypeOf(before), -1, 0, Key);
        (CountedAs, CountedAbout) = (now, AboutId);
        if (now is { } category) yield return new("complaint.valid", received, AboutId, UnitId, TypeOf(category), 1, 0, Key);
    }

    /// <summary>The category as figures split by it: `product`, `service`, `person`, `price`, `other`.</summary>
    internal static string TypeOf(ComplaintCategory category) => category.ToString().ToLowerInvariant();
}

/// <summary>What a reading of the clocks gave to tell: figures, broken promises, and when to look again.</summary>
internal sealed class ComplaintReckoning
{
    public List<Measure> Measures { get; } = [];
    public List<ComplaintOverdue> Overdue { get; } = [];
    public Instant? WakeAt { get; set; }
}
