using Aftercare.Modules.Desk.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Desk;

/// <summary>
/// How one promise of a ticket stands: the last reading of the clock machine, kept so that lists, timers and figures
/// need not compute it. Never edited: a new reading replaces it, and the facts always give the same reading again.
/// </summary>
internal sealed class TicketClock : Record, IPart
{
    /// <summary>Clocks whose verdicts are figures (K03, K08).</summary>
    private static readonly ClockKind[] Figures = [ClockKind.Respond, ClockKind.Solve];

    public required TicketId TicketId { get; init; }
    public required ClockKind Kind { get; init; }
    public ClockState State { get; private set; }

    /// <summary>Null while a pause keeps it open.</summary>
    public Instant? DueAt { get; private set; }

    public Instant? DueIfResumedAt { get; private set; }
    public Instant StartedAt { get; private set; }
    public Instant? StoppedAt { get; private set; }
    public string? RestingFor { get; private set; }

    /// <summary>The due time rests on holidays that are not published yet (B19).</summary>
    public bool IsProvisional { get; private set; }

    /// <summary>Promised and used working time, in seconds; `used` as of the last reading.</summary>
    public long TargetSeconds { get; private set; }

    public long UsedSeconds { get; private set; }

    /// <summary>The policy and calendar versions it is judged by; frozen once it is settled (R310).</summary>
    public string Policy { get; private set; } = "";

    public int PolicyVersion { get; private set; }
    public string Calendar { get; private set; } = "";
    public int CalendarVersion { get; private set; }

    /// <summary>Kept (true), broken (false), or not decided yet.</summary>
    public bool? Met { get; private set; }

    /// <summary>When four fifths are used up; null when stopped or resting.</summary>
    public Instant? WarnAt { get; private set; }

    /// <summary>The due time that was warned about and that was announced as broken: each is told once.</summary>
    public Instant? WarnedOf { get; set; }

    public Instant? BreachToldOf { get; set; }

    /// <summary>The due time whose breach somebody approved as excused (B32); another promise of this clock is not.</summary>
    public Instant? ExcusedOf { get; private set; }

    /// <summary>It stands in the figures as excused; the gross ones do not know it.</summary>
    public bool CountedExcused { get; private set; }

    /// <summary>A promise that was broken, and is a figure or a technician's at the door.</summary>
    public bool IsBroken => Met is false && Kind is ClockKind.Respond or ClockKind.Arrive or ClockKind.Solve;

    public void Excuse() => ExcusedOf = DueAt;

    /// <summary>The verdict as it stands in the figures, with whom and under what it was counted.</summary>
    public bool? CountedMet { get; private set; }

    public PersonId? CountedPerson { get; private set; }
    public UnitId? CountedUnit { get; private set; }
    public string? CountedType { get; private set; }

    long IPart.RootKey => TicketId.Value;

    public bool IsLive => StoppedAt is null;

    /// <summary>Takes over a reading.</summary>
    /// <param name="reading">Of this clock.</param>
    /// <param name="cancelledAt">When the ticket was cancelled: a clock that only this stopped in time is no promise kept.</param>
    public void Take(ClockReading reading, Instant? cancelledAt)
    {
        (State, DueAt, DueIfResumedAt, StartedAt, StoppedAt) = (reading.State, reading.Due?.ToMicroseconds(), reading.DueIfResumedNow?.ToMicroseconds(), reading.StartedAt, reading.StoppedAt);
        (RestingFor, IsProvisional) = (reading.RestingFor, reading.IsProvisional);
        (TargetSeconds, UsedSeconds) = ((long)reading.Target.TotalSeconds, (long)reading.Consumed.TotalSeconds);
        (Policy, PolicyVersion) = (reading.Policy.Id, reading.Policy.Version);
        (Calendar, CalendarVersion) = (reading.Hours.Calendar.Name, reading.Hours.Calendar.Version);
        WarnAt = IsLive && DueAt is not null ? reading.Hours.Add(reading.Due!.Value, -(reading.Target / 5)).ToMicroseconds() : null;
        Met = reading.State switch
        {
            ClockState.Met when reading.StoppedAt == cancelledAt => null,
            ClockState.Met => true,
            ClockState.MetLate or ClockState.Overdue => false,
            _ => null,
        };
    }

    /// <summary>
    /// What the figures need so that they say what the clock says: nothing when they do; the opposite of what was counted
    /// before, for the same person and type; and the new verdict, for the present ones. Dated by the day of receipt.
    /// </summary>
    public IEnumerable<Measure> Recount(Ticket ticket, LocalDate received, bool promised = true)
    {
        var verdict = promised && Figures.Contains(Kind) ? Met : null;
        var name = $"desk.{Kind.ToString().ToLowerInvariant()}";
        var excused = verdict is false && ExcusedOf is not null && ExcusedOf == DueAt;
        // What is excused was counted late and stays so: it is taken out beside the gross figures, for whom it was counted.
        if (CountedExcused && !(excused && verdict == CountedMet))
        {
            CountedExcused = false;
            yield return new($"{name}.excused", received, CountedPerson, CountedUnit!.Value, CountedType!, -1, 0, TicketId.Value);
        }
        if (verdict == CountedMet)
        {
            if (!excused || CountedExcused) yield break;
            CountedExcused = true;
            yield return new($"{name}.excused", received, CountedPerson, CountedUnit!.Value, CountedType!, 1, 0, TicketId.Value);
            yield break;
        }
        if (CountedMet is { } before)
        {
            yield return new($"{name}.settled", received, CountedPerson, CountedUnit!.Value, CountedType!, -1, 0, TicketId.Value);
            if (before) yield return new($"{name}.met", received, CountedPerson, CountedUnit!.Value, CountedType!, -1, 0, TicketId.Value);
        }
        (CountedMet, CountedPerson, CountedUnit, CountedType) = (verdict, ticket.HandlerId, ticket.UnitId, ticket.Type);
        if (verdict is not { } now) yield break;
        yield return new($"{name}.settled", received, CountedPerson, ticket.UnitId, ticket.Type, 1, 0, TicketId.Value);
        if (now) yield return new($"{name}.met", received, CountedPerson, ticket.UnitId, ticket.Type, 1, 0, TicketId.Value);
        if (!excused) yield break;
        CountedExcused = true;
        yield return new($"{name}.excused", received, CountedPerson, ticket.UnitId, ticket.Type, 1, 0, TicketId.Value);
    }

    internal sealed class Table : IEntityTypeConfiguration<TicketClock>
    {
        public void Configure(EntityTypeBuilder<TicketClock> builder)
        {
            builder.ToTable("ticket_clocks").HasKey(clock => new { clock.TicketId, clock.Kind });
            builder.Ignore(clock => clock.IsBroken);
            builder.Property(clock => clock.RestingFor).HasMaxLength(100);
            builder.Property(clock => clock.Policy).HasMaxLength(100);
            builder.Property(clock => clock.Calendar).HasMaxLength(100);
            builder.Property(clock => clock.CountedType).HasMaxLength(50);
        }
    }
}
