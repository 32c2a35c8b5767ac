using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Aftercare.Platform;

/// <summary>A wish to be woken, written with the change that caused it. At most one per kind and record.</summary>
internal sealed class TimerRow
{
    public required string Kind { get; init; }
    public required long RecordId { get; init; }
    public required CompanyId CompanyId { get; init; }
    public Instant DueAt { get; set; }
    public DeliveryState State { get; set; }
    public int Attempts { get; set; }

    /// <summary>The process that works on it now; another takes over once the lease has run out.</summary>
    public string? LeaseOwner { get; set; }

    /// <summary>Nobody else takes it before: while it is worked on, and after a failure until the next attempt.</summary>
    public Instant? LeaseUntil { get; set; }
    public string? Error { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<TimerRow>
    {
        public void Configure(EntityTypeBuilder<TimerRow> builder)
        {
            builder.ToTable("timers").HasKey(timer => new { timer.Kind, timer.RecordId });
            builder.HasIndex(timer => new { timer.State, timer.DueAt });
        }
    }
}

/// <summary>A timer that went off.</summary>
/// <param name="Kind">The name the slice gave it.</param>
/// <param name="Record">The record it was set for.</param>
/// <param name="DueAt">When it was due; the wake-up may be later.</param>
public sealed record DueTimer(string Kind, long Record, Instant DueAt);
