using Aftercare.Modules.Quality.Face;
using Aftercare.Platform;
using Aftercare.Rules.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Modules.Quality;

/// <summary>
/// How one promise of a complaint stands: the last reading of the clock machine, kept for lists, timers and figures. The
/// figures judge the first round: a solution told again after the customer did not accept is a promise of its own.
/// </summary>
internal sealed class ComplaintClock : Record, IPart
{
    public required ComplaintId ComplaintId { get; init; }
    public required ComplaintClockKind Kind { get; init; }
    public ClockState State { get; private set; }
    public Instant DueAt { get; private set; }
    public Instant? StoppedAt { get; private set; }

    /// <summary>The first round: kept (true), broken (false), or not decided yet.</summary>
    public bool? Met { get; private set; }

    /// <summary>The due time that was announced as broken: each is told once.</summary>
    public Instant? OverdueToldOf { get; set; }

    /// <summary>The verdict as it stands in the figures, with whom and under what it was counted.</summary>
    public bool? CountedMet { get; private set; }

    public PersonId? CountedPerson { get; private set; }
    public ComplaintCategory? CountedCategory { get; private set; }

    long IPart.RootKey => ComplaintId.Value;

    public bool IsLive => StoppedAt is null;

    internal static string NameOf(ComplaintClockKind kind) => kind.ToString().ToLowerInvariant();

    public void Take(ClockReading reading)
    {
        (State, DueAt, StoppedAt) = (reading.State, reading.Due!.Value.ToMicroseconds(), reading.StoppedAt);
        Met = reading.Rounds is [var first, ..] ? !first.IsLate : reading.State is ClockState.Overdue ? false : null;
    }

    /// <summary>What the figures need so that they say what the clock says. Dated by the day of receipt.</summary>
    public IEnumerable<Measure> Recount(Complaint complaint, LocalDate received)
    {
        if (Met == CountedMet) yield break;
        var name = $"complaint.{NameOf(Kind)}";
        if (CountedMet is { } before)
        {
            yield return new($"{name}.settled", received, CountedPerson, complaint.UnitId, Complaint.TypeOf(CountedCategory!.Value), -1, 0, complaint.Key);
            if (before) yield return new($"{name}.met", received, CountedPerson, complaint.UnitId, Complaint.TypeOf(CountedCategory!.Value), -1, 0, complaint.Key);
        }
        (CountedMet, CountedPerson, CountedCategory) = (Met, complaint.OwnerId, complaint.Category);
        if (Met is not { } now) yield break;
        yield return new($"{name}.settled", received, CountedPerson, complaint.UnitId, Complaint.TypeOf(complaint.Category), 1, 0, complaint.Key);
        if (now) yield return new($"{name}.met", received, CountedPerson, complaint.UnitId, Complaint.TypeOf(complaint.Category), 1, 0, complaint.Key);
    }

    internal sealed class Table : IEntityTypeConfiguration<ComplaintClock>
    {
        public void Configure(EntityTypeBuilder<ComplaintClock> builder) => builder.ToTable("complaint_clocks").HasKey(clock => new { clock.ComplaintId, clock.Kind });
    }
}
